"""Panels as interactive figures of plotly."""

from __future__ import annotations

from typing import Any

import numpy as np

from exarace.report.model import Matrix, Panel, Spans, Trace
from exarace.report.observed import LAST_DAY

INK = "#7d838c"
"""Colour of axes and text before the page knows whether it is light or dark."""
GRID = "rgba(128,134,144,0.22)"
FONT = {"family": "system-ui, sans-serif", "size": 12, "color": INK}


def figure(panel: Panel | Matrix | Spans, marks: list[tuple[np.datetime64, str]]) -> dict[str, Any]:
    """A figure as plain data for Plotly.newPlot: ``data`` and ``layout``."""
    if isinstance(panel, Matrix):
        return matrix(panel)
    if isinstance(panel, Spans):
        return spans(panel)
    return over_time(panel, marks)


def layout(title: str, **more: Any) -> dict[str, Any]:
    """What all figures share."""
    return {
        "title": {"text": title, "font": {"size": 13}, "x": 0, "xref": "paper", "xanchor": "left", "y": 0.98,
                  "yanchor": "top"},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "font": FONT, "hovermode": "x unified",
        "margin": {"l": 58, "r": 12, "t": 34, "b": 34}, "height": 400, "barmode": "stack",
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
        decades = np.ptp(y.get("range", [0, 9]))
        y["dtick"] = "D1" if decades < 1.2 else "D2" if decades < 2.2 else 1
    elif all((trace.y[np.isfinite(trace.y)] >= 0).all() for trace in panel.seen()):
        y["rangemode"] = "tozero"
    rows = len(panel.seen())
    data = [drawn(trace, panel) for trace in panel.seen()]
    x = axis(type="date", range=[str(day)[:10] for day in panel.span]) if panel.span else axis(type="date")
    out = layout(panel.title, xaxis=x, yaxis=y)
    out["height"] = 360 + 20 * ((rows + 1) // 2)
    out["shapes"], out["annotations"] = marked(lines_of(panel, marks))
    return {"data": data, "layout": out}


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


def drawn(trace: Trace, panel: Panel) -> dict[str, Any]:
    """A trace as plotly takes it; whatever is not a number is a gap."""
    x = [str(day) for day in np.asarray(trace.x, dtype="datetime64[D]")]
    y = [float(f"{v:.6g}") if np.isfinite(v) and not (panel.log and v <= 0) else None for v in trace.y]
    out: dict[str, Any] = {"name": short(trace.name, 40), "x": x, "y": y, "hovertemplate": "%{y:,.4~g}"}
    if trace.kind == "bar":
        return {**out, "type": "bar", "marker": {"color": trace.colour}, "width": bar_width(panel.period)}
    if trace.kind == "points":
        return {**out, "type": "scatter", "mode": "markers", **whiskers(trace), "marker": {
            "symbol": "diamond", "size": 9, "color": trace.colour, "line": {"width": 1.5, "color": INK}}}  # fmt: skip
    out |= {"type": "scatter", "mode": "lines", "line": {"color": trace.colour, "width": 2, "dash": trace.dash}}
    if trace.kind == "area":
        out |= {"stackgroup": "all", "line": {"color": trace.colour, "width": 0.5}, "fillcolor": trace.colour}
    return out


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
    """Dotted lines on the days of the main rules, with their months."""
    shapes = [{"type": "line", "x0": str(day), "x1": str(day), "yref": "paper", "y0": 0, "y1": 1,
               "line": {"color": INK, "width": 1, "dash": "dot"}} for day, _ in marks]  # fmt: skip
    notes = [{"x": str(day), "y": 1, "yref": "paper", "text": label, "showarrow": False, "textangle": -90,
              "xanchor": "right", "yanchor": "top", "font": {"size": 9}} for day, label in marks]  # fmt: skip
    return shapes, notes


def matrix(panel: Matrix) -> dict[str, Any]:
    values = [[float(f"{v:.4g}") if np.isfinite(v) else None for v in row] for row in panel.values]
    shade = [[np.log10(v) if v else None for v in row] for row in values]
    text = [["" if v is None else f"{v:,.0f}" if v >= 9.5 else f"{v:.1f}" for v in row] for row in values]
    data = {"type": "heatmap", "x": panel.columns, "y": panel.rows, "z": shade, "text": text, "customdata": values,
            "texttemplate": "%{text}", "textfont": {"size": 10}, "showscale": False, "xgap": 2, "ygap": 2,
            "colorscale": [[0, "rgba(63,127,208,0.06)"], [1, "rgba(63,127,208,0.85)"]],
            "hovertemplate": "%{y} to %{x}: %{customdata:,.4~g} " + panel.unit + "<extra></extra>"}  # fmt: skip
    out = layout(panel.title, hovermode="closest", height=110 + 34 * len(panel.rows))
    out["margin"] |= {"t": 100, "l": 110}
    out["xaxis"] = axis(side="top", tickangle=-35, title={"text": f"Receiver ({panel.unit})", "font": {"size": 11}})
    out["yaxis"] = axis(autorange="reversed", title={"text": "Payer", "font": {"size": 11}})
    return {"data": [data], "layout": out}


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
    out = layout(panel.title, hovermode="closest", height=90 + 15 * len(panel.spans), bargap=0.25, barmode="overlay")
    out |= {"showlegend": False, "xaxis": axis(type="date", side="top")}
    out["yaxis"] = axis(
        range=[len(panel.spans) - 0.3, -0.7],
        tickfont={"size": 9.5},
        tickmode="array",
        showgrid=False,
        tickvals=list(range(len(panel.spans))),
        ticktext=[short(s.label) for s in panel.spans],
    )
    return {"data": data, "layout": out}


def short(label: str, most: int = 58) -> str:
    """A label that leaves room for bars."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
