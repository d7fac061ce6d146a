"""What was observed, from scenarios/history: public figures up to the end of 2025."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from exarace import _exarace
from exarace.report.colours import OBSERVED
from exarace.report.model import Trace

if TYPE_CHECKING:
    import pandas as pd

LAST_DAY = np.datetime64("2025-12-31")
"""No observation begins later; a fiscal quarter may end after it."""


@functools.cache
def table() -> pd.DataFrame:
    """All observations; none where the file is not installed."""
    import pandas as pd

    for folder in _exarace.scenario_folders():
        path = Path(folder) / "history" / "observations.csv"
        if path.is_file():
            return pd.read_csv(path, parse_dates=["first_day", "last_day"])
    columns = ["series", "entity", "country", "first_day", "last_day", "value", "unit", "low", "high", "source", "basis"]
    return pd.DataFrame({name: pd.Series(dtype="datetime64[ns]" if "day" in name else "object") for name in columns})


def rows(series: str, entity: str, months: int | None = None) -> pd.DataFrame:
    """Observations of one thing, oldest first; `months` keeps those of that length."""
    found = table()
    found = found[(found["series"] == series) & (found["entity"] == entity) & (found["first_day"] <= LAST_DAY)]
    if months is not None:
        found = found[((found["last_day"] - found["first_day"]).dt.days + 1).floordiv(28) == months]
    return found.sort_values("first_day")


def years(series: str, entities: list[str]) -> pd.Series:
    """Sums over whole calendar years of quarterly observations, or yearly ones where a quarter is missing."""
    import pandas as pd

    total: dict[int, float] = {}
    for entity in entities:
        quarters = rows(series, entity, 3)
        counts = quarters.groupby(quarters["first_day"].dt.year)["value"].agg(["sum", "count"])
        of_one = {int(y): float(row["sum"]) for y, row in counts.iterrows() if row["count"] == 4}
        whole = rows(series, entity, 13)
        for year, value in zip(whole["first_day"].dt.year, whole["value"], strict=True):
            of_one.setdefault(int(year), float(value))
        total = of_one if not total else {y: total[y] + v for y, v in of_one.items() if y in total}
    return pd.Series(total, dtype=float).sort_index()


def yearly_points(name: str, values: pd.Series, start: pd.Timestamp, end: pd.Timestamp, colour: str = OBSERVED) -> Trace:
    """Observations of years as points in mid year, as far as the run covers the year."""
    import pandas as pd

    kept = values[[pd.Timestamp(y, 1, 1) >= start and pd.Timestamp(y, 12, 31) < end for y in values.index]]
    x = np.array([np.datetime64(f"{y}-07-02") for y in kept.index], dtype="datetime64[D]")
    return Trace(name, x, kept.to_numpy(dtype=float), "points", colour)


def points(
    name: str,
    found: pd.DataFrame,
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    scale: float = 1.0,
    at: str = "middle",
    colour: str = OBSERVED,
) -> Trace:
    """Observations as points with the observer's range: in the middle or at the end of their periods."""
    day = found["last_day"] if at == "end" else found["first_day"] + (found["last_day"] - found["first_day"]) / 2
    kept = found[((day >= start) & (day <= end)).to_numpy()]
    x = day[kept.index].to_numpy(dtype="datetime64[D]")
    numbers = [kept[column].to_numpy(dtype=float) * scale for column in ("value", "low", "high")]
    return Trace(name, x, numbers[0], "points", colour, low=numbers[1], high=numbers[2])
