"""Draws of a posterior as runs take them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exarace.history.posterior import Posterior
    from exarace.scenario import Scenario
    from exarace.settings import Settings

Taken = tuple[list[str], list[list[float]]]
"""Keys, and the values of each by draw."""


def taken(draws: Any, scenarios: Sequence[Scenario]) -> Taken:
    """Keys that are drawn in all of some scenarios; empty for None.

    What a scenario sets otherwise than the one that was calibrated is what somebody asks about: it is not drawn.

    Raises
    ------
    ScenarioError
        If the posterior was made for another version of the world, or none comes with the package.
    ResultError
        If a file holds none.
    """
    if draws is None:
        return [], []
    posterior = found(draws, *scenarios)
    keys, values = [], []
    for key, row in zip(map(str, posterior.draws["key"].values), posterior.values, strict=True):
        calibrated = float(posterior.keys.loc[key, "scenario_value"])
        if all(_as_calibrated(scenario, key, calibrated) for scenario in scenarios):
            keys.append(key)
            values.append(row.tolist())
    return keys, values


def found(draws: Any, *scenarios: Settings) -> Posterior:
    """A posterior that fits all of some scenarios.

    Raises
    ------
    ScenarioError
        If it was made for another version of the world, or none comes with the package.
    ResultError
        If a file holds none.
    """
    from exarace.history.posterior import Posterior, find

    if not isinstance(draws, str | os.PathLike | Posterior):
        raise TypeError(f"draws: expected a Posterior, the file of one, or 'posterior', found {draws!r}")
    posterior = find(draws, scenarios[0].name)
    for scenario in scenarios:
        posterior.check(scenario)
    return posterior


def _as_calibrated(scenario: Scenario, key: str, value: float) -> bool:
    """Whether a key has the value that it had when the posterior was made; factors scale whatever stands there."""
    if key.startswith("times:"):
        return True
    now = scenario.get(key)
    return isinstance(now, int | float) and abs(now - value) <= 1e-9 * abs(value)


def changes(draws: Taken, replicate: int) -> dict[str, float]:
    """Values of one run, as `Scenario.with_` takes them."""
    keys, values = draws
    return {key: row[replicate % len(row)] for key, row in zip(keys, values, strict=True)}
