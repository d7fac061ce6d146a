"""A series as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from exarace import _arguments
from exarace._exarace import ResultError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EXTENSIVE = {
    "chips",
    "H100e",
    "USD",
    "USD/year",
    "H100e-hours",
    "MW",
    "people",
    "units",
    "dies",
    "stacks",
    "chips/year",
    "FLOP",
}
"""Units of quantities that can be added up over rows."""


def lines(data: xr.DataArray, by: str | None, top: int, sel: Mapping[str, Any] | None) -> xr.DataArray:
    """The part of a series that is drawn: over time and, with several rows, the dimension `by`, largest rows first."""
    data = _chosen(data, sel) if sel else data
    if top < 1:
        raise ValueError(f"top: expected at least 1 line, found {top}")
    rows = [str(dim) for dim in data.dims if dim != "time"]
    if by is None and len(rows) == 1:
        by = rows[0]
    if by is not None and by not in rows:
        raise ValueError(f"{data.name}: no dimension {by!r}; there is {', '.join(rows) or 'time only'}")
    others = [dim for dim in rows if dim != by]
    if others and data.attrs["units"] not in EXTENSIVE:
        raise ValueError(
            f"{data.name} [{data.attrs['units']}] cannot be added up over {', '.join(others)}; "
            f"choose with sel={{{others[0]!r}: ...}}"
        )
    data = data.sum(others, keep_attrs=True) if others else data
    if by is None:
        return data
    size = np.nan_to_num(abs(data).max("time").values)
    order = [row for row in np.argsort(-size, kind="stable") if size[row] > 0][:top]
    return data.isel({by: order})


def _chosen(data: xr.DataArray, sel: Mapping[str, Any]) -> xr.DataArray:
    """The rows that `sel` names; refuses dimensions and rows that are not there."""
    for dim, rows in sel.items():
        if dim not in data.dims:
            there = ", ".join(str(d) for d in data.dims)
            raise ValueError(f"sel: {data.name} has no dimension {dim!r}; there is {there}")
        known = [str(row) for row in data[dim].values]
        for row in [rows] if isinstance(rows, str) else []:
            if row not in known and dim != "time":
                hint = _arguments.did_you_mean(row, known, f"; there is {', '.join(known[:12])}")
                raise ValueError(f"sel: {data.name} has no {dim} {row!r}{hint}")
    return data.sel(dict(sel))


def _missing(dataset: xr.Dataset, series: str) -> str:
    """Why a series cannot be drawn: nobody records it, or this run did not."""
    from exarace.listing import series as all_series

    known = [str(name) for name in all_series().index]
    if series in known:
        return f"series '{series}' was not recorded; run with record={series!r}"
    hint = _arguments.did_you_mean(series, known + [str(name) for name in dataset.data_vars])
    return f"there is no series '{series}'{hint or '; exarace.series() lists all'}"


def plot(
    dataset: xr.Dataset,
    series: str,
    by: str | None = None,
    *,
    top: int = 8,
    sel: Mapping[str, Any] | None = None,
    ax: Axes | None = None,
    **style: Any,
) -> Axes:
    """Draw a series of a result's Dataset; see `exarace.Result.plot`."""
    if series not in dataset.data_vars:
        raise ResultError(_missing(dataset, series))
    data = lines(dataset[series], by, top, sel)
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(9, 4.5), layout="constrained")[1]
    rows = [dim for dim in data.dims if dim != "time"]
    labels = data[rows[0]].values if rows else [None]
    for label, values in zip(labels, np.atleast_2d(data.transpose(..., "time").values), strict=True):
        ax.plot(data["time"].values, values, **{"label": label, **style})
    ax.set_title(data.attrs["long_name"])
    ax.set_ylabel(data.attrs["units"])
    if rows and len(labels) > 0:
        ax.legend(title=rows[0], frameon=False)
    return ax
