// The levers as form controls, in groups; each says what it is, where the story has it and what that rests on.
import {element} from "./chart.js";
import {short} from "./numbers.js";
import {restOf, isIdle, later} from "./levers.js";

const factor = (at) => `× ${short(2 ** at)}`;

/** What a lever says when it stands there. */
export function textOf(lever, at, facts) {
  if (lever.kind === "rule") return at ? "on" : "off";
  if (lever.kind === "number") {
    const unit = facts[lever.keys[0]].unit;
    return short(at) + (unit && unit !== "1" ? ` ${unit}` : "");
  }
  if (lever.kind === "factor") return factor(at);
  const day = facts[lever.keys[0]].value;
  return at === 0 ? day : `${later(day, at)} (${at > 0 ? "+" : "−"}${Math.abs(at)} months)`;
}

function inputOf(lever, id) {
  if (lever.kind === "rule") return element("input", {type: "checkbox", role: "switch", id});
  return element("input", {type: "range", id, min: String(lever.low), max: String(lever.high), step: String(lever.step)});
}

class Control {
  constructor(lever, onmove) {
    this.lever = lever;
    const id = `lever_${lever.id}`;
    this.input = inputOf(lever, id);
    this.output = element("output", {for: id, "aria-live": "off"}); // the control itself says where it stands
    this.back = element("button", {type: "button", class: "back", "aria-label": `Put back: ${lever.label}`, hidden: true}, "Put back");
    this.note = element("p", {class: "rests"});
    this.more = element("details", {class: "why"}, element("summary", {"aria-label": `About: ${lever.label}`}, "About this"),
      element("p", {}, lever.about), this.note);
    this.root = element("div", {class: `lever ${lever.kind}`},
      element("label", {for: id}, lever.label), element("span", {class: "stand"}, this.output, this.back), this.input, this.more);
    this.input.addEventListener("input", () => onmove(lever, lever.kind === "rule" ? this.input.checked : Number(this.input.value)));
    this.back.addEventListener("click", () => {
      onmove(lever, undefined);
      this.input.focus();
    });
  }

  show(at, facts, sourceText) {
    const {lever} = this;
    const rest = restOf(lever, facts), now = at ?? rest, idle = isIdle(lever, facts);
    if (lever.kind === "rule") this.input.checked = now;
    else this.input.value = String(now);
    this.input.disabled = idle;
    const text = textOf(lever, now, facts);
    this.input.setAttribute("aria-valuetext", text);
    this.output.textContent = idle ? "not in this story" : text;
    this.back.hidden = at === undefined || at === rest;
    this.root.classList.toggle("moved", !this.back.hidden);
    const range = lever.kind === "rule" ? "" : ` Range: ${lever.range}.`;
    this.note.textContent = `In this story: ${textOf(lever, rest, facts)}. Rests on: ${sourceText(lever.source)}.${range}`;
  }
}

export class Controls {
  /** Fills `target` with all levers; calls onmove(lever, where) when one is moved, with undefined when it is put back. */
  constructor(target, levers, onmove) {
    this.all = levers.map((lever) => new Control(lever, onmove));
    const groups = new Map();
    for (const control of this.all) {
      const name = control.lever.group;
      groups.set(name, [...(groups.get(name) ?? []), control]);
    }
    this.groups = [...groups].map(([name, controls], number) => {
      const count = element("span", {class: "count"});
      const box = element("details", {class: "group"}, element("summary", {}, name, count), ...controls.map((control) => control.root));
      box.open = number === 0;
      target.append(box);
      return {controls, count};
    });
  }

  show(settings, facts, sourceText) {
    for (const control of this.all) control.show(settings[control.lever.id], facts, sourceText);
    for (const {controls, count} of this.groups) {
      const moved = controls.filter((control) => !control.back.hidden).length;
      count.textContent = moved ? `${moved} moved` : "";
    }
  }
}
