"""What was observed: ``scenarios/history/*.csv``, with errors, sources and the month by which each number could be known."""

from __future__ import annotations

import functools
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
            f"history/observations.csv:{bad.index[0] + 2}: {row['series']} of {row['entity']}: "
            "expected a value and an error greater than 0"
        )
    table["first"] = [month_number(day) for day in table["first_day"]]
    table["last"] = [month_number(day) for day in table["last_day"]]
    table["known_by"] = [month_number(day) for day in table["vintage"]]
    return table
