// What a visitor has set, and how it stands in a link: #story=h20_open&tpp_min=2400&hbm=off
// Any other key of a scenario can be set by a link as well: #set=market.grey.key=2 (as `exarace.explore` does).

export const BASE = "baseline";

/** Settings of the part of an address after "#"; what is not known is left out. */
export function fromLink(hash, levers, stories) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const settings = {};
  for (const lever of levers) {
    const text = told.get(lever.id);
    if (text === null) continue;
    if (lever.kind === "rule") {
      if (text === "on" || text === "off") settings[lever.id] = text === "on";
    } else if (text !== "" && Number.isFinite(Number(text))) {
      settings[lever.id] = Math.min(lever.high, Math.max(lever.low, Number(text)));
    }
  }
  const story = stories.includes(told.get("story")) ? told.get("story") : BASE;
  const against = told.get("against") === "story" ? "story" : BASE;
  const extras = told.getAll("set").filter((text) => text.indexOf("=") > 0).map((text) => {
    const at = text.indexOf("=");
    return [text.slice(0, at), text.slice(at + 1)];
  });
  return {story, against, settings, extras};
}

/** The part of an address after "#" that holds these settings. */
export function toLink({story, against, settings, extras}, levers) {
  const told = new URLSearchParams();
  if (story !== BASE) told.set("story", story);
  if (against !== BASE) told.set("against", against);
  for (const lever of levers) {
    const at = settings[lever.id];
    if (at !== undefined) told.set(lever.id, lever.kind === "rule" ? (at ? "on" : "off") : String(at));
  }
  for (const [key, value] of extras) told.append("set", `${key}=${value}`);
  return told.toString();
}
