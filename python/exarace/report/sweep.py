"""The story of a sweep: what its runs have in common, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import xarray as xr

from exarace.dataset import open as open_dataset
from exarace.plot import EXTENSIVE
from exarace.report import words
from exarace.report.colours import PALETTE
from exarace.report.comparison import scaled
from exarace.report.model import Chart, Panel, Trace
from exarace.report.story import Story

MOST_POINTS = 6
"""Points that are told apart in a chart; more are told by quantiles over all runs."""
AT_ONCE = 500
"""Runs that are read at a time."""


def tell(folder: str) -> Story:
    """One chart for every variable that the sweep keeps."""
    with open_dataset(folder) as runs:
        good = runs.isel(run=np.flatnonzero(~runs["failed"].values))
        charts, left_out = [], []
        for name in map(str, runs.data_vars):
            made = chart(good, name) if good.sizes["run"] else None
            if made is None:
                left_out.append(f"{name}: not drawn, rows of a variable in {runs[name].attrs['units']} cannot be added up")
            else:
                charts.append((name, made))
        facts = [(name.replace("_", " "), str(text)) for name, text in runs.attrs.items()]
        return Story(str(runs.attrs["name"]), opening(runs), charts, left_out, factors(runs), facts)


def opening(runs: xr.Dataset) -> list[str]:
    failed, planned = int(runs["failed"].sum()), int(runs.attrs["runs_planned"])
    text = (
        f"{runs.sizes['run'] - failed:,} of {planned:,} runs of a sweep by {runs.attrs['sampler']}: "
        f"{runs.attrs['points']} points with {runs.attrs['replicates']} replicates each"
    )
    out = [text + (f"; {failed:,} failed." if failed else ".")]
    if failed:
        first = int(np.flatnonzero(runs["failed"].values)[0])
        out.append(f"The first of the failed, run {int(runs['run'][first])}: {str(runs['message'].values[first])}")
    out.append(
        "Lines are medians, bands reach from the 5 to the 95 % quantile over replicates"
        + (" of each point." if _told_apart(runs) else " and points together.")
    )
    return out


def factors(runs: xr.Dataset) -> list[str]:
    """What was varied, a line each."""
    out = []
    for name, values in _factors(runs):
        about = f"{name} ({runs[name].attrs.get('role', 'factor')})"
        if values.dtype.kind in "if":
            unit = runs[name].attrs.get("units", "")
            about += f" from {words.number(float(values.min()))} to {words.number(float(values.max()))} {unit}".rstrip()
        else:
            about += ": " + ", ".join(map(str, dict.fromkeys(values.tolist())))
        out.append(f"Varied: {about}.")
    return out


def chart(runs: xr.Dataset, name: str) -> Chart | None:
    """Medians and quantiles of one variable, added up over its rows; None where that has no meaning."""
    variable = runs[name]
    rows = [dim for dim in variable.dims if dim not in ("run", "time", "year")]
    if rows and variable.attrs["units"] not in EXTENSIVE:
        return None
    total = _added_up(variable, rows)
    days = _days(runs, variable)
    scale, word = scaled(float(np.nanmax(np.abs(total), initial=0.0)))
    traces = [trace for group in _groups(runs) for trace in _traces(*group, total / scale, days)]
    unit = f"{word}{variable.attrs['units']}"
    low, middle, high = np.nanquantile(total[:, -1] / scale, [0.05, 0.5, 0.95])
    title = f"{name} at the end: {middle:.3g} {unit} in the middle, {low:.3g} to {high:.3g} in nine runs of ten"
    lead = str(variable.attrs["long_name"]) + (f" Sum over {words.listing(rows)}." if rows else "")
    return Chart(name.replace(".", "_"), title, lead, [Panel(unit, traces)], (name,))


def _added_up(variable: xr.DataArray, rows: list[str]) -> np.ndarray:
    """Numbers [run, time]; a variable of one number per run has one time."""
    parts = [
        variable.isel(run=slice(first, first + AT_ONCE)).sum(rows, min_count=1).values.reshape(-1, _times(variable))
        for first in range(0, variable.sizes["run"], AT_ONCE)
    ]
    return np.concatenate(parts).astype(float)


def _times(variable: xr.DataArray) -> int:
    return next((variable.sizes[dim] for dim in ("time", "year") if dim in variable.dims), 1)


def _days(runs: xr.Dataset, variable: xr.DataArray) -> np.ndarray:
    if "time" in variable.dims:
        return runs["time"].values
    if "year" in variable.dims:
        return np.array([np.datetime64(f"{year}-07-01") for year in runs["year"].values])
    return runs["time"].values[-1:]


def _factors(runs: xr.Dataset) -> list[tuple[str, np.ndarray]]:
    known = ("run", "point", "replicate", "failed", "message")
    return [(str(name), c.values) for name, c in runs.coords.items() if c.dims == ("run",) and name not in known]


def _told_apart(runs: xr.Dataset) -> bool:
    return len(np.unique(runs["point"].values)) <= MOST_POINTS


def _groups(runs: xr.Dataset) -> Iterable[tuple[str, str, np.ndarray]]:
    """Name, colour and places of the runs that are told together."""
    if not _told_apart(runs):
        yield "all runs", PALETTE[0], np.arange(runs.sizes["run"])
        return
    varied = [(name.rpartition(".")[2], values) for name, values in _factors(runs) if len(set(values.tolist())) > 1]
    for number, point in enumerate(np.unique(runs["point"].values)):
        places = np.flatnonzero(runs["point"].values == point)
        values = [f"{name} {_short(of[places[0]])}" for name, of in varied]
        yield ", ".join(values) or f"point {point}", PALETTE[number], places


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _traces(name: str, colour: str, places: np.ndarray, values: np.ndarray, days: np.ndarray) -> Iterable[Trace]:
    low, middle, high = np.nanquantile(values[places], [0.05, 0.5, 0.95], axis=0)
    if len(days) == 1:
        yield Trace(name, days, middle, "points", colour, low=low, high=high)
        return
    yield Trace(name, days, middle, "band" if len(places) > 1 else "line", colour, low=low, high=high)
