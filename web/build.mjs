// Puts everything into one page: node web/build.mjs FOLDER, where FOLDER holds model.js and model.wasm; writes FOLDER/explore.html.
import {readFileSync, readdirSync, writeFileSync, existsSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";
import {build} from "esbuild";
import {parse} from "smol-toml";

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, "..");
const scenarios = join(top, "scenarios");
const [folder] = process.argv.slice(2).map((path) => resolve(path));
const text = (...path) => readFileSync(join(...path), "utf8");
const packed = (bytes) => gzipSync(bytes, {level: 9}).toString("base64");

async function bundled(entry) {
  const made = await build({
    entryPoints: [join(here, "src", entry)], bundle: true, minify: true, write: false, format: "iife", target: "es2022",
    alias: {"exarace-model": join(folder, "model.js")}, external: ["fs", "path", "crypto", "perf_hooks"], legalComments: "none", logLevel: "warning",
  });
  return made.outputFiles[0].text.replaceAll("</script", "<\\/script");
}

/** Scenario files by the path under which the model looks for them. */
function scenarioFiles() {
  const names = [scenarios, join(scenarios, "world")].flatMap((place) => readdirSync(place).map((name) => join(place, name)));
  const wanted = names.filter((name) => name.endsWith(".toml") && !name.endsWith("/levers.toml"));
  return Object.fromEntries(wanted.sort().map((name) => [relative(scenarios, name), text(name)]));
}

/** Stories, the baseline first. */
function storiesOf(files) {
  const own = Object.entries(files).filter(([name]) => !name.includes("/"));
  const stories = own.map(([name, content]) => ({id: name.replace(/\.toml$/, ""), title: parse(content).title}));
  return stories.sort((a, b) => (b.id === "baseline") - (a.id === "baseline") || a.title.localeCompare(b.title));
}

/** What the sources of levers are, from the second column of the tables of docs/sources.md. */
function sourcesOf(levers) {
  const wanted = new Set(levers.map((lever) => lever.source));
  const rows = [...text(top, "docs/sources.md").matchAll(/^\| (`[^|]*`) \| ([^|]*) \|/gm)];
  const all = rows.flatMap(([, keys, what]) => [...keys.matchAll(/`(\w+)`/g)].map(([, key]) => [key, what.trim().replaceAll("*", "")]));
  return Object.fromEntries(all.filter(([key]) => wanted.has(key)));
}

const licences = () =>
  `exarace: Apache License 2.0, the project's contributors.\n\nuPlot:\n${text(here, "node_modules/uplot/LICENSE")}\n` +
  "The model holds code of toml++ (MIT), fmt (MIT), Boost (Boost Software License 1.0), Random123 (BSD, D. E. Shaw Research) and of " +
  "Emscripten's libraries (MIT, University of Illinois/NCSA).";

const {lever: levers} = parse(text(scenarios, "levers.toml"));
const files = scenarioFiles();
const posterior = join(folder, "draws.json"); // of web/draws.py, where a posterior comes with the baseline
const kit = {
  worker: await bundled("worker.js"), files, levers, stories: storiesOf(files), sources: sourcesOf(levers),
  seed: parse(files["baseline.toml"]).run.seed, draws: existsSync(posterior) ? JSON.parse(text(posterior)) : null,
};
const parts = {
  style: text(here, "node_modules/uplot/dist/uPlot.min.css") + text(here, "src/style.css"),
  script: await bundled("main.js"), licences: licences().replace(/[&<]/g, (letter) => ({"&": "&amp;", "<": "&lt;"})[letter]),
  texts: packed(JSON.stringify(kit)), model: packed(readFileSync(join(folder, "model.wasm"))),
};
const page = text(here, "src/page.html").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
writeFileSync(join(folder, "explore.html"), page);
console.log(`${relative(process.cwd(), join(folder, "explore.html"))}: ${(page.length / 1e6).toFixed(1)} MB`);
