"""Charts as pictures, drawn by matplotlib."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

import numpy as np

from exarace.report.interactive import lines_of, log_range, short
from exarace.report.model import Chart, Matrix, Panel, Spans, Trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 130
INK, GRID = "#3c424a", "#d9dce1"
STYLES = {"solid": "-", "dash": "--", "dot": ":"}


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
    if isinstance(first, Matrix):
        return 10.0, 2.4 + 0.42 * len(first.rows)
    return 5.6 * len(chart.panels) if len(chart.panels) > 1 else 9.0, 5.4


def title(figure: Figure, chart: Chart) -> None:
    wide = int(figure.get_figwidth() * 10.5)
    figure.suptitle("\n".join(textwrap.wrap(chart.title, wide)), x=0.01, ha="left", fontsize=12, color=INK,
                    fontweight="bold")  # fmt: skip
    note = "Simulated by exarace" + (f"; observations: {', '.join(chart.sources)}" if chart.sources else "")
    figure.supxlabel(note, x=0.99, ha="right", fontsize=7, color="#80868f")


def draw(ax: Axes, panel: Panel | Matrix | Spans, marks: list[tuple[np.datetime64, str]]) -> None:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(GRID)
    ax.tick_params(colors=INK, labelsize=8, length=0)
    ax.set_title(panel.title, loc="left", fontsize=9.5, color=INK)
    if isinstance(panel, Matrix):
        return draw_matrix(ax, panel)
    if isinstance(panel, Spans):
        return draw_spans(ax, panel)
    return draw_panel(ax, panel, marks)


def draw_panel(ax: Axes, panel: Panel, marks: list[tuple[np.datetime64, str]]) -> None:
    ax.grid(axis="y", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_ylabel(panel.unit, fontsize=8, color=INK)
    stacked = [trace for trace in panel.seen() if trace.kind in ("area", "bar")]
    draw_stacked(ax, panel, stacked)
    for trace in panel.seen():
        if trace.kind == "points":
            draw_points(ax, trace)
        elif trace.kind == "line":
            ax.plot(trace.x, trace.y, STYLES[trace.dash], color=trace.colour, linewidth=1.6, label=trace.name)
    scale(ax, panel)
    draw_marks(ax, lines_of(panel, marks))
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
            ax.bar(trace.x, top - foot, bottom=foot, width=width, color=trace.colour, label=trace.name)
        foot = top


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
        ax.annotate(label, (day, 1), xycoords=("data", "axes fraction"), rotation=90, fontsize=6.5, ha="right", va="top",
                    color="#80868f")  # fmt: skip


def draw_matrix(ax: Axes, panel: Matrix) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shade = np.log10(np.where(panel.values > 0, panel.values, np.nan))
    ax.imshow(shade, cmap=LinearSegmentedColormap.from_list("blue", ["#eef3fb", "#3f7fd0"]), aspect="auto")
    ax.set_xticks(range(len(panel.columns)), panel.columns, rotation=35, ha="left")
    ax.set_yticks(range(len(panel.rows)), panel.rows)
    ax.xaxis.tick_top()
    for (row, column), value in np.ndenumerate(panel.values):
        if np.isfinite(value):
            text = f"{value:,.0f}" if value >= 9.5 else f"{value:.1f}"
            ax.text(column, row, text, ha="center", va="center", fontsize=7.5, color=INK)
    ax.set_ylabel("Payer", fontsize=8, color=INK)
    ax.set_xlabel(f"Receiver ({panel.unit})", fontsize=8, color=INK)


def draw_spans(ax: Axes, panel: Spans) -> None:
    for row, span in enumerate(panel.spans):
        day = np.timedelta64(1, "D")
        ax.barh(row, (span.end - span.start) / day, left=span.start.astype("datetime64[D]"), color=span.colour, height=0.7,
                alpha=0.9 if span.binding else 0.3)  # fmt: skip
    ax.set_yticks(range(len(panel.spans)), [short(span.label) for span in panel.spans], fontsize=6.5)
    ax.set_ylim(len(panel.spans) - 0.4, -0.6)
    ax.xaxis.tick_top()
    ax.grid(axis="x", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
