"""Observables: which number of the model stands for which observation, declared in ``history/observables.csv``."""

from __future__ import annotations

import fnmatch
import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from exarace import _arguments
from exarace._exarace import ScenarioError
from exarace.history import data
from exarace.history.expression import Evaluator, Load, World, observed_unit, unit_text

if TYPE_CHECKING:
    import pandas as pd

MODEL_ERROR = 0.25
"""Standard deviation of the logarithm that no run of the model is expected to beat."""
LEAST_PART = 1e-3
"""A number of the model below this part of what was observed counts as this part: logarithms of nothing tell nothing more."""
AGGREGATIONS = ("sum", "mean", "end", "mid", "mean1", "ratio")
USES = ("score", "show", "dup", "none")


@dataclass(frozen=True)
class Observable:
    """One row of the table of observables."""

    line: int
    series: str
    entity: str
    country: str
    unit: str
    period: str
    block: str
    expr: str
    agg: str
    floor: float
    use: str
    pool: str
    model_error: float
    note: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        return f"history/observables.csv:{self.line}: {self.series} of {self.entity}"

    def fits(self, row: pd.Series) -> bool:
        """Whether an observation is one of these."""
        return (
            fnmatch.fnmatchcase(row["series"], self.series)
            and fnmatch.fnmatchcase(row["entity"], self.entity)
            and (not self.country or row["country"] == self.country)
            and (not self.unit or self.unit in row["unit"])
            and self._in_period(int(row["first"]), int(row["last"]))
        )

    def _in_period(self, first: int, last: int) -> bool:
        months, kind, year = last - first + 1, self.period[:1], first // 12
        if not self.period:
            return True
        if (kind == "Y" and months != 12) or (kind == "Q" and months != 3) or (kind == "M" and months != 1):
            return False
        rest = self.period[1:] if kind in "YQM" else self.period
        if not rest:
            return True
        return year < int(rest[1:]) if rest.startswith("<") else year == int(rest)


@functools.cache
def table() -> tuple[Observable, ...]:
    """All observables, in the order in which observations look for theirs."""
    out = []
    for line, row in enumerate(data.read("observables.csv").to_dict("records"), start=2):
        one = Observable(
            line, row["series"], row["entity"], row["country"], row["unit"], row["period_kind"], row["block"], row["expr"],
            row["agg"], float(row["floor"] or 0), row["use"], row["pool"], float(row["model_error"] or MODEL_ERROR),
            row["note"],
        )  # fmt: skip
        if one.agg not in AGGREGATIONS:
            raise ScenarioError(f"{one.place}: agg is one of {', '.join(AGGREGATIONS)}, found '{one.agg}'")
        if one.use not in USES:
            raise ScenarioError(f"{one.place}: use is one of {', '.join(USES)}, found '{one.use}'")
        out.append(one)
    return tuple(out)


@dataclass(frozen=True)
class Point:
    """An observation with its observable: one number to compare."""

    observable: Observable
    series: str
    """Name under which it counts: entity and series, or what they are pooled to."""
    block: str
    first: int
    """First month of its period [months since the year 0]."""
    last: int
    known_by: int
    value: float
    error: float
    """Standard deviation of the logarithm, of the source alone."""
    unit: str
    source: str
    line: int = 0
    """In observations.csv."""

    @property
    def log(self) -> float:
        return float(np.log(max(self.value, self.observable.floor)))

    @property
    def label(self) -> str:
        return f"{self.series} {data.month_text(self.first)}..{data.month_text(self.last)}"


@functools.cache
def points() -> tuple[Point, ...]:
    """All observations that are scored, in the order of the file.

    Raises
    ------
    ScenarioError
        If no observable stands for one of the observations.
    """
    out, seen, strange = [], set(), []
    for line, (_, row) in enumerate(data.observations().iterrows(), start=2):
        found = next((o for o in table() if o.fits(row)), None)
        if found is None:
            strange.append(
                f"{data.place_of(row, line)} [{row['unit']}]: no observable stands for it{_near(row['series'])}; a row of "
                "history/observables.csv says which number of the model it is, or with the use 'none' that it is none"
            )
            continue
        if found.use != "score" or not row["value"] > 0:
            continue
        series = found.pool or f"{row['series']}: {row['entity']}"
        months = row["last"] - row["first"] + 1
        if months == 12 and found.agg in ("sum", "mean", "ratio"):
            series += " (years)"
        key = (series, row["first"], row["last"], row["entity"])
        if key in seen:
            continue
        seen.add(key)
        out.append(
            Point(found, series, found.block, int(row["first"]), int(row["last"]), int(row["known_by"]), float(row["value"]),
                  float(row["error"]), row["unit"], row["source"], line)
        )  # fmt: skip
    if strange:
        raise ScenarioError("\n".join(strange))
    return tuple(out)


def _near(series: str) -> str:
    known = sorted({one.series for one in table() if "*" not in one.series})
    return "" if series in known else _arguments.did_you_mean(series, known)


def unmatched() -> pd.DataFrame:
    """Observations for which the model has no number, with why."""
    import pandas as pd

    rows = []
    for _, row in data.observations().iterrows():
        found = next((o for o in table() if o.fits(row)), None)
        if found is None or found.use != "score":
            rows.append({**row, "use": found.use if found else "none", "note": found.note if found else "not in the table"})
    return pd.DataFrame(rows)


def check(world: World) -> set[str]:
    """Check all expressions against series, rows and units; returns the series that are used.

    Raises
    ------
    ScenarioError
        With everything that is wrong, each with its line.
    """
    wrong: list[str] = []
    evaluator = Evaluator(world, None, 0)
    for one in table():
        if not one.expr:
            if one.use == "score":
                wrong.append(f"{one.place}: it is scored and has no expression")
            continue
        try:
            parts = evaluator.evaluate(one.expr)
            if (one.agg == "ratio") != (len(parts) == 2):
                raise ScenarioError("a ratio has two expressions, other reductions one")
        except ScenarioError as error:
            wrong.append(f"{one.place}: {error}")
            continue
        unit = parts[0].unit
        if len(parts) == 2:
            unit = {n: p for n in {*parts[0].unit, *parts[1].unit} if (p := parts[0].unit.get(n, 0) - parts[1].unit.get(n, 0))}
        wrong += _check_units(one, unit)
    if wrong:
        raise ScenarioError("\n".join(wrong))
    return evaluator.used


def _check_units(one: Observable, unit: dict[str, int]) -> list[str]:
    rows = data.observations()
    rows = rows[[fnmatch.fnmatchcase(s, one.series) for s in rows["series"]]]
    for _, row in rows.iterrows():
        if not one.fits(row) or next(o for o in table() if o.fits(row)) is not one:
            continue
        seen = observed_unit(row["unit"])
        if seen is None:
            return [f"{one.place}: the unit '{row['unit']}' of its observations is not known to observables"]
        if seen != unit:
            return [
                f"{one.place}: the observations are in {row['unit']} ({unit_text(seen)}), the expression gives {unit_text(unit)}"
            ]
    return []


def expressible(chosen: list[Point], world: World) -> list[Point]:
    """Points whose expressions name only rows that the world has.

    Chips that were not yet announced at an origin are not in its world: what was sold of them cannot be forecast and is
    not scored.
    """
    evaluator = Evaluator(world, None, 0)
    good: dict[str, bool] = {}
    for expr in {p.observable.expr for p in chosen}:
        try:
            evaluator.evaluate(expr)
            good[expr] = True
        except ScenarioError:
            good[expr] = False
    return [p for p in chosen if good[p.observable.expr]]


def used_series(chosen: list[Point], world: World) -> list[str]:
    """Series that some points need."""
    evaluator = Evaluator(world, None, 0)
    for expr in {p.observable.expr for p in chosen}:
        evaluator.evaluate(expr)
    return sorted(evaluator.used)


def predict(chosen: list[Point], world: World, load: Load, first: int, runs: int) -> np.ndarray:
    """Logarithms of what the model says for some points, of shape [run, point]; nan where a number is missing.

    Parameters
    ----------
    chosen
        Points whose periods lie within the run.
    world, load
        Rows of the world, and the values of a series [run, month, ...].
    first
        First month of the run.
    runs
        How many runs there are.
    """
    evaluator = Evaluator(world, load, first)
    out = np.empty((runs, len(chosen)))
    for number, point in enumerate(chosen):
        least = max(point.observable.floor, LEAST_PART * point.value)
        out[:, number] = np.log(np.maximum(reduce_months(point, evaluator, first, runs), least))
    out[~np.isfinite(out)] = np.nan
    return out


def reduce_months(point: Point, evaluator: Evaluator, first: int, runs: int) -> np.ndarray:
    """The model's number for the period of a point, of shape [run]."""
    parts = [np.asarray(q.values, dtype=float) for q in evaluator.evaluate(point.observable.expr)]
    a, b = point.first - first, point.last - first + 1
    cut = [np.broadcast_to(p, (runs, max(p.shape[1], b)))[:, a:b] for p in parts]
    agg = point.observable.agg
    if agg == "sum":
        return cut[0].sum(axis=1)
    if agg == "mean":
        return cut[0].mean(axis=1)
    if agg == "end":
        return cut[0][:, -1]
    if agg == "mid":
        return cut[0][:, (b - a) // 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        if agg == "mean1":
            return np.nanmean(np.where(cut[0] > 0, cut[0], np.nan), axis=1) if cut[0].size else np.full(runs, np.nan)
        return cut[0].sum(axis=1) / cut[1].sum(axis=1)


def left_out(scenario_start: int, last: int, until: int) -> dict[str, list[Point]]:
    """Points that a calibration up to a month does not see, by why: "before the run", "after the run", "not known yet".

    Parameters
    ----------
    scenario_start, last
        First and last month of the run.
    until
        Month at whose end an observation must be known.
    """
    out: dict[str, list[Point]] = {"before the run": [], "after the run": [], "not known yet": []}
    for p in points():
        first = p.last if p.observable.agg == "end" else p.first
        if first < scenario_start:
            out["before the run"].append(p)
        elif p.last > last:
            out["after the run"].append(p)
        elif p.known_by > until or p.last > until:
            out["not known yet"].append(p)
    return out


def within(start: int, end: int, known: int | None = None) -> list[Point]:
    """Points whose periods lie within [start, end) months, known by the month `known`.

    Stocks counted from a date on and other values at an end need their last month only.
    """
    out = []
    for p in points():
        first = p.last if p.observable.agg in ("end",) else p.first
        if first >= start and p.last < end and (known is None or p.known_by <= known):
            out.append(p)
    return out
