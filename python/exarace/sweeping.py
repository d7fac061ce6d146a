"""Sweeps from Python: on threads here, or on the workers of any executor."""

from __future__ import annotations

import os
import warnings
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from pathlib import Path

import xarray as xr

from exarace import _arguments, _exarace, _progress
from exarace._exarace import ScenarioError
from exarace.dataset import open as open_dataset


def sweep(
    design: str | os.PathLike[str],
    output: str | os.PathLike[str] | None = None,
    *,
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
        Path of a design file, or the name of one that comes with the package.
    output
        Folder of the sweep, ``results/<design>`` if None. Workers must reach it under the same path.
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
    folder = os.path.abspath(output if output is not None else Path("results") / Path(os.fspath(design)).stem)
    if isinstance(executor, ThreadPoolExecutor):
        raise ScenarioError("executor: threads share one exarace; leave the executor out and say threads=N")
    if threads is not None:
        threads = _arguments.whole("threads", threads, 1, _arguments.MOST_THREADS)
    tasks = 0 if executor is None else number_of_workers(executor, workers)
    _exarace.begin_sweep(os.fspath(design), folder, "exarace.sweep")
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
    teller = _progress.choose(progress, Path(folder).name)
    try:
        return _exarace.work_on_sweep(folder, threads=threads, retry_failed=retry_failed, progress=teller)
    finally:
        if isinstance(teller, _progress.Bar):
            teller.close()


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
