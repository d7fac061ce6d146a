"""Sweeps from Python: on threads here, or on the workers of any executor."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exarace import _arguments, _exarace, _progress
from exarace._exarace import ScenarioError
from exarace.dataset import open as open_dataset
from exarace.designs import FACTORS, Sampler, Written, written
from exarace.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from exarace.history.posterior import Posterior


def sweep(
    design: str | os.PathLike[str] | Scenario,
    output: str | os.PathLike[str] | None = None,
    *,
    factors: Mapping[str, Any] | pd.DataFrame | Sequence[str] | str | None = None,
    sampler: Sampler | None = None,
    n: int | None = None,
    replicates: int = 1,
    seed: int = 1,
    series: Sequence[str] | str | None = None,
    reductions: Sequence[str] | str | None = None,
    second_order: bool = False,
    draws: str | os.PathLike[str] | Posterior | None = None,
    correlations: Mapping[tuple[str, str], float] | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    threads: int | None = None,
    retry_failed: bool = False,
    progress: bool | _progress.Progress | None = None,
) -> xr.Dataset:
    """Make the runs of a design; the same call again goes on where it stopped.

    Parameters
    ----------
    design
        A `Scenario` whose `factors` are varied; or the path of a design file, or the name of one that comes with the
        package.
    output
        Folder of the sweep, ``results/<design>`` if None. Workers must reach it under the same path.
    factors
        With a scenario: what is varied, by key path. ``(low, high)`` is drawn evenly between the two, a list names the
        values, a dict says it as a design file does: ``{"low": 0.3, "high": 1.2, "scale": "log"}``,
        ``{"dist": "triangular", ...}``, and ``"prior"`` draws the key from its prior. ``"uncertain"`` draws all keys that
        have one, a list of patterns such as ``["behaviour.cloud.*"]`` those that fit. A key path after ``times:`` is a
        factor on what stands there, time series too. Or a DataFrame with a point in every row and key paths as columns.
    sampler
        ``"sobol"`` (quasi-random), ``"latin_hypercube"``, ``"random"``, ``"grid"``, ``"list"`` (the lists together),
        ``"saltelli"`` (blocks of Sobol indices, see `sensitivity`) or ``"morris"``. If None: grid where all factors are
        lists, list for a DataFrame, sobol otherwise.
    n
        Points to draw, 64 if None; of saltelli base points, of morris trajectories; of a grid values between low and
        high, 5 if None.
    replicates
        Runs at every point, each with luck of its own.
    seed
        Seed of the points and of all runs.
    series, reductions
        Series to keep, the default set if None, and what of each: ``"full"``, ``"yearly_mean"``, ``"final"``.
    second_order
        Whether saltelli adds the blocks for pairs of factors.
    draws
        With a scenario: a `Posterior`, the file of one, or ``"posterior"`` for the one that comes with the package.
        Replicate r of every point takes draw r, then from the first again; factors may be left out then.
    correlations
        With a scenario: rank correlations of factors that are drawn, ``{("one.key", "another.key"): 0.6}``.
    executor
        Where the runs are made: a `concurrent.futures.ProcessPoolExecutor`, ``client.get_executor()`` of Dask, an
        ``MPIPoolExecutor`` of mpi4py, or any other whose workers are processes. They share the runs through the folder
        and write the segments themselves; nothing but counts travels back. None stands for threads of this process.
    workers
        Tasks to hand to the executor; as many as it has workers if None and that can be told.
    threads
        Runs at a time in this process (as many as it has processors if None) or in each worker (one if None). The
        numbers depend on none of this.
    retry_failed
        Whether runs that have failed are tried again.
    progress
        As in `exarace.Scenario.run`; a callable gets (runs done, runs in all). With an executor nothing is shown.

    Returns
    -------
    xarray.Dataset
        The sweep as `exarace.open` gives it: lazy, with the dimension run and the factors as coordinates. Runs that
        failed are marked there, and a `RuntimeWarning` counts them.

    Raises
    ------
    ScenarioError
        If the design is wrong, the executor cannot be used, or a worker has another version of exarace.
    ResultError
        If the folder holds another design or cannot be written.

    Examples
    --------
    >>> import exarace as er
    >>> from pathlib import Path
    >>> base = er.load("baseline").with_({"run.end": "2022-03-01"})
    >>> runs = er.sweep(base, getfixture("tmp_path") / "wear", factors={"technology.wear": (0.1, 0.5)}, n=4)
    >>> runs.sizes["run"]
    4

    Over what is not known of enterprises:

    >>> runs = er.sweep(base, getfixture("tmp_path") / "drawn", factors=["behaviour.enterprise.*"], n=4)
    >>> bool(runs["behaviour.enterprise.adoption_threshold"].values.std() > 1)
    True

    With a design file:

    >>> folder = getfixture("tmp_path")
    >>> _ = (folder / "few.toml").write_text('''
    ... scenario = "baseline"
    ... sampler = "grid"
    ... [set]
    ... run.end = 2022-03-01
    ... [[factor]]
    ... key = "technology.wear"
    ... values = [0.2, 0.3]
    ... ''')
    >>> runs = er.sweep(folder / "few.toml", folder / "few")
    >>> runs.sizes["run"], runs["technology.wear"].values.tolist()
    (2, [0.2, 0.3])
    """
    made = _made(design, factors, sampler=sampler, n=n, replicates=replicates, seed=seed, series=series,
                 reductions=reductions, second_order=second_order, draws=draws, correlations=correlations)  # fmt: skip
    name = made.name if isinstance(made, Written) else Path(made).stem
    folder = os.path.abspath(_arguments.path("output", output) if output is not None else Path("results") / name)
    if isinstance(executor, ThreadPoolExecutor):
        raise ScenarioError("executor: threads share one exarace; leave the executor out and say threads=N")
    if threads is not None:
        threads = _arguments.whole("threads", threads, 1, _arguments.MOST_THREADS)
    tasks = 0 if executor is None else number_of_workers(executor, workers)
    if isinstance(made, Written):
        with tempfile.TemporaryDirectory() as place:
            _begin(made.into(place), folder)
    else:
        _exarace.begin_sweep(made, folder, "exarace.sweep")
    if executor is None:
        state = _here(folder, threads or 0, retry_failed, progress)
    else:
        futures = [executor.submit(work, folder, threads or 1, retry_failed) for _ in range(tasks)]
        state = _latest(futures)
    planned, done, failed = state
    if failed:
        text = f"{failed} of {planned} runs failed; 'message' of the Dataset says why"
        warnings.warn(text, RuntimeWarning, stacklevel=2)
    if done + failed < planned:
        text = f"{planned - done - failed} of {planned} runs are open; the same call goes on"
        warnings.warn(text, RuntimeWarning, stacklevel=2)
    return open_dataset(folder)


def _begin(design: str, folder: str) -> None:
    """Begins a sweep of a design that was made here: what is wrong with it is told without its place on the disk."""
    try:
        _exarace.begin_sweep(design, folder, "exarace.sweep")
    except ScenarioError as error:
        raise ScenarioError(str(error).replace(design, "factors")) from None


def _made(design: Any, factors: Any, **how: Any) -> Written | str:
    """A design that is made here, or the path of one."""
    if isinstance(design, Scenario):
        if factors is None and how["draws"] is None:
            raise TypeError(f"factors: expected what is varied, {FACTORS}")
        return written(design, factors, **how)
    path = _arguments.path("design", design, "a Scenario, or the name or path of a design file")
    plain = {"sampler": None, "n": None, "replicates": 1, "seed": 1, "series": None, "reductions": None, "second_order": False,
             "draws": None, "correlations": None}  # fmt: skip
    for name, value in {"factors": factors, **how}.items():
        if value is not plain.get(name) and value != plain.get(name):
            raise TypeError(f"{name}: a design file says this itself; begin with a Scenario to say it here")
    return path


def work(folder: str, threads: int = 1, retry_failed: bool = False) -> tuple[int, int, int]:
    """What a worker does: makes open runs of a sweep until there are none. Returns (runs planned, done, failed)."""
    return _exarace.work_on_sweep(folder, threads=threads, retry_failed=retry_failed, progress=None)


def number_of_workers(executor: Executor, asked: int | None) -> int:
    """How many tasks an executor can do at a time."""
    if asked is not None:
        return _arguments.whole("workers", asked, 1, 1_000_000)
    client = getattr(executor, "_client", None)  # of Dask
    if client is not None:
        return max(1, sum(client.nthreads().values()))
    for name in ("_max_workers", "num_workers"):  # of the standard library, of mpi4py
        number = getattr(executor, name, None)
        if isinstance(number, int) and number > 0:
            return number
    raise ScenarioError("workers: this executor does not tell how many it has; say workers=N")


def _here(folder: str, threads: int, retry_failed: bool, progress: bool | _progress.Progress | None) -> tuple[int, int, int]:
    teller = _progress.choose(progress, Path(folder).name, "run")
    try:
        return _exarace.work_on_sweep(folder, threads=threads, retry_failed=retry_failed, progress=teller)
    finally:
        _progress.close(teller)


def _latest(futures: list[Future[tuple[int, int, int]]]) -> tuple[int, int, int]:
    """State that the last worker saw; the first failure of a worker is raised when the others have been told off."""
    states = []
    try:
        for future in as_completed(futures):
            states.append(future.result())
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return max(states, key=lambda state: state[1] + state[2])
