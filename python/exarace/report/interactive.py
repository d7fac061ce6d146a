"""Panels as interactive figures of plotly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from exarace.report.model import Panel, Ranking, Spans, Trace
from exarace.report.observed import LAST_DAY

INK = "#7d838c"
"""Colour of axes and text before the page knows whether it is light or dark."""
MARK_LETTER = 5
"""Room that a letter of a mark takes [pixels]."""
GRID = "rgba(128,134,144,0.22)"
FONT = {"family": "system-ui, sans-serif", "size": 12, "color": INK}


def figure(panel: Panel | Ranking | Spans, marks: list[tuple[np.datetime64, str]]) -> dict[str, Any]:
    """A figure as plain data for Plotly.newPlot, ``data`` and ``layout``; ``kind`` and ``unit`` tell how its table reads."""
    if isinstance(panel, Ranking):
        return ranking(panel)
    if isinstance(panel, Spans):
        return spans(panel)
    return over_time(panel, marks)


def layout(**more: Any) -> dict[str, Any]:
    """What all figures share; titles stand in the page, where they can wrap."""
    return {
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "font": FONT, "hovermode": "x unified",
        "margin": {"l": 58, "r": 12, "t": 12, "b": 34}, "height": 400, "barmode": "stack",
        "legend": {"orientation": "h", "y": -0.1, "yanchor": "top", "x": 0, "font": {"size": 11},
                   "traceorder": "normal"},
        "hoverlabel": {"font": {"size": 11}, "namelength": -1},
        **more,
    }  # fmt: skip


def axis(**more: Any) -> dict[str, Any]:
    return {"gridcolor": GRID, "linecolor": GRID, "zerolinecolor": GRID, "automargin": True, **more}


def over_time(panel: Panel, marks: list[tuple[np.datetime64, str]]) -> dict[str, Any]:
    y = axis(title={"text": panel.unit, "font": {"size": 11}}, type="log" if panel.log else "linear",
             exponentformat="none", separatethousands=True)  # fmt: skip
    if panel.log:
        y.update(log_range(panel))
        y.update(log_ticks(y.get("range", [0, 9])))
    elif all((trace.y[np.isfinite(trace.y)] >= 0).all() for trace in panel.seen()):
        y["rangemode"] = "tozero"
    rows = sum(trace.listed for trace in panel.seen())
    data = [part for trace in panel.seen() for part in drawn(trace, panel)]
    x = axis(type="date", range=[str(day)[:10] for day in panel.span]) if panel.span else axis(type="date")
    out = layout(xaxis=x, yaxis=y, height=340 + 20 * ((rows + 1) // 2))
    lines = lines_of(panel, marks)
    room = max((6 + MARK_LETTER * len(label) for _, label in lines), default=0)
    out["margin"]["t"] += room
    out["height"] += room
    out["shapes"], out["annotations"] = marked(lines)
    return {"kind": "time", "unit": panel.unit, "rows": rows, "data": data, "layout": out}


def lines_of(panel: Panel, marks: list[tuple[np.datetime64, str]]) -> list[tuple[np.datetime64, str]]:
    """Days that a panel marks: those of the main rules if it wants them, and the end of observations if it has any."""
    found = list(marks) if panel.marks else []
    if panel.observed() and panel.span and panel.span[1] > LAST_DAY:
        found.append((LAST_DAY, "observations end"))
    return found


def log_range(panel: Panel) -> dict[str, Any]:
    """A log axis that leaves out specks four and more decades below the top."""
    values = np.concatenate([trace.y for trace in panel.seen()])
    values = values[np.isfinite(values) & (values > 0)]
    if not len(values):
        return {}
    high = np.log10(values.max())
    low = max(np.log10(values.min()), high - 4)
    return {"range": [float(low - 0.06 * (high - low) - 0.02), float(high + 0.06 * (high - low) + 0.02)]}


def log_ticks(span: Sequence[float]) -> dict[str, Any]:
    """Ticks of a log axis between two powers of ten, whole numbers each: plotly's own leave the zeros out."""
    decades = span[1] - span[0]
    parts = (1, 2, 3, 4, 5, 6, 8) if decades < 0.8 else (1, 2, 5) if decades < 2.5 else (1,)
    powers = range(math.floor(span[0]), math.ceil(span[1]) + 1)
    values = [part * 10.0**power for power in powers for part in parts if span[0] <= math.log10(part) + power <= span[1]]
    return {"tickmode": "array", "tickvals": values, "ticktext": [f"{value:,.10g}" for value in values]}


def drawn(trace: Trace, panel: Panel) -> list[dict[str, Any]]:
    """A trace as plotly takes it; whatever is not a number is a gap."""
    x = [str(day) for day in np.asarray(trace.x, dtype="datetime64[D]")]
    out: dict[str, Any] = {"name": short(trace.name, 40), "x": x, "y": numbers(trace.y, panel),
                           "hovertemplate": "%{y:,.4~g}"}  # fmt: skip
    if not trace.listed:
        out["showlegend"] = False
    if trace.kind == "band":
        return band(trace, panel, out)
    if trace.kind == "bar":
        return [{**out, "type": "bar", "marker": {"color": trace.colour}, "width": bar_width(panel.period)}]
    if trace.kind == "points":
        return [{**out, "type": "scatter", "mode": "markers", **whiskers(trace), "marker": {
            "symbol": "diamond", "size": 9, "color": trace.colour, "line": {"width": 1.5, "color": INK}}}]  # fmt: skip
    out |= {"type": "scatter", "mode": "lines", "line": {"color": trace.colour, "width": 2, "dash": trace.dash}}
    if trace.kind == "area":
        out |= {"stackgroup": "all", "line": {"color": trace.colour, "width": 0.5}, "fillcolor": trace.colour}
    return [out]


def numbers(values: np.ndarray, panel: Panel) -> list[float | None]:
    """Six digits; None where there is nothing to draw."""
    return [float(f"{v:.6g}") if np.isfinite(v) and not (panel.log and v <= 0) else None for v in values]


def band(trace: Trace, panel: Panel, line: dict[str, Any]) -> list[dict[str, Any]]:
    """The room between two lines, and the line in the middle that names it."""
    edge = {"type": "scatter", "mode": "lines", "x": line["x"], "line": {"width": 0, "color": trace.colour},
            "legendgroup": line["name"], "showlegend": False, "hovertemplate": "%{y:,.4~g}"}  # fmt: skip
    low = {**edge, "name": f"{line['name']}, low", "y": numbers(trace.low, panel)}
    high = {**edge, "name": f"{line['name']}, high", "y": numbers(trace.high, panel), "fill": "tonexty",
            "fillcolor": faint(trace.colour)}  # fmt: skip
    middle = {**line, "type": "scatter", "mode": "lines", "legendgroup": line["name"],
              "line": {"color": trace.colour, "width": 2, "dash": trace.dash}}  # fmt: skip
    return [low, high, middle]


def faint(colour: str) -> str:
    """A colour of six digits, seen through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.2)"


def bar_width(period: str) -> float:
    """Width of a bar [milliseconds]."""
    days = {"year": 365, "quarter": 91, "month": 30, "week": 7}.get(period, 30)
    return 0.82 * days * 86_400_000


def whiskers(trace: Trace) -> dict[str, Any]:
    """The observer's range as error bars, where there is one."""
    if trace.low is None or trace.high is None or not (np.isfinite(trace.low) | np.isfinite(trace.high)).any():
        return {}
    up, down = np.nan_to_num(trace.high - trace.y).clip(0), np.nan_to_num(trace.y - trace.low).clip(0)
    return {"error_y": {"type": "data", "symmetric": False, "array": up.tolist(), "arrayminus": down.tolist(),
                        "thickness": 1.2, "width": 3}}  # fmt: skip


def marked(marks: list[tuple[np.datetime64, str]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Dotted lines on the days of the main rules, with their months above the lines and clear of what is drawn."""
    shapes = [{"type": "line", "x0": str(day), "x1": str(day), "yref": "paper", "y0": 0, "y1": 1,
               "line": {"color": INK, "width": 1, "dash": "dot"}} for day, _ in marks]  # fmt: skip
    notes = [{"x": str(day), "y": 1, "yref": "paper", "text": label, "showarrow": False, "textangle": -90,
              "xanchor": "center", "yanchor": "bottom", "font": {"size": 9}} for day, label in marks]  # fmt: skip
    return shapes, notes


def ranking(panel: Ranking) -> dict[str, Any]:
    values = [float(f"{v:.4g}") for v in panel.values]
    text = [f"{v:,.0f}" if v >= 9.5 else f"{v:.1f}" for v in values]
    data = {"type": "bar", "orientation": "h", "name": panel.unit, "y": panel.names, "x": values, "text": text,
            "textposition": "outside", "cliponaxis": False, "marker": {"color": panel.colours},
            "hovertemplate": "%{y}: %{x:,.4~g} " + panel.unit + "<extra></extra>"}  # fmt: skip
    out = layout(hovermode="closest", height=50 + 27 * len(panel.names), showlegend=False, bargap=0.3)
    out["margin"] |= {"r": 48}
    out["xaxis"] = axis(title={"text": panel.unit, "font": {"size": 11}}, separatethousands=True, rangemode="tozero")
    out["yaxis"] = axis(autorange="reversed", showgrid=False)
    return {"kind": "ranking", "unit": panel.unit, "rows": 0, "data": [data], "layout": out}


def spans(panel: Spans) -> dict[str, Any]:
    data, place = [], {id(span): row for row, span in enumerate(panel.spans)}
    for group in dict.fromkeys(span.group for span in panel.spans):
        rows = [span for span in panel.spans if span.group == group]
        length = [float((span.end - span.start) / np.timedelta64(1, "ms")) for span in rows]
        data.append({
            "type": "bar", "orientation": "h", "name": group, "y": [place[id(span)] for span in rows], "x": length,
            "base": [str(span.start.astype("datetime64[D]")) for span in rows],
            "marker": {"color": [span.colour for span in rows], "opacity": [0.9 if s.binding else 0.3 for s in rows]},
            "hovertext": [span.about for span in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        })  # fmt: skip
    out = layout(hovermode="closest", height=60 + 15 * len(panel.spans), bargap=0.25, barmode="overlay")
    out |= {"showlegend": False, "xaxis": axis(type="date", side="top")}
    out["yaxis"] = axis(
        range=[len(panel.spans) - 0.3, -0.7],
        tickfont={"size": 9.5},
        tickmode="array",
        showgrid=False,
        tickvals=list(range(len(panel.spans))),
        ticktext=[short(s.label) for s in panel.spans],
    )
    days = [[s.label, str(s.start)[:10], str(s.end)[:10]] for s in panel.spans]
    return {"kind": "spans", "unit": "", "rows": 0, "data": data, "layout": out, "table": days}


def short(label: str, most: int = 58) -> str:
    """A label that leaves room for bars."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
