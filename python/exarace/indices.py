"""Which factors matter: Sobol and Morris designs through SALib."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _arguments
from exarace._exarace import ResultError, ScenarioError
from exarace.dataset import open as open_dataset

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

ABOUT = {
    "S1": "First-order index: share of the variance that the factor explains alone",
    "ST": "Total index: share of the variance in which the factor takes part",
    "S2": "Second-order index: share that two factors explain together and not alone",
    "mu": "Mean elementary effect",
    "mu_star": "Mean absolute elementary effect",
    "sigma": "Standard deviation of the elementary effects",
}


def sensitivity(
    sweep: str | os.PathLike[str],
    of: str | Callable[[xr.Dataset], xr.DataArray],
    *,
    keep: Sequence[str] = (),
    confidence: float = 0.95,
    resamples: int = 100,
    seed: int = 1,
) -> xr.Dataset:
    """Indices of sensitivity over time, from a sweep by ``saltelli`` (Sobol indices) or ``morris``.

    Replicates of a point are averaged first. Where a run failed or is not there yet, its whole block of the Saltelli
    design, or its whole trajectory, is left out.

    Parameters
    ----------
    sweep
        Folder of the sweep.
    of
        Series that is explained, or a function that makes one out of the Dataset of all runs: its result has the
        dimension run, and any others.
    keep
        Dimensions beside time that are kept; over all others the series is summed.
    confidence
        Of the intervals.
    resamples
        Bootstrap samples for them.
    seed
        Of the bootstrap.

    Returns
    -------
    xarray.Dataset
        By factor and the kept dimensions: ``S1`` and ``ST`` of a Saltelli design (``S2`` too, by factor and ``other``,
        where it has second order); ``mu``, ``mu_star`` and ``sigma`` of a Morris design; half widths of intervals end in
        ``_conf``. NaN where nothing varies. ``attrs`` tell how many blocks were ``used`` and how many ``planned``.

    Raises
    ------
    ScenarioError
        If the sweep has another sampler or no block is complete.

    See Also
    --------
    plot_sensitivity : the picture.
    """
    sweep = _arguments.path("sweep", sweep, "the folder of a sweep")
    keep = _arguments.texts("keep", keep)
    resamples = _arguments.whole("resamples", resamples, 1, 1_000_000)
    confidence = _arguments.share("confidence", confidence)
    seed = _arguments.whole("seed", seed, 0, 2**32 - 1)
    if not callable(of):
        _arguments.text("of", of, "the name of a series, or a function that makes one out of the Dataset")
    from exarace.sweep_data import is_sweep

    if not is_sweep(sweep):
        raise ResultError(f"{sweep}: holds no sweep")
    runs = open_dataset(sweep)
    design = _design(sweep)
    if design["sampler"] not in ("saltelli", "morris"):
        raise ScenarioError(f"sensitivity: the sweep's sampler is '{design['sampler']}'; needed is 'saltelli' or 'morris'")
    factors = [name.strip() for name in design["factors"].split(",")]
    output = _output(runs, of, keep).where(~runs["failed"])
    values = _by_point(runs, output, int(design["points"]))
    block = _block(design, len(factors))
    complete = np.isfinite(values).all(axis=tuple(range(1, values.ndim))).reshape(-1, block).all(axis=1)
    if not complete.any():
        raise ScenarioError("sensitivity: no block of the design is complete; make more runs")
    chosen = np.repeat(complete, block)
    columns = _columns(sweep, factors)[chosen]
    flat = values[chosen].reshape(chosen.sum(), -1)
    options = {"num_resamples": resamples, "conf_level": confidence, "seed": seed}
    cells = [_analyse(design, factors, columns, cell, options) for cell in flat.T]
    out = _gathered(cells, factors, output)
    out.attrs = {"sampler": design["sampler"], "of": output.name or "", "confidence": confidence,
                 "used": int(complete.sum()), "planned": len(complete)}  # fmt: skip
    return out


def plot_sensitivity(indices: xr.Dataset, **where: Any) -> Figure:
    """Total indices (or mean absolute effects) over time, a line with its interval for each factor.

    Parameters
    ----------
    indices
        What `sensitivity` returned.
    **where
        Labels of the kept dimensions: ``country="cn"``.

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.figure import Figure

    name = "ST" if "ST" in indices else "mu_star"
    chosen = indices.sel(where)
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    for factor in chosen["factor"].values:
        line, half = chosen[name].sel(factor=factor), chosen[f"{name}_conf"].sel(factor=factor)
        if "time" in line.dims:
            (drawn,) = axes.plot(line["time"].values, line.values, label=str(factor))
            axes.fill_between(line["time"].values, line - half, line + half, color=drawn.get_color(), alpha=0.2, linewidth=0)
        else:
            axes.errorbar([str(factor)], [float(line)], [float(half)], fmt="o", label=str(factor), capsize=3)
    axes.set_ylabel(ABOUT[name].split(":")[0])
    axes.set_title(f"{indices.attrs['of']}: {indices.attrs['used']} of {indices.attrs['planned']} blocks", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    return figure


def _design(sweep: str | os.PathLike[str]) -> dict[str, str]:
    import xarray as xr

    with xr.open_dataset(f"{os.fspath(sweep)}/manifest.h5", group="design", engine="h5netcdf") as facts:
        return {name: str(text) for name, text in facts.attrs.items()}


def _output(runs: xr.Dataset, of: str | Callable[[xr.Dataset], xr.DataArray], keep: Sequence[str]) -> xr.DataArray:
    if callable(of):
        return of(runs)
    if of not in runs:
        raise ScenarioError(f"sensitivity: the sweep keeps no series '{of}'; it has {', '.join(map(str, runs.data_vars))}")
    summed = [dim for dim in runs[of].dims if dim not in ("run", "time", "year", *keep)]
    return runs[of].sum(summed, skipna=True).rename(of)


def _by_point(runs: xr.Dataset, output: xr.DataArray, points: int) -> np.ndarray:
    """Mean of the replicates of every point; NaN where one failed or is not there."""
    replicates = int(runs.attrs["replicates"])
    values = np.asarray(output.transpose("run", ...).values, dtype=float)
    full = np.full((points * replicates, *values.shape[1:]), np.nan)
    full[runs["run"].values] = values
    return full.reshape(points, replicates, *values.shape[1:]).mean(axis=1)


def _columns(sweep: str | os.PathLike[str], factors: list[str]) -> np.ndarray:
    """Values of all factors at all points; texts count by their place in the list of values."""
    points = open_dataset(sweep, group="points")
    names = [name if points[name].dtype.kind in "bif" else f"unit:{name}" for name in factors]
    return np.column_stack([points[name].values.astype(float) for name in names])


def _block(design: dict[str, str], factors: int) -> int:
    """Points that only make sense together."""
    if design["sampler"] == "morris":
        return factors + 1
    return 2 * factors + 2 if design["second_order"] == "true" else factors + 2


def _analyse(
    design: dict[str, str], factors: list[str], columns: np.ndarray, values: np.ndarray, options: dict[str, Any]
) -> dict[str, np.ndarray] | None:
    """Indices of one cell; None where nothing varies."""
    if np.ptp(values) == 0:
        return None
    from SALib.analyze import morris, sobol

    problem = {"num_vars": len(factors), "names": factors, "bounds": [[0.0, 1.0]] * len(factors)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a pandas that SALib did not expect
        if design["sampler"] == "morris":
            found = morris.analyze(problem, columns, values, num_levels=int(design["levels"]), **options)
            names = ("mu", "mu_star", "sigma", "mu_star_conf")
        else:
            second = design["second_order"] == "true"
            found = sobol.analyze(problem, values, calc_second_order=second, **options)
            names = ("S1", "S1_conf", "ST", "ST_conf", *(("S2", "S2_conf") if second else ()))
    return {name: np.asarray(found[name], dtype=float) for name in names}


def _gathered(cells: list[dict[str, np.ndarray] | None], factors: list[str], output: xr.DataArray) -> xr.Dataset:
    """Indices of all cells, in the shape of the output."""
    import xarray as xr

    dims = [str(dim) for dim in output.transpose("run", ...).dims[1:]]
    shape = [output.sizes[dim] for dim in dims]
    known = next((cell for cell in cells if cell is not None), None)
    if known is None:
        raise ScenarioError("sensitivity: nothing varies between the points of the design")
    variables = {}
    for name, example in known.items():
        stack = np.stack([np.full(example.shape, np.nan) if cell is None else cell[name] for cell in cells], axis=-1)
        own = ("factor", "other")[: example.ndim]
        about = ABOUT[name.removesuffix("_conf")] if name in ABOUT else f"Half width of the interval of {name[:-5]}"
        unit = str(output.attrs.get("units", "1")) if name[0] in "ms" else "1"
        variables[name] = ((*own, *dims), stack.reshape(*example.shape, *shape), {"long_name": about, "units": unit})
    coords: dict[str, Any] = {"factor": factors, **{dim: output[dim] for dim in dims if dim in output.coords}}
    if any("other" in dims_ for dims_, _, _ in variables.values()):
        coords["other"] = factors
    return xr.Dataset(variables, coords)
