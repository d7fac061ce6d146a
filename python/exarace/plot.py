"""A series as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

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
    data = data.sel(dict(sel)) if sel else data
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
        raise ResultError(f"series '{series}' was not recorded; run with record={series!r}")
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
