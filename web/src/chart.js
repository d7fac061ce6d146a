// One figure: curves of both sides above, their paired difference below, a line that reads the numbers out, and a table.
import uPlot from "uplot";
import {short, signed, isoDay} from "./numbers.js";
import {headlineOf, curvesOf} from "./draws.js";
import {stepsAYear} from "./metrics.js";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const monthOf = (day) => {
  const date = new Date(day * 86400000);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
};

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Points of a panel in uPlot's order: x, then low, high and middle of every curve. */
function columns(days, curves) {
  const x = Float64Array.from(days.slice(0, -1), (day) => day * 86400);
  const empty = new Array(x.length).fill(null);
  const clean = (values) => (values ? Array.from(values, (value) => (Number.isFinite(value) ? value : null)) : empty);
  return [x, ...curves.flatMap((curve) => [clean(curve.low), clean(curve.high), clean(curve.middle)])];
}

function axis(more) {
  return {stroke: colour("--soft"), grid: {stroke: colour("--grid"), width: 1}, ticks: {stroke: colour("--grid"), width: 1},
    font: "12px system-ui, sans-serif", ...more};
}

function panel(target, {curves, height, zero, log, onmove}) {
  const series = [{}];
  const bands = [];
  for (const curve of curves) {
    const at = series.length;
    const ink = colour(curve.ink);
    series.push({show: true, stroke: "transparent", points: {show: false}}, {show: true, stroke: "transparent", points: {show: false}},
      {stroke: ink, width: curve.width, dash: curve.dash, points: {show: false}});
    bands.push({series: [at + 1, at], fill: ink + (curve.faint ? "22" : "38")});
  }
  const digits = (_, ticks) => ticks.map((value) => (value === null ? "" : short(value)));
  return new uPlot({
    width: Math.max(200, target.clientWidth), height, series, bands,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
    legend: {show: false},
    cursor: {y: false, drag: {x: false, y: false}, points: {size: 6}},
    scales: {y: log ? {distr: 3} : {range: (_, low, high) => range(low, high, zero)}},
    axes: [axis({space: 56, size: 32}), axis({size: 54, values: digits, space: 28})],
    hooks: {setCursor: [(plot) => onmove(plot.cursor.idx)]},
  }, columns([0], curves.map(() => ({middle: []}))), target);
}

/** A scale that holds zero, with a little room; one that is flat is given some height. */
function range(low, high, symmetric) {
  if (low === null || !Number.isFinite(low)) return [0, 1];
  let least = Math.min(0, low), most = Math.max(0, high);
  if (most - least < 1e-12) [least, most] = symmetric ? [-1, 1] : [0, 1];
  const room = (most - least) * 0.06;
  return [least < 0 ? least - room : 0, most > 0 ? most + room : 0];
}

export class Figure {
  /** A figure for a metric; `log` asks for a logarithmic scale of levels. */
  constructor(metric, log) {
    this.metric = metric;
    this.log = log;
    const id = `figure_${metric.id}`;
    this.finding = element("p", {class: "finding"});
    this.upper = element("div", {class: "plot"});
    this.lower = element("div", {class: "plot"});
    this.reading = element("p", {class: "reading", "aria-live": "polite"});
    this.table = element("details", {class: "table"}, element("summary", {}, "Table of these numbers"));
    this.table.addEventListener("toggle", () => this.#fillTable());
    this.stage = element("div", {class: "stage", tabindex: "0", role: "img", "aria-labelledby": `${id}_title`,
      "aria-describedby": `${id}_finding`}, this.upper, element("p", {class: "panel-name"}, "Your settings less what they are compared with"), this.lower);
    this.finding.id = `${id}_finding`;
    this.root = element("section", {class: "figure", id},
      element("h3", {id: `${id}_title`}, metric.title, element("span", {class: "unit"}, `, ${metric.unit}`)),
      this.finding, this.stage, this.reading,
      element("details", {class: "about"}, element("summary", {}, "What this is"), element("p", {}, metric.about)), this.table);
    this.stage.addEventListener("keydown", (event) => this.#key(event));
    this.stage.addEventListener("focus", () => this.#read(this.at ?? null));
  }

  #build() {
    this.plots?.forEach((plot) => plot.destroy());
    const onmove = (index) => this.#read(index);
    const base = {ink: "--base", width: 2, dash: [6, 4], faint: true}, mine = {ink: "--mine", width: 2};
    this.plots = [
      panel(this.upper, {curves: [base, mine], height: 200, log: this.log, onmove}),
      panel(this.lower, {curves: [{ink: "--change", width: 2}], height: 115, zero: true, onmove}),
    ];
  }

  /** Draws what `pairs` of runs say; `same` where both sides are one. */
  show(pairs, {same, names}) {
    this.pairs = pairs;
    this.names = names;
    this.same = same;
    this.days = pairs[0].mine.days;
    this.curves = curvesOf(pairs, this.metric.id);
    if (!this.plots) this.#build();
    this.lower.hidden = this.stage.querySelector(".panel-name").hidden = same;
    const {base, mine, change} = this.curves;
    const upper = same ? [{middle: []}, mine] : [base, mine];
    const shown = this.log ? upper.map((curve) => positive(curve)) : upper;
    this.plots[0].setData(columns(this.days, shown));
    this.plots[1].setData(columns(this.days, [change]));
    this.#tell();
    this.#fillTable();
  }

  #tell() {
    const {metric} = this;
    const {mine, base, change} = rounded(headlineOf(this.pairs, metric, stepsAYear(this.days)), this.curves);
    const year = new Date((this.days.at(-1) - 1) * 86400000).getUTCFullYear();
    const many = this.pairs.length > 4;
    const spread = (of, text = short) => (many ? ` (${text(of.low)} to ${text(of.high)} in 8 draws of 10)` : "");
    const strong = (text) => element("strong", {}, text);
    const parts = [strong(short(mine.middle)), `${spread(mine)} in ${year}`];
    if (!this.same) {
      const share = base.middle ? ` or ${signed((100 * change.middle) / Math.abs(base.middle))}\u00a0%` : "";
      parts.push("; ", strong(`${signed(change.middle)}${share}`), `${spread(change, signed)} against ${short(base.middle)}`);
    }
    this.finding.replaceChildren(...parts, many ? "." : ". One run.");
  }

  /** The change in a few words, for a narrow screen on which the curves are out of sight. */
  glance() {
    const {change, base} = headlineOf(this.pairs, this.metric, stepsAYear(this.days));
    const share = base.middle && this.metric.how !== "mean" ? `${signed((100 * change.middle) / Math.abs(base.middle))} %` : `${signed(change.middle)} ${this.metric.unit}`;
    return `${this.metric.title} ${share}`;
  }

  #read(index) {
    if (index === null || index === undefined || !this.days || index >= this.days.length - 1) {
      this.reading.textContent = "";
      return;
    }
    this.at = index;
    const at = (curve) => {
      const range = curve.low ? ` (${short(curve.low[index])} to ${short(curve.high[index])})` : "";
      return short(curve.middle[index]) + range;
    };
    const {mine, base, change} = this.curves;
    const rest = this.same ? "" : `; ${this.names.base} ${at(base)}; difference ${signed(change.middle[index])}`;
    this.reading.textContent = `${monthOf(this.days[index])}: ${this.names.mine} ${at(mine)}${rest}`;
  }

  #key(event) {
    const step = {ArrowRight: 1, ArrowLeft: -1, PageDown: 12, PageUp: -12}[event.key];
    const last = (this.days?.length ?? 1) - 2;
    const ends = {Home: 0, End: last}[event.key];
    if ((step === undefined && ends === undefined) || last < 0) return;
    event.preventDefault();
    const next = ends ?? Math.min(last, Math.max(0, (this.at ?? last + 1) + step));
    for (const plot of this.plots) plot.setCursor({left: plot.valToPos(plot.data[0][next], "x"), top: 10});
    this.#read(next);
  }

  #fillTable() {
    if (!this.table.open || !this.pairs) return;
    const {mine, base, change} = this.curves;
    const many = Boolean(mine.low);
    const heads = ["Month", `${this.names.mine}`, ...(many ? ["from", "to"] : [])];
    if (!this.same) heads.push(this.names.base, "difference", ...(many ? ["from", "to"] : []));
    const rows = [];
    for (let step = 0; step < mine.middle.length; ++step) {
      if (step % 3 !== 2 && step !== mine.middle.length - 1) continue;
      const cells = [mine.middle[step], ...(many ? [mine.low[step], mine.high[step]] : [])];
      if (!this.same) cells.push(base.middle[step], change.middle[step], ...(many ? [change.low[step], change.high[step]] : []));
      rows.push(element("tr", {}, element("th", {scope: "row"}, isoDay(this.days[step]).slice(0, 7)),
        ...cells.map((value) => element("td", {}, short(value)))));
    }
    const caption = `${this.metric.title}, ${this.metric.unit}, every third month` + (many ? "; from and to hold 8 draws of 10" : "");
    const made = element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
      element("table", {}, element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", {scope: "col"}, head)))), element("tbody", {}, ...rows)));
    this.table.querySelector(".scroll")?.remove();
    this.table.append(made);
  }

  /** Fits the width that there is now; builds anew where colours changed. */
  fit(anew) {
    if (!this.plots) return;
    if (anew) {
      this.#build();
      this.show(this.pairs, {same: this.same, names: this.names});
    }
    for (const [plot, target] of [[this.plots[0], this.upper], [this.plots[1], this.lower]]) {
      const width = Math.max(200, this.upper.clientWidth);
      if (target && plot.width !== width) plot.setSize({width, height: plot.height});
    }
  }
}

/** What is next to nothing beside the curve's own peak is nothing. */
function rounded(told, {mine, base}) {
  const peak = [...mine.one, ...base.one].reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0);
  const clean = (value) => (Math.abs(value) < 5e-4 * peak ? 0 : value);
  const all = (numbers) => Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, clean(value)]));
  return Object.fromEntries(Object.entries(told).map(([side, numbers]) => [side, all(numbers)]));
}

function positive(curve) {
  const clean = (values) => values && Array.from(values, (value) => (value > 0 ? value : NaN));
  return {low: clean(curve.low), middle: clean(curve.middle), high: clean(curve.high)};
}
