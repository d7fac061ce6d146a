// The runs behind the curves: draw 0 at once, as the program plays the scenario; the others after it, with other seeds and,
// where a calibration ships with the model, its draws of uncertain keys; each played with and without the changes.
import {METRICS} from "./metrics.js";
import {quantile} from "./numbers.js";

export const DRAWS = 30;
const LOW = 0.1, HIGH = 0.9;

export class Draws {
  #known = new Map(); // runs by what they are runs of
  #round = 0;

  /** `posterior`: keys and values of each draw where a calibration ships with the model; none: seeds alone. */
  constructor(crew, seed, posterior, onchange) {
    Object.assign(this, {crew, seed, posterior, onchange});
  }

  #run(of, draw, urgency) {
    const key = JSON.stringify([of.story, of.changes, draw]);
    if (!this.#known.has(key)) {
      const drawn = this.posterior && draw > 0 ? this.posterior[(draw - 1) % this.posterior.length] : [];
      const args = {story: of.story, changes: [...drawn, ...of.changes], seed: this.seed, replicate: draw};
      const asked = this.crew.ask("play", args, {urgency, ticket: "draws"});
      this.#known.set(key, asked);
      asked.then((run) => run || this.#known.delete(key));
      if (this.#known.size > 600) this.#known.delete(this.#known.keys().next().value);
    }
    return this.#known.get(key);
  }

  /** Plays both sides; calls onchange({mine, base, done, draws, error}) whenever there is more to show. */
  async show(mine, base, draws = DRAWS) {
    const round = ++this.#round;
    this.crew.drop("draws");
    const pairs = [];
    const tell = (more) => this.onchange({pairs, done: pairs.length, draws, running: pairs.length < draws, ...more});
    const play = async (draw) => {
      const runs = await Promise.all([this.#run(mine, draw, draw), this.#run(base, draw, draw)]);
      if (round !== this.#round || runs.includes(null)) return false;
      const wrong = runs.find((run) => run.error);
      if (wrong) return tell({error: wrong.error, running: false}), false;
      pairs.push({draw, mine: runs[0], base: runs[1]});
      tell({});
      return true;
    };
    if (!(await play(0)) || draws === 1) return;
    await Promise.all(Array.from({length: draws - 1}, (_, i) => play(i + 1)));
  }

  /** Ends what is going on; what was played stays. */
  stop() {
    ++this.#round;
    this.crew.drop("draws");
  }
}

function spread(list) {
  const steps = list[0].length;
  const at = (share) => Float64Array.from({length: steps}, (_, step) => quantile(list.map((values) => values[step]), share));
  return {low: at(LOW), middle: at(0.5), high: at(HIGH)};
}

/** Curves of a metric from paired runs: the first draw, and where there are more the spread of all. */
export function curvesOf(pairs, id) {
  const [first] = pairs;
  const sides = {
    mine: pairs.map((pair) => pair.mine.values[id]),
    base: pairs.map((pair) => pair.base.values[id]),
  };
  sides.change = pairs.map((pair) => pair.mine.values[id].map((value, step) => value - pair.base.values[id][step]));
  const curves = {};
  for (const [name, list] of Object.entries(sides)) {
    const one = list[pairs.indexOf(first)];
    curves[name] = pairs.length > 4 ? {one, ...spread(list)} : {one, middle: one};
  }
  return curves;
}

/** The last 12 months of a metric: mean over them for levels, as it stands for sums and means of them. */
export function lastYear(values, metric, steps) {
  if (metric.how !== "level") return values[values.length - 1];
  const last = values.slice(-steps).filter(Number.isFinite);
  return last.reduce((sum, value) => sum + value, 0) / last.length;
}

/** What is told of a metric at the end: both sides and the paired change, with their spread. */
export function headlineOf(pairs, metric, steps) {
  const of = (values) => lastYear(values, metric, steps);
  const mine = pairs.map((pair) => of(pair.mine.values[metric.id]));
  const base = pairs.map((pair) => of(pair.base.values[metric.id]));
  const change = mine.map((value, i) => value - base[i]);
  const told = (list) => ({middle: quantile(list, 0.5), low: quantile(list, LOW), high: quantile(list, HIGH)});
  return {mine: told(mine), base: told(base), change: told(change)};
}

export const known = (id) => METRICS.find((metric) => metric.id === id);
