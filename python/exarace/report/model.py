"""Charts as plain data, before anybody draws them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Trace:
    """One row of numbers in a panel."""

    name: str
    x: np.ndarray
    """Dates [point]."""
    y: np.ndarray
    """Values in the unit of the panel [point]."""
    kind: str = "line"
    """line, area (stacked), bar (stacked), points (observations) or band (between `low` and `high`, around `y`)."""
    colour: str = "#888888"
    dash: str = "solid"
    """solid, dash or dot."""
    low: np.ndarray | None = None
    """Lower end of what the observer gives [point]; NaN where there is none."""
    high: np.ndarray | None = None
    listed: bool = True
    """Whether the legend names it."""

    def seen(self) -> bool:
        """Whether there is anything to draw."""
        return bool(len(self.y)) and bool(np.isfinite(self.y).any())


@dataclass
class Panel:
    """One pair of axes over time."""

    unit: str
    traces: list[Trace]
    title: str = ""
    log: bool = False
    marks: bool = False
    """Whether the days of the main rules are marked."""
    period: str = ""
    """Length of the periods that bars stand for: quarter, year; "" without bars."""
    span: tuple[np.datetime64, np.datetime64] | None = None
    """First and last day of the axis of time."""

    def seen(self) -> list[Trace]:
        """Traces that hold a number."""
        return [trace for trace in self.traces if trace.seen()]

    def observed(self) -> bool:
        """Whether it shows observations."""
        return any(trace.kind == "points" for trace in self.seen())


@dataclass
class Ranking:
    """Amounts by name, the largest first."""

    unit: str
    names: list[str]
    values: np.ndarray
    """[name]."""
    colours: list[str]
    title: str = ""


@dataclass
class Span:
    """A rule in time."""

    label: str
    start: np.datetime64
    end: np.datetime64
    colour: str
    group: str
    about: str
    binding: bool = True
    """Whether it was ever law; others acted through expectation."""


@dataclass
class Spans:
    """Rules in time, top to bottom."""

    spans: list[Span]
    marks: list[tuple[np.datetime64, str]] = field(default_factory=list)
    title: str = ""


@dataclass
class Chart:
    """What is seen, how it was measured, and the panels that show it."""

    name: str
    """Short name, for links and files: "diversion"."""
    title: str
    """What is seen, in a sentence."""
    lead: str
    """How to read it."""
    panels: list[Panel] | list[Ranking] | list[Spans]
    series: tuple[str, ...] = ()
    """Series it is made of."""
    sources: tuple[str, ...] = ()
    """Keys of the sources of observations."""
