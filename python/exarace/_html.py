"""Small tables for notebooks."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence

Rows = Iterable[Sequence[str]]

_CELL = "padding:1px 10px 1px 0;text-align:left;vertical-align:top"


def table(rows: Rows, head: Sequence[str] = ()) -> str:
    """A plain HTML table."""
    titles = "".join(f"<th style='{_CELL}'>{html.escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td style='{_CELL}'>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table>{'<tr>' + titles + '</tr>' if titles else ''}{body}</table>"


def box(title: str, about: str, facts: Rows, folds: Iterable[tuple[str, Sequence[str], Rows]]) -> str:
    """A title, a line, a few facts, and tables that can be unfolded."""
    parts = [f"<div><b>{html.escape(title)}</b>", f"<div>{html.escape(about)}</div>" if about else "", table(facts)]
    parts += [
        f"<details><summary>{html.escape(name)}</summary>{table(rows, head)}</details>" for name, head, rows in folds
    ]
    return "".join(parts) + "</div>"


def number(value: float, unit: str, low: float = float("nan"), high: float = float("nan")) -> str:
    """A number with its unit, and the range that it is the mean of, if it is one.

    Examples
    --------
    >>> number(7.25, "months", 4.0, 9.0)
    '7.25 months (4 to 9)'
    """
    text = f"{value:,.4g} {unit}".rstrip()
    return text if math.isnan(low) else f"{text} ({low:,.4g} to {high:,.4g})"
