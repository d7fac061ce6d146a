"""Measures that a user writes, over the runs of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from exarace import _arguments, _exarace
from exarace._exarace import ScenarioError
from exarace.result import Result


class Metrics:
    """What functions of the user told of every run."""

    def __init__(self, functions: Mapping[str, Callable[[Result], Any]] | None, sides: int, replicates: int) -> None:
        given = _arguments.mapping("metrics", functions, "names to functions of a Result", optional=True)
        for name, function in given.items():
            _arguments.text("metrics", name, "a name")
            if not callable(function):
                raise TypeError(f"metrics[{name!r}]: expected a function of a Result, found {function!r}")
        self._functions = dict(given)
        self._told: dict[str, list[list[Any]]] = {name: [[None] * replicates for _ in range(sides)] for name in given}
        self._units: dict[str, str] = {}
        self._years: np.ndarray = np.array([], dtype=int)

    def __bool__(self) -> bool:
        return bool(self._functions)

    def note(self, side: int, replicate: int, result: Result) -> None:
        """Asks all functions about a run."""
        self._years = result.to_xarray()["time"].dt.year.values
        for name, function in self._functions.items():
            value = function(result)
            self._units.setdefault(name, str(getattr(value, "attrs", {}).get("units", "1")))
            self._told[name][side][replicate] = self._numbers(name, value)

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
        for name in self._functions:
            first, second = (
                np.stack([self._by_year(value, years) for value in self._told[name][one]], axis=1) for one in (0, side)
            )
            effects.add(name, self._units[name], "A function of the user.", first.ravel().tolist(), second.ravel().tolist())

    def _by_year(self, value: np.ndarray, years: np.ndarray) -> np.ndarray:
        """Means of the steps of each year; a single number stands in the last year."""
        out = np.full(len(years), np.nan)
        if value.ndim == 0:
            out[-1] = value
            return out
        for place, year in enumerate(years):
            out[place] = value[self._years == year].mean()
        return out


def observers(observe: Mapping[str, Callable[[Any], float]] | None) -> dict[str, Callable[[Any], float]]:
    """Functions of a simulation by name; refuses what cannot be asked."""
    given = _arguments.mapping("observe", observe, "names to functions of the Simulation", optional=True)
    for name, function in given.items():
        _arguments.text("observe", name, "a name")
        if not callable(function):
            raise TypeError(f"observe[{name!r}]: expected a function of the Simulation, found {function!r}")
    return dict(given)
