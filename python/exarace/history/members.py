"""Ensembles: one run for each member, with its own values and its own luck, through a sweep that a kill does not lose."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from exarace import _exarace, _progress, sweeping
from exarace._exarace import ScenarioError
from exarace.history.data import month_number, month_text
from exarace.history.expression import World

if TYPE_CHECKING:
    import xarray as xr

    from exarace.scenario import Scenario

MOST_FAILURES = 0.1
"""Part of the members that may fail; with more the ensemble is refused."""


@dataclass
class Members:
    """Runs of an ensemble, in the order of its members."""

    dataset: xr.Dataset
    first: int
    """First month [months since the year 0]."""
    good: np.ndarray
    """Whether each member's run did not fail, of shape [member]."""
    messages: list[str]

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        return {
            str(dim): tuple(str(v) for v in self.dataset[dim].values)
            for dim in self.dataset.dims
            if dim in self.dataset.coords and self.dataset[dim].dtype.kind in "OUT"
        }

    def load(self, name: str) -> np.ndarray:
        """Values of a series of the members that did not fail, [member, month, ...]."""
        if name not in self._cache:
            self._cache[name] = np.asarray(self.dataset[name].values[self.good], dtype=float)
        return self._cache[name]

    def __post_init__(self) -> None:
        self._cache: dict[str, np.ndarray] = {}


def check_step(scenario: Scenario) -> None:
    if scenario.get("run.step") != "month":
        raise ScenarioError(f"run.step: observations are compared with months, found {scenario.get('run.step')!r}")


def until(scenario: Scenario, end: int) -> Scenario:
    """The scenario, ended with the month before `end`."""
    import datetime

    start, last = first_month(scenario), last_month(scenario)
    if not start < end <= last + 1:
        raise ScenarioError(
            f"{month_text(end - 1)}: lies outside the run, which goes from {month_text(start)} to {month_text(last)}"
        )
    return scenario.with_({"run.end": datetime.date(end // 12, end % 12 + 1, 1)})


def first_month(scenario: Scenario) -> int:
    return month_number(str(scenario.get("run.start")))


def last_month(scenario: Scenario) -> int:
    """Last month that the scenario plays."""
    return month_number(str(scenario.get("run.end"))) - 1


def play(
    scenario: Scenario,
    keys: Sequence[str],
    values: np.ndarray,
    series: Sequence[str],
    folder: Path,
    *,
    seed: int,
    whole: Sequence[bool] | None = None,
    threads: int | None = None,
    executor: Executor | None = None,
    paired: bool = False,
    progress: bool | _progress.Progress | None = False,
) -> Members:
    """Play one run for each column of `values`; the same call again goes on where it was killed.

    Parameters
    ----------
    scenario
        What all members begin with.
    keys, values
        Keys and their values, of shape [key, member].
    series
        Names of the series to record, all months of them.
    folder
        Receives the sweep, below a name that tells its content.
    seed
        Of the luck; members have different luck unless `paired`.
    threads, executor
        As in `exarace.sweep`.

    Raises
    ------
    ScenarioError
        If more than a tenth of the members fail; the text of the first failure is in the message.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = _design(scenario, keys, values, series, seed, whole or [False] * len(keys), paired)
    digest = hashlib.sha256((text + scenario._compiled.text() + _exarace.commit).encode()).hexdigest()[:12]
    design = folder / f"{digest}.toml"
    (folder / f"{digest}_scenario.toml").write_text(scenario._compiled.text(), encoding="utf-8")
    design.write_text(text.replace("SCENARIO", str((folder / f"{digest}_scenario.toml").resolve())), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # failures are counted here
        dataset = sweeping.sweep(design, folder / digest, threads=threads, executor=executor, progress=progress)
    good = ~np.asarray(dataset["failed"].values, dtype=bool)
    messages = [str(m) for m in dataset["message"].values if m]
    if len(good) < values.shape[1]:
        raise ScenarioError(f"{values.shape[1] - len(good)} of {values.shape[1]} members are open; the same command goes on")
    if (~good).mean() > MOST_FAILURES:
        raise ScenarioError(
            f"{(~good).sum()} of {len(good)} members failed, more than {MOST_FAILURES:.0%}; the first says: {messages[0]}"
        )
    return Members(dataset, first_month(scenario), good, messages)


def _design(
    scenario: Scenario, keys: Sequence[str], values: np.ndarray, series: Sequence[str], seed: int, whole: Sequence[bool],
    paired: bool,
) -> str:  # fmt: skip
    names = ", ".join(f'"{name}"' for name in series)
    out = [
        f'title = "Members of {scenario.name}"',
        'scenario = "SCENARIO"',
        f"seed = {seed}",
        f'luck = "{"paired" if paired else "own"}"',
        'sampler = "list"',
        "[output]",
        f"series = [{names}]",
    ]
    for key, row, is_whole in zip(keys, values, whole, strict=True):
        numbers = ", ".join(str(int(v)) if is_whole else _number(float(v)) for v in row)
        out += ["[[factor]]", f'key = "{key}"', f"values = [{numbers}]"]
    if not keys:
        out.insert(2, f"replicates = {values.shape[1]}")
    return "\n".join(out) + "\n"


def _number(value: float) -> str:
    text = repr(value)
    return text if any(c in text for c in ".en") else text + ".0"


def world_of_members(scenario: Scenario, members: Members) -> World:
    """The world with the labels that the members recorded."""
    from exarace.history.world import labels_of, world_of

    return world_of(scenario, {**labels_of(scenario), **members.labels})
