"""What the charts are made from: the numbers of one result, by name, in calendar periods, with people's names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace._exarace import ResultError
from exarace.source import Source

if TYPE_CHECKING:
    import pandas as pd

CHINA = "cn"
UPPER = {"us": "US", "eu": "EU", "gb": "United Kingdom", "hbm": "HBM stacks", "ai": "AI"}


class Missing(Exception):
    """A series that a chart needs was not recorded."""


@dataclass
class Periods:
    """Sums over quarters, years or, in short runs, steps."""

    word: str
    """quarter, year, month or week."""
    sums: pd.DataFrame
    """[period, row], indexed by the middle of the period."""


class Book:
    """One result, read once."""

    def __init__(self, source: Source) -> None:
        import pandas as pd

        self._source = source
        self.title = source.title
        self.dataset = source.series()
        self.events = source.events()
        self.tables = source.tables()
        self.parameters = source.parameters()
        self.facts = source.provenance()
        bounds = self.dataset["time_bounds"].values
        self.days = pd.DatetimeIndex(bounds[:, 0])
        self.start = pd.Timestamp(bounds[0, 0]) if len(bounds) else pd.NaT
        self.end = pd.Timestamp(bounds[-1, 1]) if len(bounds) else pd.NaT
        self.step = str(self.dataset.attrs.get("step", "month"))

    @property
    def denials(self) -> pd.DataFrame:
        """What the law refused, a repeated wish once; files of version 0.1 hold none."""
        try:
            return self._source.denials()
        except ResultError:
            raise Missing("policy.denied_new") from None

    def frame(self, name: str, **choice: str) -> pd.DataFrame:
        """A series over one dimension: [time, row]."""
        data = self._find(name).sel(choice) if choice else self._find(name)
        return data.transpose("time", ...).to_pandas().set_axis(self.days, axis=0)

    def line(self, name: str, **choice: str) -> pd.Series:
        """A series that is one number a step."""
        return self.frame(name, **choice)

    def _find(self, name: str) -> Any:
        if name not in self.dataset.data_vars:
            raise Missing(name)
        return self.dataset[name]

    def names(self, table: str) -> dict[str, str]:
        """Names of the rows of a table as people write them, by id."""
        frame = self.tables.get(table)
        if frame is None or "name" not in frame:
            return {}
        return {str(row): str(name) for row, name in frame["name"].items() if name}

    def label(self, table: str, row: str) -> str:
        """Name of one row."""
        return self.names(table).get(row) or UPPER.get(row) or row.replace("_", " ")

    def rows_where(self, table: str, column: str, value: str) -> set[str]:
        """Ids of the rows of a table that hold a value in a column."""
        frame = self.tables.get(table)
        if frame is None or column not in frame:
            return set()
        return {str(row) for row in frame.index[frame[column] == value]}

    def chinese(self, table: str) -> set[str]:
        """Ids of a table's Chinese rows: by parent where it has one; SKUs by designer."""
        if table == "skus" and "skus" in self.tables and "designer" in self.tables["skus"]:
            designers = self.chinese("designers")
            return {str(sku) for sku, owner in self.tables["skus"]["designer"].items() if owner in designers}
        frame = self.tables.get(table)
        column = "parent" if frame is not None and "parent" in frame else "country"
        return self.rows_where(table, column, CHINA)

    def periods(self, flows: pd.DataFrame, word: str = "quarter") -> Periods:
        """Sums of what flowed in steps over whole quarters or years; over steps where the run has not three of them."""
        import pandas as pd

        code = {"quarter": "Q", "year": "Y"}[word]
        keys = self.days.to_period(code)
        whole = [k for k in keys.unique() if k.start_time >= self.start and k.end_time < self.end]
        if len(whole) < (3 if word == "quarter" else 1):
            return Periods(self.step, flows)
        sums = flows.groupby(keys).sum(min_count=1).loc[whole]
        middle = [k.start_time + (k.end_time - k.start_time) / 2 for k in whole]
        return Periods(word, sums.set_axis(pd.DatetimeIndex(middle).normalize(), axis=0))

    def trailing_year(self, flows: pd.DataFrame) -> pd.DataFrame:
        """Sums over the last 12 months, from the first step that has them."""
        return flows.rolling(self.steps_a_year, min_periods=self.steps_a_year).sum()

    @property
    def steps_a_year(self) -> int:
        return {"week": 52, "month": 12, "quarter": 4}[self.step]

    @property
    def last_span(self) -> str:
        """What the last `steps_a_year` steps are: "12 months", or "5 steps" of a shorter run."""
        return "12 months" if len(self.days) >= self.steps_a_year else f"{len(self.days)} steps"

    def parameter(self, key: str) -> float | str | None:
        """Value of a key that stands once; None where the file does not say."""
        if key not in self.parameters.index:
            return None
        row = self.parameters.loc[key]
        return float(row["value"]) if np.isfinite(row["value"]) else str(row["text"])


def largest(frame: pd.DataFrame, most: int, keep: tuple[str, ...] = ()) -> list[str]:
    """Ids of the columns with the largest peak, largest first, without those that are nothing; `keep` come first."""
    peaks = frame.abs().max().dropna()
    order = [str(row) for row in peaks[peaks > 0].sort_values(ascending=False, kind="stable").index]
    first = [row for row in keep if row in order]
    return (first + [row for row in order if row not in first])[:most]


def with_others(frame: pd.DataFrame, chosen: list[str]) -> pd.DataFrame:
    """The chosen columns, and the sum of all other ones as "other" if it is anything."""
    out = frame[chosen].copy()
    others = frame.drop(columns=chosen).sum(axis=1)
    if float(others.abs().max() if len(others) else 0) > 0:
        out["other"] = others
    return out
