// What the page can draw: from a run's series to one number a step. Declared as data; `valuesOf` is the only rule.
//
// series   what a run records; `pick` names rows of its dimensions, all others are added up
// how      level: as it stands; mean: mean of the last 12 months; year: sum over the last 12 months
// foreign  without rows of Chinese designers
// over     a second choice that the first is divided by; less: one that is taken away
// scale    numbers of the series in one `unit`; shown: drawn without being asked for

export const METRICS = [
  {id: "cn_owned", title: "AI compute owned by China", series: "compute.owned", pick: {country: "cn"}, how: "level",
    scale: 1e6, unit: "million H100 equivalents", shown: true,
    about: "Installed chips by country of the ultimate parent, wherever they stand."},
  {id: "us_owned", title: "AI compute owned by the United States", series: "compute.owned", pick: {country: "us"}, how: "level",
    scale: 1e6, unit: "million H100 equivalents", shown: true,
    about: "Installed chips by country of the ultimate parent, wherever they stand."},
  {id: "gap", title: "Capability gap", series: "capability.gap", how: "mean", scale: 1, unit: "months", shown: true,
    about: "Age of the first US model at least as good as the best Chinese one. Mean of the last 12 months."},
  {id: "sold_to_china", title: "Foreign chips sold to China", series: "chips.sold_to_china", how: "year", scale: 1e9,
    unit: "billion USD a year", shown: true, foreign: true,
    about: "Sales of foreign designers to buyers with a Chinese parent, sum of the last 12 months."},
  {id: "cn_domestic", title: "Chinese-made part of China's compute", series: "compute.owned", pick: {country: "cn"},
    less: {series: "compute.foreign_in_china", pick: {country: "cn"}}, how: "level", scale: 1e6,
    unit: "million H100 equivalents", shown: true,
    about: "Installed chips of Chinese designers with Chinese parents."},
  {id: "services", title: "Revenue of AI services", series: "money.services", how: "level", scale: 1e9,
    unit: "billion USD a year", shown: true, about: "World revenue of AI services, smoothed."},
  {id: "cn_per_us", title: "China's compute over that of the United States", series: "compute.owned", pick: {country: "cn"},
    over: {series: "compute.owned", pick: {country: "us"}}, how: "level", scale: 0.01, unit: "%",
    about: "Installed chips by country of the ultimate parent, one over the other."},
  {id: "diverted", title: "Chips diverted to China", series: "chips.diverted", how: "year", scale: 1e3,
    unit: "thousand chips a year", about: "By all routes, sum of the last 12 months."},
  {id: "chip_sales", title: "Sales of accelerators, world", series: "chips.sold_value", how: "year", scale: 1e9,
    unit: "billion USD a year", about: "Sales of systems of all designers, sum of the last 12 months."},
  {id: "capex", title: "AI capex of clouds, world", series: "capex.ai", how: "year", scale: 1e9, unit: "billion USD a year",
    about: "Of all clouds, sum of the last 12 months."},
  {id: "denied", title: "Deals refused by law", series: "policy.denied_new", how: "year", scale: 1e9,
    unit: "billion USD a year",
    about: "Value of wishes that a rule refused, sum of the last 12 months; what is asked again counts once."},
  {id: "rent_cn", title: "Rent of western compute in China", series: "compute.contract_rent",
    pick: {country: "cn", compute_class: "western"}, how: "level", scale: 1, unit: "USD an hour",
    about: "Rent of new contracts for an H100 equivalent."},
  {id: "power_us", title: "Power of AI sites in the United States", series: "power.used", pick: {country: "us"}, how: "level",
    scale: 1e3, unit: "GW", about: "Power that AI sites draw at full load."},
  {id: "power_cn", title: "Power of AI sites in China", series: "power.used", pick: {country: "cn"}, how: "level", scale: 1e3,
    unit: "GW", about: "Power that AI sites draw at full load."},
  {id: "frontier_us", title: "Best released model, United States", series: "capability.frontier_us", how: "level", scale: 1,
    unit: "index points", about: "Capability index of the best released model of a lab of the United States."},
  {id: "frontier_cn", title: "Best released model, China", series: "capability.frontier_china", how: "level", scale: 1,
    unit: "index points", about: "Capability index of the best released Chinese model."},
  {id: "public_spending", title: "Public spending on AI and chips", series: "money.public_spending", how: "year", scale: 1e9,
    unit: "billion USD a year", about: "Of all governments, sum of the last 12 months."},
];

/** Names of all series that the metrics need. */
export function seriesNames() {
  const parts = METRICS.flatMap((metric) => [metric, metric.over, metric.less].filter(Boolean));
  return [...new Set(parts.map((part) => part.series))];
}

/** One number a step: the picked rows of a series, or the sum over all. */
function rowsOf(run, part) {
  const record = run.series[part.series];
  const labels = record.dims.map((dim) => run.axes[dim].ids);
  const {ids, parents} = run.axes.designer;
  const chinese = new Set(ids.filter((_, row) => parents[row] === "cn"));
  const chosen = [];
  for (let place = 0; place < record.width; ++place) {
    let rest = place, wanted = true;
    for (let d = record.dims.length - 1; d >= 0; --d) {
      const id = labels[d][rest % labels[d].length];
      rest = Math.floor(rest / labels[d].length);
      const pick = part.pick?.[record.dims[d]];
      if (pick !== undefined && pick !== id) wanted = false;
      if (part.foreign && record.dims[d] === "designer" && chinese.has(id)) wanted = false;
    }
    if (wanted) chosen.push(place);
  }
  const steps = record.values.length / record.width;
  const out = new Float64Array(steps);
  for (let step = 0; step < steps; ++step) {
    let sum = 0;
    for (const place of chosen) {
      const value = record.values[step * record.width + place];
      if (chosen.length === 1 || !Number.isNaN(value)) sum += value; // a row that is not there yet counts nothing
    }
    out[step] = sum;
  }
  return out;
}

/** Sum over the last `many` steps; NaN before there are as many. */
function trailing(values, many) {
  return values.map((_, step) => {
    if (step + 1 < many) return NaN;
    let sum = 0;
    for (let i = step + 1 - many; i <= step; ++i) sum += values[i];
    return sum;
  });
}

/** Steps in 12 months, from the days of a run. */
export function stepsAYear(days) {
  return Math.max(1, Math.round((365.25 * (days.length - 1)) / (days[days.length - 1] - days[0])));
}

/** One number a step of a metric, in its unit. */
export function valuesOf(run, metric) {
  const many = stepsAYear(run.days);
  let values = rowsOf(run, metric);
  if (metric.less) {
    const less = rowsOf(run, metric.less);
    values = values.map((value, step) => value - less[step]);
  }
  if (metric.over) {
    const over = rowsOf(run, metric.over);
    values = values.map((value, step) => value / over[step]);
  }
  if (metric.how !== "level") values = trailing(values, many);
  const scale = metric.scale * (metric.how === "mean" ? many : 1);
  return values.map((value) => value / scale);
}
