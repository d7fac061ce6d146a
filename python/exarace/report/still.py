"""Charts as pictures, drawn by matplotlib."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

import numpy as np

from exarace.report.interactive import lines_of, log_range, short
from exarace.report.model import Chart, Panel, Ranking, Spans, Trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 130
INK, GRID = "#3c424a", "#d9dce1"
STYLES = {"solid": "-", "dash": "--", "dot": ":"}


def pngs(charts: list[Chart], marks: list[tuple[np.datetime64, str]]) -> list[bytes]:
    """Charts as PNGs, on as many processors as there are where that is safe: a program of several threads must not fork."""
    import multiprocessing
    import os
    import threading
    from concurrent.futures import ProcessPoolExecutor

    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(charts) < 4 or processors < 2 or threading.active_count() > 1:
        return [png(chart, marks) for chart in charts]
    import matplotlib.figure  # noqa: F401  once, before the processes part

    with ProcessPoolExecutor(min(processors, len(charts), 8), multiprocessing.get_context("fork")) as workers:
        return list(workers.map(png, charts, [marks] * len(charts)))


def png(chart: Chart, marks: list[tuple[np.datetime64, str]]) -> bytes:
    """A chart as a PNG on white."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PIL import Image

    figure = Figure(figsize=size(chart), layout="constrained", dpi=DPI)
    canvas = FigureCanvasAgg(figure)
    axes = np.atleast_1d(figure.subplots(1, len(chart.panels)))
    for ax, panel in zip(axes, chart.panels, strict=True):
        draw(ax, panel, marks)
    title(figure, chart)
    canvas.draw()  # savefig would draw it twice
    image = io.BytesIO()
    Image.fromarray(np.asarray(canvas.buffer_rgba())).save(image, format="png", dpi=(DPI, DPI))
    return image.getvalue()


def size(chart: Chart) -> tuple[float, float]:
    """Width and height [inch]."""
    first = chart.panels[0]
    if isinstance(first, Spans):
        return 11.0, 1.6 + 0.165 * len(first.spans)
    if isinstance(first, Ranking):
        return 6.2 * len(chart.panels), 1.9 + 0.3 * max(len(panel.names) for panel in chart.panels)
    return 5.6 * len(chart.panels) if len(chart.panels) > 1 else 9.0, 5.4


def title(figure: Figure, chart: Chart) -> None:
    wide = int(figure.get_figwidth() * 9)  # letters of this size and weight
    figure.suptitle("\n".join(textwrap.wrap(chart.title, wide)), x=0.01, ha="left", fontsize=12, color=INK,
                    fontweight="bold")  # fmt: skip
    note = "Simulated by exarace" + (f"; observations: {', '.join(chart.sources)}" if chart.sources else "")
    figure.supxlabel(note, x=0.99, ha="right", fontsize=7, color="#80868f")


def draw(ax: Axes, panel: Panel | Ranking | Spans, marks: list[tuple[np.datetime64, str]]) -> None:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(GRID)
    ax.tick_params(colors=INK, labelsize=8, length=0)
    ax.set_title(panel.title, loc="left", fontsize=9.5, color=INK)
    if isinstance(panel, Ranking):
        return draw_ranking(ax, panel)
    if isinstance(panel, Spans):
        return draw_spans(ax, panel)
    return draw_panel(ax, panel, marks)


def draw_panel(ax: Axes, panel: Panel, marks: list[tuple[np.datetime64, str]]) -> None:
    ax.grid(axis="y", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_ylabel(panel.unit, fontsize=8, color=INK)
    ax.xaxis_date()
    stacked = [trace for trace in panel.seen() if trace.kind in ("area", "bar")]
    draw_stacked(ax, panel, stacked)
    for trace in panel.seen():
        if trace.kind == "points":
            draw_points(ax, trace)
        elif trace.kind in ("line", "band"):
            if trace.kind == "band":
                ax.fill_between(trace.x, trace.low, trace.high, color=trace.colour, alpha=0.2, linewidth=0)
            ax.plot(trace.x, trace.y, STYLES[trace.dash], color=trace.colour, linewidth=1.6,
                    label=trace.name if trace.listed else None)  # fmt: skip
    scale(ax, panel)
    lines = lines_of(panel, marks)
    draw_marks(ax, lines)
    if lines:  # the title stands above them
        ax.set_title(panel.title, loc="left", fontsize=9.5, color=INK, pad=8 + 3.4 * max(len(label) for _, label in lines))
    if panel.span:
        ax.set_xlim(*panel.span)
    handles, names = ax.get_legend_handles_labels()
    names = [short(name, 34) for name in names]
    columns = 1 if len(names) < 2 else 2
    if names:
        ax.legend(handles, names, loc="upper center", bbox_to_anchor=(0.5, -0.07), ncols=columns, fontsize=7.5,
                  frameon=False, labelcolor=INK)  # fmt: skip


def draw_stacked(ax: Axes, panel: Panel, stacked: list[Trace]) -> None:
    if not stacked:
        return
    foot = np.zeros(len(stacked[0].y))
    width = {"year": 300, "quarter": 75, "month": 25, "week": 6}.get(panel.period, 25)
    for trace in stacked:
        top = foot + np.nan_to_num(trace.y)
        if trace.kind == "area":
            ax.fill_between(trace.x, foot, top, color=trace.colour, label=trace.name, linewidth=0)
        else:
            draw_bars(ax, trace, foot, top, width)
        foot = top
    ax.autoscale_view()


def draw_bars(ax: Axes, trace: Trace, foot: np.ndarray, top: np.ndarray, width: int) -> None:
    """Bars as one shape: as hundreds of them they take longer than all the rest."""
    from matplotlib.collections import PolyCollection
    from matplotlib.dates import date2num

    left = date2num(trace.x) - width / 2
    shape = [[(x, low), (x, high), (x + width, high), (x + width, low)] for x, low, high in zip(left, foot, top, strict=True)]
    ax.add_collection(PolyCollection(shape, facecolors=trace.colour, linewidths=0, label=trace.name))


def draw_points(ax: Axes, trace: Trace) -> None:
    error = None
    if trace.low is not None and trace.high is not None:
        error = np.nan_to_num([trace.y - trace.low, trace.high - trace.y]).clip(0)
        error = error if error.any() else None
    ax.errorbar(trace.x, trace.y, error, fmt="D", markersize=5, color=trace.colour, markeredgecolor=INK, elinewidth=1,
                capsize=2, label=trace.name, zorder=4)  # fmt: skip


def scale(ax: Axes, panel: Panel) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator

    if panel.log:
        ax.set_yscale("log")
        span = log_range(panel).get("range")
        if span:
            ax.set_ylim(10 ** span[0], 10 ** span[1])
            ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if np.ptp(span) < 2.2 else (1,)))
        ax.yaxis.set_minor_formatter(FuncFormatter(lambda *_: ""))
    elif all((trace.y[np.isfinite(trace.y)] >= 0).all() for trace in panel.seen()):
        ax.set_ylim(bottom=0)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.12g}"))


def draw_marks(ax: Axes, marks: list[tuple[np.datetime64, str]]) -> None:
    for day, label in marks:
        ax.axvline(day, color="#80868f", linewidth=0.8, linestyle=":")
        ax.annotate(label, (day, 1), xytext=(0, 3), textcoords="offset points", xycoords=("data", "axes fraction"),
                    rotation=90, fontsize=6.5, ha="center", va="bottom", color="#80868f")  # fmt: skip


def draw_ranking(ax: Axes, panel: Ranking) -> None:
    ax.barh(range(len(panel.names)), panel.values, color=panel.colours, height=0.68)
    ax.set_yticks(range(len(panel.names)), panel.names, fontsize=8)
    ax.set_ylim(len(panel.names) - 0.4, -0.6)
    ax.set_xlim(0, 1.12 * float(np.max(panel.values, initial=1e-9)))
    for row, value in enumerate(panel.values):
        text = f" {value:,.0f}" if value >= 9.5 else f" {value:.1f}"
        ax.text(value, row, text, va="center", fontsize=7.5, color=INK)
    ax.set_xlabel(panel.unit, fontsize=8, color=INK)


def draw_spans(ax: Axes, panel: Spans) -> None:
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgba
    from matplotlib.dates import date2num

    left, right = (date2num([getattr(span, end) for span in panel.spans]) for end in ("start", "end"))
    rows = enumerate(zip(left, right, strict=True))
    shape = [[(a, y - 0.35), (a, y + 0.35), (b, y + 0.35), (b, y - 0.35)] for y, (a, b) in rows]
    colours = [to_rgba(span.colour, 0.9 if span.binding else 0.3) for span in panel.spans]
    ax.add_collection(PolyCollection(shape, facecolors=colours, linewidths=0))
    ax.xaxis_date()
    ax.set_xlim(min(left), max(right))
    ax.set_yticks(range(len(panel.spans)), [short(span.label) for span in panel.spans], fontsize=6.5)
    ax.set_ylim(len(panel.spans) - 0.4, -0.6)
    ax.xaxis.tick_top()
    ax.grid(axis="x", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
