"""The page and the pictures of what mechanisms do."""

from __future__ import annotations

from pathlib import Path

import exarace as er
import matplotlib
import numpy as np
from runs import world_rows

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

SIGNS = {"+": 1, "-": -1}


def effect(result: dict) -> dict:
    """Difference on less off over the draws, in the observable's unit and as a share of off."""
    difference = result["on"] - result["off"]
    # As a share of the run without, draw by draw, where there is something without.
    relative = bool(np.all(result["off"] > 0))
    shares = 100 * difference / result["off"] if relative else difference
    unit = " %" if relative else ""
    shown = [f"{x:+.3g}{unit}" for x in np.percentile(shares, [5, 50, 95])]
    low, middle, high = np.percentile(difference, [5, 50, 95])
    wanted = SIGNS[result["m"]["sign"]]
    if low == high == 0:
        verdict = "no effect"
    elif low * wanted > 0 and high * wanted > 0:
        verdict = "yes"
    elif low * wanted < 0 and high * wanted < 0:
        verdict = "no: the other way round"
    else:
        verdict = "not told apart from nothing"
    return dict(low=low, middle=middle, high=high, shares=shares, shown=shown, relative=relative, verdict=verdict,
                right=float(np.mean(difference * wanted > 0)))


def draw(result: dict, file: Path) -> None:
    """Left: the observable over time with the mechanism on and off. Right: the difference of every draw."""
    m, e = result["m"], effect(result)
    on, off = (np.array([pair[i] for pair in result["paths"]]) for i in (0, 1))
    months = 2022 + np.arange(on.shape[1]) / 12
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.6), width_ratios=(3, 1))
    for paths, colour, label in ((off, "#c55a11", "off"), (on, "#1f4e79", "on")):
        low, middle, high = np.percentile(paths, [5, 50, 95], axis=0)
        left.fill_between(months, low, high, color=colour, alpha=0.15, lw=0)
        left.plot(months, middle, color=colour, label=label)
    rows = m["rows"] if isinstance(m["rows"], str) else ", ".join(m["rows"])
    unit = er.series().loc[m["series"], "unit"] if m["series"] in er.series().index else ""
    left.set_title(f"{m['series']}{f' [{unit}]' if unit else ''}, {rows}: {m['story']}", fontsize=8)
    left.legend(fontsize=7, loc="upper left", frameon=False)
    shown = np.sort(e["shares"])
    right.plot(shown, np.arange(len(shown)), "o", ms=3, color="#1f4e79")
    right.axvline(0, color="black", lw=0.8)
    right.set_title("on less off [% of off]" if e["relative"] else "on less off", fontsize=8)
    right.set_ylabel("draws, by size", fontsize=7)
    right.set_yticks([])
    for axis in (left, right):
        axis.tick_params(labelsize=7)
        axis.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(file, dpi=70)
    plt.close(figure)


def basis(row: dict) -> str:
    return f"{row['source']}, {row['vintage']}" if row.get("source") else row.get("basis") or "chosen"


def parameter_lines(m: dict, listed: list[dict]) -> list[str]:
    """Rows of the table of parameters: keys of parts from the program's listing, rows of the law from the world."""
    lines = []
    for prefix in m["keys"]:
        found = [p for p in listed if p["key"].startswith(prefix)]
        lines += [f"| `{p['key']}` | {p['default'] or ''} {p['unit'] or ''} | {basis(p)} |" for p in found]
        if not found and prefix.startswith("regimes."):
            law, wanted = world_rows("regimes"), prefix.split(".")[1]
            for row_id, row in law.items():
                if row_id == wanted or (wanted not in law and row_id.startswith(wanted)):
                    assumed = ", ".join(row.get("assumed", []))
                    lines.append(f"| `regimes.{row_id}` | {row.get('name', '')} | {row['source']}, {row['vintage']}"
                                 f"{'; assumed: ' + assumed if assumed else ''} |")
    return lines


def looked_at(m: dict) -> str:
    rows = m["rows"] if isinstance(m["rows"], str) else ", ".join(m["rows"])
    return f"{m['how']} of `{m['series']}` ({rows}) over {m['from']} to {m['to'] - 1}"


def first_lines(result: dict) -> list[str]:
    """What was looked at first, where that was replaced: its result and why."""
    if "first" not in result:
        return []
    m, e = result["first"]["m"], effect(result["first"])
    low, middle, high = e["shown"]
    moved = f"{middle} (90 %: {low} to {high})"
    return [f"**First looked at, and replaced after it was measured:** {m['sign']} in the {looked_at(m)}. {m['reason']} "
            f"It moves by {moved}; sign as expected: **{e['verdict']}** ({100 * e['right']:.0f} % of draws). {m['why']}", ""]


def section(result: dict, title: str, listed: list[dict]) -> list[str]:
    m, e = result["m"], effect(result)
    switch = f"`mechanisms.{m['id']}`" if "neutral" not in m else "no entry of its own; neutral: " + ", ".join(
        f"`{x}`" for x in m["neutral"])
    look = looked_at(m)
    before = "Expected before the run" if "first" not in m else "Expected"
    return [
        f"## {m['id']}: {title}", "", m["rule"], "",
        f"Switch: {switch}. Story: `{m['story']}`{' with ' + ', '.join(f'`{x}`' for x in m['set']) if m.get('set') else ''}.",
        "", f"**{before}:** {m['sign']} in the {look}. {m['reason']}", "",
        f"**Measured:** {e['shown'][1]} (90 % of {len(result['on'])} draws: "
        f"{e['shown'][0]} to {e['shown'][2]}); in absolute numbers {e['middle']:.3g} "
        f"({e['low']:.3g} to {e['high']:.3g}) where the run without has {np.median(result['off']):.3g}. "
        f"Sign as expected: **{e['verdict']}** ({100 * e['right']:.0f} % of draws).", "",
        *first_lines(result),
        f"![{m['id']}](images/mechanisms/{m['id']}.png)", "",
        "| parameter | value | rests on |", "| --- | --- | --- |", *parameter_lines(m, listed), "",
    ]


def interaction_lines(cells: dict[tuple[bool, bool, bool], np.ndarray], look: dict) -> list[str]:
    word = {True: "open", False: "closed"}
    lines = ["| smuggling | rental abroad | thresholds | median | 90 % of draws |", "| --- | --- | --- | --- | --- |"]
    for (smuggling, rental, law), values in cells.items():
        low, middle, high = np.percentile(values, [5, 50, 95])
        lines.append(f"| {word[smuggling]} | {word[rental]} | {'law' if law else 'none'} | {middle:.3g} | "
                     f"{low:.3g} to {high:.3g} |")
    names = ("smuggling", "rental", "thresholds")
    lines += ["", "| pair | both less the sum of each alone, as a share of neither | 90 % of draws |", "| --- | --- | --- |"]
    for a, b in ((0, 1), (0, 2), (1, 2)):
        def at(x: bool, y: bool, a: int = a, b: int = b) -> np.ndarray:
            flags = [True, True, True]
            flags[a], flags[b] = x, y
            return cells[tuple(flags)]
        both = at(True, True) - at(True, False) - at(False, True) + at(False, False)
        share = both / np.maximum(1e-9, np.abs(at(False, False)))
        low, middle, high = 100 * np.percentile(share, [5, 50, 95])
        lines.append(f"| {names[a]} x {names[b]} | {middle:+.3g} % | {low:+.3g} to {high:+.3g} % |")
    return lines


def overview(results: list[dict], titles: dict[str, str]) -> list[str]:
    lines = ["| | mechanism | expected | measured | 90 % of draws | sign as expected |", "| --- | --- | --- | --- | --- | --- |"]
    for result in results:
        m, e = result["m"], effect(result)
        lines.append(f"| {m['id']} | {titles[m['id']]} | {m['sign']} | {e['shown'][1]} | "
                     f"{e['shown'][0]} to {e['shown'][2]} | {e['verdict']} |")
    return lines


def write(top: Path, expected: dict, results: list[dict], cells: dict, listed: list[dict]) -> None:
    here = top / "docs" / "mechanisms"
    images = top / "docs" / "images" / "mechanisms"
    images.mkdir(parents=True, exist_ok=True)
    titles = {p["key"].split(".")[1]: p["about"] for p in listed if p["key"].startswith("mechanisms.")}
    sections: list[str] = []
    for result in results:
        draw(result, images / f"{result['m']['id']}.png")
        sections += section(result, titles[result["m"]["id"]], listed)
    met = sum(effect(r)["verdict"] == "yes" for r in results)
    text = (here / "template.md").read_text()
    look = expected["interactions"]
    parts = {"overview": overview(results, titles), "sections": sections, "interactions": interaction_lines(cells, look),
             "draws": [str(len(results[0]["on"]))], "end": [expected["draws"]["end"][:4]],
             "discussion": [(here / "discussion.md").read_text().rstrip()],
             "replaced": [", ".join(r["m"]["id"] for r in results if "first" in r)], "met": [str(met)],
             "all": [str(len(results))], "interaction_draws": [str(look["runs"])],
             "keys": [f"| `{k['key']}` | {k['low']:g} to {k['high']:g} |" for k in expected["draws"]["keys"]]}
    for name, lines in parts.items():
        text = text.replace("{" + name + "}", "\n".join(lines))
    (top / "docs" / "mechanisms.md").write_text(text)
