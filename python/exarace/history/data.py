"""What was observed: ``scenarios/history/*.csv``, with errors, sources and the month by which each number could be known."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from exarace import _exarace
from exarace._exarace import ScenarioError

if TYPE_CHECKING:
    import pandas as pd


def folder() -> Path:
    """The folder ``history`` of the first scenario folder that has one."""
    for found in _exarace.scenario_folders():
        path = Path(found) / "history"
        if (path / "observations.csv").is_file():
            return path
    raise ScenarioError("no folder of scenarios has history/observations.csv; it comes with the package, see EXARACE_SCENARIOS")


def read(name: str) -> pd.DataFrame:
    """A table of the folder ``history``; empty cells of text are ""."""
    import pandas as pd

    try:
        return pd.read_csv(folder() / name, keep_default_na=False, na_values={"": ""}, dtype=str).fillna("")
    except FileNotFoundError:
        raise ScenarioError(f"{folder() / name}: there is no such file") from None


def month_number(day: str) -> int:
    """Months since the year 0 of "2025-06" or "2025-06-30"."""
    try:
        year, month = int(day[:4]), int(day[5:7])
        if not 1 <= month <= 12 or (len(day) > 4 and day[4] != "-"):
            raise ValueError
    except ValueError:
        raise ScenarioError(f"expected a month such as 2025-06, found '{day}'") from None
    return 12 * year + month - 1


def month_text(number: int) -> str:
    """ "2025-06" of a number of months."""
    return f"{number // 12}-{number % 12 + 1:02d}"


NUMBERS = ("value", "low", "high", "error")


@functools.cache
def observations() -> pd.DataFrame:
    """All observations, one row each.

    Columns: series, entity, country, first and last (months since the year 0), value, unit, low, high, error (standard
    deviation of the logarithm), source, vintage (month by which such a number is known), confidence, basis.
    """
    import pandas as pd

    table = read("observations.csv")
    for name in NUMBERS:
        table[name] = pd.to_numeric(table[name], errors="coerce")
    bad = table[~np.isfinite(table["value"]) | ~(table["error"] > 0)]
    if len(bad):
        row = bad.iloc[0]
        raise ScenarioError(
            f"{place_of(row, int(bad.index[0]) + 2)}: expected a value and an error greater than 0, the standard deviation of "
            "its logarithm"
        )
    for name, day in (("first", "first_day"), ("last", "last_day"), ("known_by", "vintage")):
        table[name] = [_month_of(row, line, day) for line, row in enumerate(table.to_dict("records"), start=2)]
    for wrong, text in (
        (table["last"] < table["first"], "it ends with {last} before it begins with {first}; last_day is the end of its period"),
        (table["known_by"] < table["last"], "known in {known_by}, before its period ends with {last}; vintage is the month by "
         "which such a number is known"),
    ):  # fmt: skip
        if wrong.any():
            row = table[wrong].iloc[0]
            months = {name: month_text(int(row[name])) for name in ("first", "last", "known_by")}
            raise ScenarioError(f"{place_of(row, int(wrong.idxmax()) + 2)}: {text.format(**months)}")
    return table


def place_of(row: Mapping[str, object] | pd.Series, line: int) -> str:
    """File, line and name of an observation, for messages."""
    return f"history/observations.csv:{line}: {row['series']} of {row['entity']}"


def _month_of(row: Mapping[str, str], line: int, name: str) -> int:
    try:
        return month_number(row[name])
    except ScenarioError as error:
        raise ScenarioError(f"{place_of(row, line)}: {name}: {error}") from None
