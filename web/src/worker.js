// A worker holds one copy of the model and plays one run at a time.
import exaraceModel from "exarace-model";
import {METRICS, seriesNames, valuesOf} from "./metrics.js";

let model;

async function open({wasm, files}) {
  model = await exaraceModel({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm));
      return {};
    },
  });
  for (const [name, text] of Object.entries(files)) model.putFile(name, text);
  return {version: model.version()};
}

function play({story, changes, seed, replicate}) {
  const run = model.play(story, changes, seed, replicate, seriesNames());
  if (run.error) return run;
  const values = {};
  for (const metric of METRICS) values[metric.id] = valuesOf(run, metric);
  return {days: run.days, values};
}

function facts({story, keys}) {
  const found = model.facts(story, keys);
  return found.error ? found : {...model.aboutStory(story), facts: found};
}

self.onmessage = async ({data: {id, call, args}}) => {
  let answer;
  try {
    answer = await {open, play, facts}[call](args);
  } catch (error) {
    answer = {error: String(error?.message ?? error)};
  }
  self.postMessage({id, answer});
};
