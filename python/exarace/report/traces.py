"""Rows of a table of numbers as traces with colours and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exarace.report.book import Book, Periods
from exarace.report.colours import colours
from exarace.report.model import Panel, Trace

if TYPE_CHECKING:
    import pandas as pd


def dates(index: pd.Index) -> np.ndarray:
    """An index of days as dates."""
    return index.to_numpy(dtype="datetime64[D]")


def trace(name: str, values: pd.Series, colour: str, *, scale: float = 1.0, dash: str = "solid") -> Trace:
    """One line."""
    return Trace(name, dates(values.index), values.to_numpy(dtype=float) * scale, "line", colour, dash)


def rows(book: Book, table: str, frame: pd.DataFrame, *, kind: str = "line", scale: float = 1.0) -> list[Trace]:
    """A trace for each column; Chinese rows are red."""
    ids = [str(column) for column in frame.columns]
    chosen = colours(ids, book.chinese(table))
    names = ["Others" if row == "other" else book.label(table, row) for row in ids]
    x = dates(frame.index)
    return [
        Trace(name, x, frame[row].to_numpy(dtype=float) * scale, kind, colour)
        for name, row, colour in zip(names, frame.columns, chosen, strict=True)
    ]


def bars(
    book: Book, table: str, periods: Periods, unit: str, *, scale: float = 1.0, title: str = "", marks: bool = False
) -> Panel:
    """Stacked bars, one for each period; the unit is told per period."""
    stacked = rows(book, table, periods.sums, kind="bar", scale=scale)
    return Panel(f"{unit} per {periods.word}", stacked, title, period=periods.word, marks=marks)
