"""What users call: `exarace.calibrate`, `backtest`, `nowcast`, `posterior`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from exarace import _arguments
from exarace.history.posterior import Posterior, find

if TYPE_CHECKING:
    from exarace.history.backtest import Backtest
    from exarace.history.nowcast import Nowcast
    from exarace.scenario import Scenario

__all__ = ["Posterior", "backtest", "calibrate", "nowcast", "posterior"]


def posterior(draws: str | os.PathLike[str] | None = None) -> Posterior:
    """Read a posterior; None is the one that comes with the baseline.

    Raises
    ------
    ResultError
        If the file is none.
    """
    return find(draws)


def calibrate(
    scenario: Scenario,
    until: str = "2025-12",
    *,
    members: int = 150,
    updates: int = 4,
    seed: int = 1,
    threads: int | None = None,
    executor: Executor | None = None,
    folder: str | os.PathLike[str] | None = None,
    progress: bool | None = None,
) -> Posterior:
    """Draws of all keys with a prior, given the observations that were known at the end of a month.

    Parameters
    ----------
    scenario
        Where the runs begin.
    until
        Month such as "2025-12".
    members, updates
        Size of the ensemble, and how often the data are used (4 to 6).
    seed
        Of draws, perturbed observations and luck.
    threads, executor
        As in `exarace.sweep`: runs may be made by workers of Dask, MPI or a pool of processes. The numbers do not depend
        on it.
    folder
        Where the runs lie: the same call goes on after a kill. None removes them at the end.

    Returns
    -------
    Posterior
        ``draws`` (xarray), ``keys`` and ``blocks`` (pandas), ``facts``.

    Raises
    ------
    ScenarioError
        If nothing was known by then, the month lies outside the run, or more than a tenth of the members fail.
    """
    from exarace.history.calibrate import calibrate_and_fit
    from exarace.scenario import Scenario

    _arguments.instance("scenario", scenario, Scenario, "exarace.load reads one")
    return calibrate_and_fit(scenario, until, members=members, updates=updates, seed=seed, threads=threads, executor=executor,
                             folder=folder, progress=progress)[0]  # fmt: skip


def backtest(
    scenario: Scenario,
    *,
    origins: Sequence[str] = ("2022-12", "2023-12", "2024-12", "2025-06"),
    horizons: Sequence[int] = (2, 4, 8),
    members: int = 150,
    updates: int = 4,
    seed: int = 1,
    threads: int | None = None,
    executor: Executor | None = None,
    folder: str | os.PathLike[str] | None = None,
    progress: bool | None = None,
) -> Backtest:
    """Score forecasts from past origins against what came and against naive forecasts.

    Parameters
    ----------
    scenario
        What is held against the world.
    origins, horizons
        Months from which is forecast, and quarters after them up to which periods end.
    members, updates, seed, threads, executor, folder
        As in `calibrate`, which is called at every origin.

    Returns
    -------
    Backtest
        ``scores`` with one row for each observation, ``table()`` by block, ``by_origin()``.

    Raises
    ------
    ScenarioError
        If an origin lies outside the run, or nothing that can be scored follows.
    """
    from exarace.history.backtest import backtest as run
    from exarace.scenario import Scenario

    _arguments.instance("scenario", scenario, Scenario, "exarace.load reads one")
    return run(scenario, origins=origins, horizons=horizons, members=members, updates=updates, seed=seed, threads=threads,
               executor=executor, folder=folder, progress=progress)  # fmt: skip


def nowcast(
    scenario: Scenario,
    draws: str | os.PathLike[str] | Posterior | None = None,
    *,
    quarters: int = 8,
    members: int = 100,
    seed: int = 1,
    threads: int | None = None,
    progress: bool | None = None,
) -> Nowcast:
    """Where the race stands at the last observation of a posterior, and the next quarters with bands."""
    from exarace.history.nowcast import nowcast as run
    from exarace.scenario import Scenario

    _arguments.instance("scenario", scenario, Scenario, "exarace.load reads one")
    return run(scenario, find(draws, scenario.name), quarters=quarters, members=members, seed=seed, threads=threads,
               progress=progress)  # fmt: skip
