"""Results as xarray Datasets: from memory without copying, from files without reading."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _arguments, _exarace
from exarace._exarace import ResultError

if TYPE_CHECKING:
    import xarray as xr

NEVER = 2932896
"""Days since 1970 of the day that stands for "never", 9999-12-31."""


def open(path: str | os.PathLike[str], group: str | None = None, *, verify: bool = True, **options: Any) -> xr.Dataset:
    """Open a result file, or the folder of a sweep, lazily.

    Parameters
    ----------
    path
        A file written by ``exarace run`` or `Result.save`, or the folder of ``exarace sweep``, which may still grow.
    group
        ``"series"`` (dimensions among time, country, designer, ...), ``"final"`` (tables at the end of the run),
        ``"events"`` (what happened) or ``"parameters"``. Of a sweep, ``"series"`` has the dimension run, with the
        factors, ``failed`` and ``message`` as its coordinates, for the runs that are there now; ``"quantiles"`` are
        those over the replicates of each point, ``"points"`` is the design. Of a comparison, ``"effects"`` lies over
        measure and year, ``"runs"`` over replicate as well. None stands for ``"effects"`` of a comparison and for
        ``"series"`` of all else.
    verify
        Whether the segments of a sweep are compared with their checksums, and with the runs that the index says they
        hold, when their numbers are first read. Single files always are.
    **options
        ``chunks={}`` for Dask; others, such as ``engine="netcdf4"``, are handed on to `xarray.open_dataset`, which
        takes longer.

    Returns
    -------
    xarray.Dataset
        Numbers are read when they are used; the file is open only meanwhile. Provenance stands in ``attrs``.

    Raises
    ------
    ResultError
        If the file is missing, cannot be read or is no result; an `OSError` as well.

    Examples
    --------
    >>> import exarace as er
    >>> path = getfixture("result_file")
    >>> with er.open(path) as ds:
    ...     world = ds["compute.installed"].sum("country")
    ...     world.sizes["time"]
    3
    >>> er.open(path, group="events").to_dataframe().columns[0]
    'date'
    """
    import xarray as xr

    from exarace import lazy

    name = _arguments.path("path", path, "the path of a result, a comparison, or the folder of a sweep")
    if group is not None:
        _arguments.text("group", group, "the name of a group")
    if os.path.isdir(name):
        from exarace.sweep_data import is_sweep, open_sweep

        if is_sweep(name):
            runs = open_sweep(name, group or "series", options, verify)
            runs.encoding["source"] = os.path.abspath(name)
            return runs
    facts = _exarace.read_provenance(name)
    if group is None:
        group = "effects" if any(fact == "first_scenario" for fact, _ in facts) else "series"
    try:
        if options.keys() <= {"chunks"}:
            dataset = lazy.open_group(name, group)
            if options.get("chunks") is not None:
                dataset = dataset.chunk(options["chunks"])
        else:
            dataset = xr.open_dataset(name, group=group, **{"engine": "h5netcdf", **options})
    except (KeyError, OSError, ValueError) as error:
        if group not in (there := _groups(name)):
            raise ResultError(f"{name}: there is no group '{group}'; there is {', '.join(there)}") from None
        raise ResultError(f"{name}: group '{group}' cannot be opened: {error}") from error
    return finish(dataset, facts)


def _groups(name: str) -> list[str]:
    import h5py

    with h5py.File(name) as file:
        return [name for name, group in file.items() if isinstance(group, h5py.Group) and name != "provenance"]


def finish(dataset: xr.Dataset, facts: list[tuple[str, str]]) -> xr.Dataset:
    """The same with provenance in ``attrs`` and bounds of time as a coordinate.

    Texts of many lines, the scenario's among them, are left out: a copy in every Dataset that is made from this one
    would help nobody. The digest says which scenario it was.
    """
    dataset.attrs.update({name: text for name, text in facts if not name.endswith("_text")})
    return dataset.set_coords([name for name in ("time_bounds",) if name in dataset])


def from_memory(outcome: _exarace.Outcome) -> xr.Dataset:
    """Dataset of everything that a run recorded; its arrays are those of the run, read-only."""
    import xarray as xr

    days = np.asarray(outcome.days(), dtype="datetime64[D]").astype("datetime64[ns]")
    coords: dict[str, Any] = {
        "time": (
            "time",
            days[:-1],
            {"long_name": "First day of the step", "standard_name": "time", "axis": "T", "bounds": "time_bounds"},
        ),
        "time_bounds": (
            ("time", "bounds"),
            np.stack([days[:-1], days[1:]], axis=1),
            {"long_name": "First day of the step and of the next"},
        ),
    }
    for name, ids in outcome.labels().items():
        coords[name] = (name, np.array(ids, dtype=object), {"long_name": f"Id of the {name}"})
    series = {
        name: (tuple(dims), outcome.values(name), {"long_name": about, "units": unit or "1"})
        for name, dims, unit, about in outcome.series()
    }
    return finish(xr.Dataset(series, coords, {"step": outcome.step}), outcome.provenance())
