"""Measures that a user asks for, over the runs of a comparison: functions of a run, and series by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from exarace import _arguments, _exarace
from exarace._exarace import ScenarioError
from exarace.result import Result

Wanted = Mapping[str, Callable[[Result], Any] | str] | Sequence[str] | str


class Metrics:
    """What functions and series of the user told of every run."""

    def __init__(self, wanted: Wanted | None, sides: int, replicates: int) -> None:
        named = [wanted] if isinstance(wanted, str) else wanted
        if named is not None and not isinstance(named, Mapping):
            named = {name: name for name in _arguments.list_of("metrics", named, str, "names of series, or a dict")}
        given = _arguments.mapping("metrics", named, "names to functions of a Result, or to series", optional=True)
        for name, what in given.items():
            _arguments.text("metrics", name, "a name")
            if isinstance(what, str):
                _check_series(name, what)
            elif not callable(what):
                raise TypeError(f"metrics[{name!r}]: expected a function of a Result, or the name of a series, found {what!r}")
        self._wanted = dict(given)
        self._size = sides, replicates
        self._told: dict[str, list[list[Any]]] = {}
        self._units: dict[str, str] = {}
        self._about: dict[str, str] = {}
        self._years: np.ndarray = np.array([], dtype=int)

    def __bool__(self) -> bool:
        return bool(self._wanted)

    @property
    def series(self) -> list[str]:
        """Series that are to be recorded."""
        return [what for what in self._wanted.values() if isinstance(what, str)]

    def note(self, side: int, replicate: int, result: Result) -> None:
        """Asks all functions about a run, and takes the series."""
        self._years = result.to_xarray()["time"].dt.year.values
        for name, what in self._wanted.items():
            if isinstance(what, str):
                self._note_rows(name, side, replicate, result[what])
                continue
            value = what(result)
            unit = str(getattr(value, "attrs", {}).get("units", "1"))
            self._put(name, unit, "A function of the user.", side, replicate, self._numbers(name, value))

    def _note_rows(self, name: str, side: int, replicate: int, series: Any) -> None:
        """Every row of a series as a measure of its own, "compute.owned/cn"."""
        about, unit = str(series.attrs.get("long_name", "")), str(series.attrs.get("units", "1"))
        rows = [dim for dim in series.dims if dim != "time"]
        numbers = series.transpose("time", *rows).astype(float)
        for place in np.ndindex(*(series.sizes[dim] for dim in rows)):
            at = dict(zip(rows, place, strict=True))
            label = "/".join([name, *(str(series[dim].values[row]) for dim, row in at.items())])
            self._put(label, unit, about, side, replicate, numbers.isel(at).values)

    def _put(self, name: str, unit: str, about: str, side: int, replicate: int, value: np.ndarray) -> None:
        sides, replicates = self._size
        self._units.setdefault(name, unit)
        self._about.setdefault(name, about)
        self._told.setdefault(name, [[None] * replicates for _ in range(sides)])[side][replicate] = value

    def _numbers(self, name: str, value: Any) -> np.ndarray:
        """A number, or one for every step."""
        try:
            numbers = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            numbers = np.zeros((0, 0))
        if numbers.ndim == 0 or numbers.shape == self._years.shape:
            return numbers
        told = f"an array of shape {numbers.shape}" if numbers.size else repr(value)
        raise ScenarioError(
            f"metrics[{name!r}]: expected a number, or one for each of the {len(self._years)} steps, found {told}"
        )

    def add_to(self, effects: _exarace.Effects, side: int) -> None:
        """Adds what was told of a side, and of the first, to their comparison."""
        years = np.array(effects.years)
        there = {row[0] for row in effects.rows()}  # a headline that was asked for is told already
        for name in self._told:
            if name in there and not callable(self._wanted.get(name)):
                continue
            first, second = (
                np.stack([self._by_year(value, years) for value in self._told[name][one]], axis=1) for one in (0, side)
            )
            effects.add(name, self._units[name], self._about[name], first.ravel().tolist(), second.ravel().tolist())

    def _by_year(self, value: np.ndarray | None, years: np.ndarray) -> np.ndarray:
        """Means of the steps of each year; a single number stands in the last year, none where a run lacks the row."""
        out = np.full(len(years), np.nan)
        if value is None:
            return out
        if value.ndim == 0:
            out[-1] = value
            return out
        for place, year in enumerate(years):
            out[place] = value[self._years == year].mean()
        return out


def _check_series(name: str, series: str) -> None:
    """Refuses what is no series."""
    from exarace.listing import series as all_series

    names = [str(one) for one in all_series().index]
    if series not in names:
        hint = _arguments.did_you_mean(series, names, "; exarace.series() lists all")
        raise ScenarioError(f"metrics[{name!r}]: there is no series {series!r}{hint}")


def observers(observe: Mapping[str, Callable[[Any], float]] | None) -> dict[str, Callable[[Any], float]]:
    """Functions of a simulation by name; refuses what cannot be asked."""
    given = _arguments.mapping("observe", observe, "names to functions of the Simulation", optional=True)
    for name, function in given.items():
        _arguments.text("observe", name, "a name")
        if not callable(function):
            raise TypeError(f"observe[{name!r}]: expected a function of the Simulation, found {function!r}")
    return dict(given)
