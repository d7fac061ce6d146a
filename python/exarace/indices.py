"""Which factors matter: Sobol and Morris designs through SALib."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _arguments
from exarace._exarace import ResultError, ScenarioError
from exarace.dataset import open as open_dataset
from exarace.plot import EXTENSIVE

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

ROUNDING = 1e-10
"""Spread over size up to which numbers differ by no more than adding them up in another order leaves."""

ABOUT = {
    "S1": "First-order index: share of the variance that the factor explains alone",
    "ST": "Total index: share of the variance in which the factor takes part",
    "S2": "Second-order index: share that two factors explain together and not alone",
    "mu": "Mean elementary effect",
    "mu_star": "Mean absolute elementary effect",
    "sigma": "Standard deviation of the elementary effects",
}


def sensitivity(
    sweep: str | os.PathLike[str] | xr.Dataset,
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
        Folder of the sweep, or what `exarace.sweep` or `exarace.open` gave of it.
    of
        Series that is explained, or a function that makes one out of the Dataset of all runs: its result has the
        dimension run, and any others.
    keep
        Dimensions beside time that are kept; over all others the series is summed, which only quantities that add up
        allow.
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
        If the sweep has another sampler, no block is complete, `keep` names no dimension of the series, or the series
        cannot be added up over the others.
    TypeError
        If `of` makes anything but a DataArray with the dimension run.

    Warns
    -----
    UserWarning
        If the base points of a Saltelli design are no power of two, which its sequence asks for.

    See Also
    --------
    plot_sensitivity : the picture.
    """
    sweep = _folder(sweep)
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
    points, block = int(design["points"]), _block(design, len(factors))
    _warn_of_points(design, points // block)
    output = _output(runs, of, keep).where(~runs["failed"])
    values = _by_point(runs, output, points)
    # What is missing in every run, such as a first step that a function leaves out, says nothing of a run.
    told = np.isfinite(values).any(axis=0)
    complete = (np.isfinite(values) | ~told).all(axis=tuple(range(1, values.ndim))).reshape(-1, block).all(axis=1)
    if not complete.any():
        raise ScenarioError("sensitivity: no block of the design is complete; make more runs")
    chosen = np.repeat(complete, block)
    columns = _columns(sweep, factors)[chosen]
    flat = np.where(told, values[chosen], 0.0).reshape(chosen.sum(), -1)
    options = {"num_resamples": resamples, "conf_level": confidence, "seed": seed}
    cells = [_analyse(design, factors, columns, cell, options) for cell in flat.T]
    out = _gathered(cells, design["sampler"], factors, output)
    out.attrs = {"sampler": design["sampler"], "of": output.name or "", "confidence": confidence,
                 "used": int(complete.sum()), "planned": len(complete)}  # fmt: skip
    return out


def _folder(sweep: Any) -> str:
    """Where a sweep lies, told by its path or by its Dataset."""
    import xarray as xr

    if isinstance(sweep, xr.Dataset):
        if "source" not in sweep.encoding:
            raise TypeError("sweep: expected the folder of a sweep, or its Dataset as exarace.sweep gave it, found another one")
        return str(sweep.encoding["source"])
    return _arguments.path("sweep", sweep, "the folder of a sweep, or its Dataset")


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
    import xarray as xr

    if callable(of):
        made = of(runs)
        if not isinstance(made, xr.DataArray) or "run" not in made.dims:
            over = f" over {', '.join(map(str, made.dims)) or 'nothing'}" if isinstance(made, xr.DataArray) else ""
            raise TypeError(
                "of: expected a function that makes an xarray.DataArray with the dimension run, this one makes "
                f"a {type(made).__name__}{over}"
            )
        return made
    if of not in runs:
        raise ScenarioError(f"sensitivity: the sweep keeps no series '{of}'; it has {', '.join(map(str, runs.data_vars))}")
    series = runs[of]
    rows = [str(dim) for dim in series.dims if dim not in ("run", "time", "year")]
    for dim in keep:
        if dim not in (*rows, "time", "year"):
            hint = _arguments.did_you_mean(dim, rows, f"; there is {', '.join(rows) or 'time only'}")
            raise ScenarioError(f"keep: '{of}' has no dimension {dim!r}{hint}")
    summed = [dim for dim in rows if dim not in keep]
    if summed and series.attrs.get("units") not in EXTENSIVE:
        raise ScenarioError(
            f"sensitivity: '{of}' [{series.attrs.get('units', '1')}] cannot be added up over {', '.join(summed)}; "
            f"keep=({', '.join(map(repr, summed))},) keeps them apart"
        )
    return series.sum(summed, skipna=True, keep_attrs=True).rename(of)


def _warn_of_points(design: dict[str, str], base: int) -> None:
    if design["sampler"] == "saltelli" and base & (base - 1):
        warnings.warn(
            f"points = {base} is no power of two: the sequence of Sobol lies evenly only there, and indices are less exact",
            stacklevel=3,
        )


def _by_point(runs: xr.Dataset, output: xr.DataArray, points: int) -> np.ndarray:
    """Mean of the replicates of every point; NaN where one failed or is not there."""
    replicates = int(runs.attrs["replicates"])
    values = np.asarray(output.transpose("run", ...).values, dtype=float)
    full = np.full((points * replicates, *values.shape[1:]), np.nan)
    full[runs["run"].values] = values
    return full.reshape(points, replicates, *values.shape[1:]).mean(axis=1)


def _columns(sweep: str | os.PathLike[str], factors: list[str]) -> np.ndarray:
    """Places between 0 and 1 of all factors at all points."""
    import xarray as xr

    with xr.open_dataset(f"{os.fspath(sweep)}/manifest.h5", group="points", engine="h5netcdf") as points:
        return np.column_stack([points[f"unit:{name}"].values.astype(float) for name in factors])


def _block(design: dict[str, str], factors: int) -> int:
    """Points that only make sense together."""
    if design["sampler"] == "morris":
        return factors + 1
    return 2 * factors + 2 if design["second_order"] == "true" else factors + 2


def _analyse(
    design: dict[str, str], factors: list[str], columns: np.ndarray, values: np.ndarray, options: dict[str, Any]
) -> dict[str, np.ndarray] | None:
    """Indices of one cell; None where nothing varies."""
    if np.ptp(values) <= ROUNDING * np.abs(values).max():
        return None
    if design["sampler"] == "morris":
        return _morris(columns, values, len(factors), options)
    from SALib.analyze import sobol

    problem = {"num_vars": len(factors), "names": factors, "bounds": [[0.0, 1.0]] * len(factors)}
    second = design["second_order"] == "true"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a pandas that SALib did not expect
        found = sobol.analyze(problem, values, calc_second_order=second, **options)
    names = ("S1", "S1_conf", "ST", "ST_conf", *(("S2", "S2_conf") if second else ()))
    return {name: np.asarray(found[name], dtype=float) for name in names}


def _morris(columns: np.ndarray, values: np.ndarray, factors: int, options: dict[str, Any]) -> dict[str, np.ndarray]:
    """Elementary effects of Morris (1991) and Campolongo and others (2007), each over the distance that was really gone.

    SALib divides by one step for all, and a flag, a list or a whole number goes further than the step.
    """
    walks = values.reshape(-1, factors + 1)
    places = columns.reshape(-1, factors + 1, factors)
    moved = np.diff(places, axis=1)
    walk, step, factor = np.nonzero(moved)  # one factor moves at a time
    effects = np.full((len(walks), factors), np.nan)
    effects[walk, factor] = np.diff(walks, axis=1)[walk, step] / moved[walk, step, factor]
    random = np.random.default_rng(options["seed"])
    again = random.integers(len(walks), size=(options["num_resamples"], len(walks)))
    quantile = NormalDist().inv_cdf(0.5 + options["conf_level"] / 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a factor that never moved has no effects
        means = np.nanmean(np.abs(effects)[again], axis=1)
        return {
            "mu": np.nanmean(effects, axis=0),
            "mu_star": np.nanmean(np.abs(effects), axis=0),
            "sigma": np.nanstd(effects, axis=0, ddof=1) if len(walks) > 1 else np.full(factors, np.nan),
            "mu_star_conf": quantile * means.std(axis=0, ddof=1),
        }


def _nothing(sampler: str, factors: int) -> dict[str, np.ndarray]:
    names = ("mu", "mu_star", "sigma", "mu_star_conf") if sampler == "morris" else ("S1", "S1_conf", "ST", "ST_conf")
    return {name: np.full(factors, np.nan) for name in names}


def _gathered(cells: list[dict[str, np.ndarray] | None], sampler: str, factors: list[str], output: xr.DataArray) -> xr.Dataset:
    """Indices of all cells, in the shape of the output."""
    import xarray as xr

    dims = [str(dim) for dim in output.transpose("run", ...).dims[1:]]
    shape = [output.sizes[dim] for dim in dims]
    known = next((cell for cell in cells if cell is not None), None)
    if known is None:
        warnings.warn(f"nothing varies between the points of the design: all of '{output.name}' is NaN", stacklevel=3)
        known = _nothing(sampler, len(factors))
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
