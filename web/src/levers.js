// From where a lever stands to the keys that it changes, and back. A lever that was not moved changes nothing.

/** All keys of the levers whose values are asked of a story. */
export function keysOf(levers) {
  const keys = new Set();
  for (const lever of levers) {
    for (const key of lever.keys ?? []) keys.add(key);
    for (const rule of lever.rules ?? []) keys.add(`regimes.${rule}.status`);
    for (const key of [...Object.keys(lever.off ?? {}), ...Object.keys(lever.on ?? {})]) keys.add(key);
    if (lever.needs) keys.add(`mechanisms.${lever.needs}`);
  }
  return [...keys];
}

/** Where the lever stands when a story is opened: true or false, a number, or 0 for factors and months. */
export function restOf(lever, facts) {
  if (lever.kind === "rule") return facts[`regimes.${lever.rules[0]}.status`].value === "in_force";
  if (lever.kind === "number") return facts[lever.keys[0]].value;
  return 0;
}

/** True where the story has switched off what the lever acts through. */
export function isIdle(lever, facts) {
  return Boolean(lever.needs) && facts[`mechanisms.${lever.needs}`].value === false;
}

const number = (value) => {
  const text = String(value);
  return /[.e]/.test(text) ? text.replace(/e\+?(-?)/, "e$1") : `${text}.0`;
};
const isDate = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);

/** A value as TOML. */
export function toml(value) {
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean" || isDate(value)) return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  const points = value.points.map(([day, at]) => `"${day}" = ${number(at)}`);
  return `{ ${points.join(", ")}, between = "${value.between}" }`;
}

function times(value, factor) {
  if (typeof value === "number") return value * factor;
  return {...value, points: value.points.map(([day, at]) => [day, at * factor])};
}

/** The same day of another month; the last one where that month is shorter. */
export function later(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

function switched(lever, on) {
  const out = [];
  for (const rule of lever.rules) {
    out.push([`regimes.${rule}.status`, on ? "in_force" : "failed"]);
    if (!on) out.push([`regimes.${rule}.credibility`, 0]);
  }
  return [...out, ...Object.entries((on ? lever.on : lever.off) ?? {})];
}

function moved(lever, at, facts) {
  if (lever.kind === "rule") return switched(lever, at);
  const change = {
    number: () => at,
    factor: (value) => times(value, 2 ** at),
    months: (value) => later(value, at),
  }[lever.kind];
  const there = lever.keys.filter((key) => lever.kind !== "months" || isDate(facts[key].value));
  return there.map((key) => [key, change(facts[key].value)]);
}

/** Keys and values, [[key, TOML], ...], of levers that stand elsewhere than the story has them. */
export function changesOf(levers, settings, facts) {
  const out = new Map();
  for (const lever of levers) {
    const at = settings[lever.id];
    if (at === undefined || at === restOf(lever, facts)) continue;
    for (const [key, value] of moved(lever, at, facts)) out.set(key, toml(value));
  }
  return [...out];
}

/** A scenario file with these changes. */
export function scenarioText(story, title, changes) {
  const rows = new Map(), tables = new Map();
  for (const [key, value] of changes) {
    const parts = key.split(".");
    const [table, id] = parts;
    if (table === "behaviour" || table === "mechanisms" || parts.length < 3) {
      const section = parts.slice(0, -1).join(".");
      tables.set(section, [...(tables.get(section) ?? []), `${parts.at(-1)} = ${value}`]);
    } else {
      const row = rows.get(`${table}.${id}`) ?? rows.set(`${table}.${id}`, {own: [], below: new Map()}).get(`${table}.${id}`);
      if (parts.length === 3) row.own.push(`${parts[2]} = ${value}`);
      else {
        const place = `${parts[2]}.${parts[3]}`;
        row.below.set(place, [...(row.below.get(place) ?? []), `${parts[4]} = ${value}`]);
      }
    }
  }
  const out = [`extends = "${story}"`, `title = ${JSON.stringify(title)}`];
  for (const [section, lines] of tables) out.push("", `[${section}]`, ...lines);
  for (const [place, row] of rows) {
    const [table, id] = place.split(".");
    out.push("", `[[${table}]]`, `id = "${id}"`, ...row.own);
    for (const [below, lines] of row.below) {
      const [list, element] = below.split(".");
      out.push("", `[[${table}.${list}]]`, `id = "${element}"`, ...lines);
    }
  }
  return out.join("\n") + "\n";
}
