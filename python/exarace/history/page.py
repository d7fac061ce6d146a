"""Pages of backtest and nowcast: one HTML file each, no network, pictures inside."""

from __future__ import annotations

import html
import io
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace.history import data

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from exarace.history.backtest import Backtest, Forecast
    from exarace.history.nowcast import Nowcast

STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#23272e;background:#fff}
table{border-collapse:collapse;font-size:13px;display:block;overflow-x:auto}
td,th{padding:3px 8px;border-bottom:1px solid #ddd;text-align:right}
td{white-space:nowrap}td.long{white-space:normal;min-width:20em}th:first-child,td:first-child{text-align:left}h2{margin-top:2em}.made{color:#666;font-size:12px}
svg{max-width:100%;height:auto}.fans{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));gap:8px}
"""
MOST_FANS = 24
BAND, LINE, SEEN, LATER = "#9ecae1", "#2171b5", "#222222", "#d95f02"


def document(title: str, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><h1>{html.escape(title)}</h1>{body}</body></html>\n"
    )


def write(path: Path, text: str) -> None:
    """Write aside and rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def table(frame: pd.DataFrame, digits: int = 2) -> str:
    """A table of numbers and texts."""
    shown = frame.reset_index()
    head = "".join(f"<th>{html.escape(str(c).replace('_', ' '))}</th>" for c in shown.columns)
    texts = [[_cell(v, digits) for v in row] for row in shown.to_numpy(dtype=object)]
    cells = [[f"<td{' class=long' if len(text) > 40 else ''}>{html.escape(text)}</td>" for text in row] for row in texts]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: Any, digits: int) -> str:
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.{digits}f}" if abs(value) < 1e4 else f"{value:.4g}"
    return str(value)


def picture(figure: Figure) -> str:
    """A figure as SVG that carries no date and no random names."""
    import matplotlib

    out = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "exarace", "svg.fonttype": "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    return text[text.index("<svg") :]


def fan(one: Forecast, series: str, rows: pd.DataFrame) -> str:
    """Observations of a series, the posterior up to the origin, and the forecast with its band."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(3.6, 2.5), layout="constrained")
    draw_fan(figure.subplots(), one, series, rows)
    return picture(figure)


def draw_fan(ax: Axes, one: Forecast, series: str, rows: pd.DataFrame) -> None:
    """The same on axes of a figure."""
    known = [(n, p) for n, p in enumerate(one.points[: one.known]) if p.series == series]
    x = np.array([(p.first + p.last + 1) / 24 for _, p in known])
    order = np.argsort(x)
    numbers = np.array([n for n, _ in known])[order]
    bands = np.exp(np.nanquantile(one.logs[:, numbers], [0.05, 0.5, 0.95], axis=0))
    ax.fill_between(x[order], bands[0], bands[2], color=BAND, alpha=0.6, lw=0)
    ax.plot(x[order], bands[1], color=LINE, lw=1)
    ax.plot(x[order], [one.points[n].value for n in numbers], "o", ms=3, color=SEEN)
    later = rows[(rows["series"] == series) & (rows["origin"] == data.month_text(one.origin))]
    if len(later):
        t = np.array([sum(data.month_number(m) for m in p.split("..")) / 24 + 1 / 24 for p in later["period"]])
        ax.vlines(t, np.exp(later["low"]), np.exp(later["high"]), color=LATER, alpha=0.4, lw=4)
        ax.plot(t, np.exp(later["median"]), "_", color=LATER, ms=8)
        ax.plot(t, np.exp(later["observed"]), "o", ms=3, mfc="none", color=SEEN)
    finish_fan(ax, one.origin, f"{series} [{known[0][1].unit}]" if known else series)


def finish_fan(ax: Axes, origin: int, title: str) -> None:
    """Axes that fans share: logarithms, whole years, a dotted line at the origin."""
    from matplotlib.ticker import MaxNLocator

    ax.axvline((origin + 1) / 12, color="#999", lw=0.7, ls=":")
    ax.set_yscale("log")
    low, high = ax.get_xlim()
    ax.set_xlim(min(low, np.floor(low + 0.1)), max(high, np.ceil(high - 0.1)))
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_title(textwrap.fill(title, 52), fontsize=8, loc="left")
    ax.tick_params(which="both", labelsize=7)


def pit_histogram(values: np.ndarray) -> str:
    """Places of the observations among the members: flat where the spread is right."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.5, 2.4), layout="constrained")
    ax = figure.subplots()
    ax.hist(values, bins=np.linspace(0, 1, 11), color=BAND, edgecolor=LINE)
    ax.axhline(len(values) / 10, color=SEEN, lw=0.8, ls="--")
    ax.set_xlabel("place of the observation among the members (PIT)", fontsize=8)
    ax.tick_params(labelsize=7)
    return picture(figure)


def write_backtest(result: Backtest, path: Path) -> None:
    """The page of a backtest."""
    facts = result.facts
    parts = [
        "<p>At each origin the model is conditioned on what was known, played on with its own luck, and its discrepancy is "
        "carried on. Scores are CRPS of logarithms with the error of the observations: lower is better. Skill is 1 less the "
        "score over that of the damped trend; above 0 is better. They are pseudo-real-time: a number counts as known when its "
        "period and the usual lag of its publication have passed, though it may have been revised since.</p>",
        "<h2>Out of sample, by block</h2>", table(result.table()),
        "<h2>What is asked, and what holds</h2>", table(result.demands()),
        "<h2>Out of sample, by origin and horizon (quarters)</h2>", table(result.by_origin()),
        "<p>Quantities called bare are of the model alone, without discrepancy.</p>",
        "<h2>Where the bare model loses</h2>", table(result.losses(), 3),
        "<h2>Are the bands right?</h2>", pit_histogram(result.scores["pit"].to_numpy()),
        "<h2>In sample: fit to what each calibration was given</h2>",
        table(result.fits.pivot(index="block", columns="origin", values="error"), 3),
        "<p>A fit in sample is no evidence: the structure of the model was chosen with these years in view.</p>",
        "<h2>Largest misses</h2>", table(misses(result.scores)),
        "<h2>Fans</h2><p>Band and line: posterior up to the origin (dotted). Orange: forecasts with their 90 % band. Dots: "
        "observations; hollow ones came later.</p>",
    ]  # fmt: skip
    for one in result.forecasts:
        here = result.scores[result.scores["origin"] == data.month_text(one.origin)]
        names = here.groupby("series").size().sort_values(ascending=False).index[:MOST_FANS]
        names = [n for n in names if any(p.series == n for p in one.points[: one.known])]
        parts.append(f"<h3>From {data.month_text(one.origin)}</h3><div class='fans'>")
        parts += [f"<div>{fan(one, name, result.scores)}</div>" for name in names]
        parts.append("</div>")
    parts.append("<p class='made'>" + html.escape("; ".join(f"{k} {v}" for k, v in facts.items())) + "</p>")
    write(path, document(f"{facts['scenario']} held against the world", parts))


def misses(rows: pd.DataFrame, count: int = 15) -> pd.DataFrame:
    """Forecasts with the largest scores, in the units of the observations."""
    worst = rows.sort_values("crps", ascending=False).head(count)
    out = worst[["origin", "series", "period"]].copy()
    for name in ("observed", "low", "median", "high"):
        out[name] = np.exp(worst[name])
    out["crps"] = worst["crps"]
    return out.set_index("origin")


def write_nowcast(result: Nowcast, path: Path) -> None:
    """The page of a nowcast."""
    from matplotlib.figure import Figure

    ahead = result.table[np.isnan(result.table["observed"])]
    parts = [
        f"<p>Given the observations known at the end of {html.escape(result.facts['until'])}: "
        f"{result.facts['members']} posterior draws, each with its own luck. Bands hold 90 % and contain parameters, luck and, "
        "for observed series, what the model is known to miss.</p>",
        "<h2>Where the race stands</h2>", table(result.standing, 3),
        "<h2>The next quarters</h2>", "<div class='fans'>",
    ]  # fmt: skip
    seen = result.table.dropna(subset="observed").groupby("series").size()
    to_draw = [s for s in seen.sort_values(ascending=False, kind="stable").index if s in set(ahead["series"])]
    for series in to_draw:
        rows = result.table[result.table["series"] == series]
        figure = Figure(figsize=(3.6, 2.5), layout="constrained")
        ax = figure.subplots()
        t = np.array([sum(data.month_number(m) for m in p.split("..")) / 24 + 1 / 24 for p in rows["period"]])
        order = np.argsort(t)
        rows, t = rows.iloc[order], t[order]
        to_come = np.isnan(rows["observed"].to_numpy())
        ax.fill_between(t, rows["low"], rows["high"], color=BAND, alpha=0.5, lw=0)
        ax.plot(t, rows["median"], color=LINE, lw=1)
        ax.plot(t[~to_come], rows["observed"][~to_come], "o", ms=3, color=SEEN)
        finish_fan(ax, data.month_number(result.facts["until"]), f"{series} [{rows['unit'].iloc[0]}]")
        parts.append(f"<div>{picture(figure)}</div>")
    parts += ["</div>", table(ahead.drop(columns=["observed"]).set_index("series"), 3)]
    parts.append("<p class='made'>" + html.escape("; ".join(f"{k} {v}" for k, v in result.facts.items())) + "</p>")
    write(path, document(f"{result.facts['scenario']}: nowcast", parts))
