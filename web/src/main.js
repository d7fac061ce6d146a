// The page: settings in, curves out.
import {Controls, textOf} from "./controls.js";
import {Crew} from "./crew.js";
import {Draws, DRAWS} from "./draws.js";
import {Figure, element} from "./chart.js";
import {METRICS} from "./metrics.js";
import {openKit} from "./kit.js";
import {changesOf, keysOf, restOf, scenarioText} from "./levers.js";
import {BASE, fromLink, toLink} from "./state.js";
import {csv, picture, save} from "./take.js";

const find = (id) => document.getElementById(id);
const page = {state: null, facts: null, pairs: [], figures: new Map(), log: false, timer: 0, asked: 0};
const CHOICE = "exarace.metrics";

async function start() {
  page.kit = await openKit();
  const {levers, stories, sources, draws, seed} = page.kit;
  page.state = fromLink(location.hash, levers, stories.map((story) => story.id));
  const size = Math.min(4, Math.max(1, navigator.hardwareConcurrency || 2));
  page.crew = new Crew(size, page.kit.worker, {wasm: page.kit.wasm, files: page.kit.files});
  page.crew.onfault = (text) => fault(`The model could not be opened: ${text}`);
  page.crew.onopen = ({version}) => (find("version").textContent = `exarace ${version}`);
  page.draws = new Draws(page.crew, seed, draws, shown);
  page.controls = new Controls(find("levers"), levers, moved);
  page.sourceText = (key) => (["assumed", "calibrated"].includes(key) ? {assumed: "an assumption", calibrated: "a fit to history"}[key] : sources[key] ?? key);
  for (const story of stories) find("story").append(element("option", {value: story.id}, story.title));
  for (const metric of METRICS) chooser(metric);
  listen();
  arrange();
  await choose();
}

function listen() {
  find("story").addEventListener("change", (event) => {
    Object.assign(page.state, {story: event.target.value, settings: {}, extras: []});
    choose();
  });
  find("against").addEventListener("change", (event) => {
    page.state.against = event.target.value;
    ask(0);
  });
  find("reset").addEventListener("click", () => {
    Object.assign(page.state, {settings: {}, extras: []});
    settle();
  });
  find("stop").addEventListener("click", () => {
    if (page.running) page.draws.stop(), tell({running: false, stopped: true});
    else ask(0);
  });
  find("log").addEventListener("change", (event) => {
    page.log = event.target.checked;
    for (const figure of page.figures.values()) figure.log = page.log, figure.fit(true);
  });
  find("take_link").addEventListener("click", copyLink);
  find("take_toml").addEventListener("click", () => save(`${name()}.toml`, "application/toml", scenarioText(page.state.story, title(), changes())));
  find("take_csv").addEventListener("click", () => page.pairs.length && save(`${name()}.csv`, "text/csv", csv(page.pairs, METRICS)));
  find("take_png").addEventListener("click", async () => {
    if (!page.pairs.length) return;
    const what = page.same ? "" : ` Blue: yours; dashed grey: ${find("key_base").textContent}; orange: the difference.`;
    const notes = `${find("setting").textContent} ${find("progress").textContent}${what}`;
    save(`${name()}.png`, "image/png", await picture(shownFigures(), `exarace: ${title()}`, notes));
  });
  window.addEventListener("resize", () => shownFigures().forEach((figure) => figure.fit(false)));
  for (const id of ["skip", "glance"])
    find(id).addEventListener("click", (event) => {
      event.preventDefault(); // the address holds the settings, not a place in the page
      find("figures").scrollIntoView();
      find("figures").focus();
    });
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) === toLink(page.state, page.kit.levers)) return;
    page.state = fromLink(location.hash, page.kit.levers, page.kit.stories.map((story) => story.id));
    choose();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => shownFigures().forEach((figure) => figure.fit(true)));
}

// Stories and levers ---------------------------------------------------------------------------------------------------

async function choose() {
  const answer = await page.crew.ask("facts", {story: page.state.story, keys: keysOf(page.kit.levers)}, {urgency: -1});
  if (answer.error) return fault(answer.error);
  page.facts = answer.facts;
  find("story").value = page.state.story;
  find("against").value = page.state.against;
  find("about").textContent = answer.about;
  settle();
}

function moved(lever, at) {
  if (at === undefined || at === restOf(lever, page.facts)) delete page.state.settings[lever.id];
  else page.state.settings[lever.id] = at;
  settle(lever.kind === "rule" ? 0 : 90);
}

function settle(wait = 0) {
  page.controls.show(page.state.settings, page.facts, page.sourceText);
  const link = toLink(page.state, page.kit.levers);
  if (location.hash.slice(1) !== link) history.replaceState(null, "", link ? `#${link}` : location.pathname + location.search);
  ask(wait);
}

const changes = () => [...page.state.extras, ...changesOf(page.kit.levers, page.state.settings, page.facts)];
const storyTitle = () => page.kit.stories.find((story) => story.id === page.state.story).title;
const title = () => storyTitle() + (changes().length ? " with changes" : "");
const name = () => page.state.story + (changes().length ? "_changed" : "");

function setting() {
  const told = page.kit.levers
    .filter((lever) => page.state.settings[lever.id] !== undefined)
    .map((lever) => `${lever.label}: ${textOf(lever, page.state.settings[lever.id], page.facts)}`);
  told.push(...page.state.extras.map(([key, value]) => `${key} = ${value}`));
  return `${storyTitle()}${told.length ? `; ${told.join("; ")}` : ", as it is"}.`;
}

// Runs -----------------------------------------------------------------------------------------------------------------

/** Plays what is set now, after `wait` milliseconds in which nothing else is set. */
function ask(wait) {
  clearTimeout(page.timer);
  page.asked = performance.now();
  find("setting").textContent = setting();
  page.timer = setTimeout(() => {
    const mine = {story: page.state.story, changes: changes()};
    const base = page.state.against === "story" ? {story: page.state.story, changes: []} : {story: BASE, changes: []};
    page.same = mine.story === base.story && !mine.changes.length;
    tell({running: true, done: 0, draws: DRAWS});
    page.draws.show(mine, base);
  }, wait);
}

function shown(news) {
  if (news.error) return tell(news), fault(news.error);
  fault("");
  page.pairs = news.pairs;
  tell(news);
  if (page.pairs.length === 1) {
    redraw();
    document.documentElement.dataset.drawn = String(Math.round(performance.now() - page.asked)); // for whoever measures
  } else if (!page.due) {
    page.due = requestAnimationFrame(() => {
      page.due = 0;
      redraw();
    });
  }
}

function redraw() {
  const names = {mine: page.same ? "this story" : "yours", base: page.state.against === "story" ? "the story as it is" : "baseline"};
  find("key_base").textContent = names.base;
  find("legend").classList.toggle("same", page.same);
  for (const figure of shownFigures()) figure.show(page.pairs, {same: page.same, names});
  const glance = page.same ? "" : shownFigures().slice(0, 2).map((figure) => figure.glance()).join(" · ");
  find("glance").textContent = glance || "See the figures";
  // For those who hear the page: once when it is drawn and once when the band is whole, not at every draw.
  if (page.pairs.length === 1 || !page.running) find("news").textContent = `Drawn. ${glance}${page.running ? "" : `. ${find("progress").textContent}`}`;
}

function tell({running, done = page.pairs.length, draws = DRAWS, stopped}) {
  page.running = running;
  find("bar").max = draws;
  find("bar").value = done;
  find("bar").hidden = !running;
  find("stop").textContent = running ? "Stop" : "Draw the band again";
  find("stop").hidden = !running && !stopped;
  const word = page.kit.draws ? "draws of the calibration" : "seeds";
  find("progress").textContent =
    done === 0 ? "Playing …" : running ? `${done} of ${draws} ${word}` : `Median of ${done} ${word}; the bands hold 8 of 10.`;
  document.documentElement.dataset.done = String(done);
}

// Figures --------------------------------------------------------------------------------------------------------------

function chosen() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(CHOICE));
    if (Array.isArray(kept)) return kept;
  } catch {
    // nothing kept, or nowhere to keep it: what is shown by default
  }
  return METRICS.filter((metric) => metric.shown).map((metric) => metric.id);
}

const shownFigures = () => METRICS.filter((metric) => find(`show_${metric.id}`).checked).map((metric) => page.figures.get(metric.id));

function chooser(metric) {
  const box = element("input", {type: "checkbox", id: `show_${metric.id}`});
  box.checked = chosen().includes(metric.id);
  box.addEventListener("change", () => {
    arrange();
    if (page.pairs.length) redraw();
  });
  find("metrics").append(element("label", {}, box, ` ${metric.title}`));
}

function arrange() {
  for (const metric of METRICS) {
    const wanted = find(`show_${metric.id}`).checked;
    if (wanted && !page.figures.has(metric.id)) page.figures.set(metric.id, new Figure(metric, page.log));
  }
  find("figures").replaceChildren(...shownFigures().map((figure) => figure.root));
  shownFigures().forEach((figure) => figure.fit(false));
  try {
    sessionStorage.setItem(CHOICE, JSON.stringify(shownFigures().map((figure) => figure.metric.id)));
  } catch {
    // a browser that keeps nothing still draws
  }
}

async function copyLink() {
  const said = find("said");
  try {
    await navigator.clipboard.writeText(location.href);
    said.textContent = "The link is copied; it holds story and levers.";
  } catch {
    said.textContent = location.href;
  }
}

function fault(text) {
  find("fault").textContent = text;
  find("fault").hidden = !text;
}

start().catch((error) => fault(`This page could not start: ${error?.message ?? error}. It needs a browser of 2023 or later.`));
