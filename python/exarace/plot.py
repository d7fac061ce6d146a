"""A series as a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _arguments
from exarace._exarace import ResultError

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes

    Names = Callable[[str], Mapping[str, str]]
    """Names of the rows of a dimension as people write them, by id."""

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
WIDE = 100.0
"""Largest over smallest line from which an axis is logarithmic."""


def lines(
    data: xr.DataArray, by: str | None, top: int, sel: Mapping[str, Any] | None, names: Names | None = None
) -> xr.DataArray:
    """The part of a series that is drawn: over time and, with several rows, the dimension `by`, largest rows first.

    Dimensions of runs (``run``) stay in front.
    """
    data = data if sel is None else chosen(data, sel, names)
    top = _arguments.whole("top", top, 1, 1000)
    rows = [str(dim) for dim in data.dims if dim not in ("time", "run")]
    if by is not None:
        _arguments.text("by", by, "the name of a dimension")
    if by is None and len(rows) == 1:
        by = rows[0]
    if by is not None and by not in rows:
        if by in data.coords and not data.coords[by].ndim:
            one = data.coords[by].item()
            raise ValueError(f"{data.name}: sel leaves one {by}, {one!r}; leave by= out or choose a list of rows")
        raise ValueError(f"{data.name}: no dimension {by!r}; there is {', '.join(rows) or 'time only'}")
    others = [dim for dim in rows if dim != by]
    if others and data.attrs["units"] not in EXTENSIVE:
        raise ValueError(
            f"{data.name} [{data.attrs['units']}] cannot be added up over {', '.join(others)}; "
            f"choose with sel={{{others[0]!r}: ...}}"
        )
    data = data.sum(others, keep_attrs=True, skipna=True) if others else data
    if by is None:
        return data
    size = np.nan_to_num(abs(data).max([dim for dim in data.dims if dim != by]).values)
    order = [row for row in np.argsort(-size, kind="stable") if size[row] > 0][:top]
    return data.isel({by: order})


def chosen(data: xr.DataArray, sel: Mapping[str, Any], names: Names | None = None) -> xr.DataArray:
    """The rows that `sel` names, one or several; refuses dimensions and rows that are not there."""
    for dim, wanted in _arguments.mapping("sel", sel, "dimensions to rows").items():
        if dim not in data.dims:
            there = ", ".join(str(d) for d in data.dims)
            raise ValueError(f"sel: {data.name} has no dimension {dim!r}; there is {there}")
        if dim == "time":
            continue
        known = [str(row) for row in data[dim].values]
        for row in [wanted] if isinstance(wanted, str) or not np.iterable(wanted) else list(wanted):
            if str(row) not in known:
                raise ValueError(f"sel: {data.name} has no {dim} {row!r}{_nearest(str(row), known, dim, names)}")
    try:
        return data.sel({dim: list(rows) if isinstance(rows, tuple | set) else rows for dim, rows in sel.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"sel: {data.name} cannot be chosen by {dict(sel)!r}: {error}") from None


def _nearest(row: str, known: list[str], dim: str, names: Names | None) -> str:
    """A hint at the row that is meant: by its name, then by its letters."""
    called = {name.lower(): at for at, name in (names(dim) if names else {}).items() if at in known}
    if row.lower() in called:
        return f"; did you mean {called[row.lower()]!r}?"
    return _arguments.did_you_mean(row, known, f"; there is {', '.join(known[:12])}")


def series_of(dataset: xr.Dataset, name: Any) -> xr.DataArray:
    """A series of a Dataset; says why one is not there."""
    _arguments.text("series", name, "the name of a series such as 'compute.owned'")
    if name in dataset.data_vars:
        return dataset[name]
    from exarace.listing import series as all_series

    known = [str(one) for one in all_series().index]
    if name in known:
        raise ResultError(f"series '{name}' was not recorded; run with record={name!r}")
    hint = _arguments.did_you_mean(name, known + [str(one) for one in dataset.data_vars])
    raise ResultError(f"there is no series '{name}'{hint or '; exarace.series() lists all'}")


def plot(
    dataset: xr.Dataset,
    series: str,
    by: str | None = None,
    *,
    top: int = 8,
    sel: Mapping[str, Any] | None = None,
    log: bool | None = None,
    note: str = "",
    names: Names | None = None,
    ax: Axes | None = None,
    **style: Any,
) -> Axes:
    """Draw a series of a result's Dataset; see `exarace.Result.plot`."""
    data = lines(series_of(dataset, series), by, top, sel, names)
    ax = axes_for(data, log, note, ax)
    for label, values in each(data):
        ax.plot(data["time"].values, values, **{"label": label, **style})
    return legend(ax, data)


def axes_for(data: xr.DataArray, log: bool | None, note: str, ax: Axes | None) -> Axes:
    """Axes with title, unit and scale, and a note of what is seen in their corner."""
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(9, 4.5), layout="constrained")[1]
    rows = ", ".join(str(rows.item()) for dim, rows in data.coords.items() if not rows.ndim and dim not in ("time", "run"))
    ax.set_title(f"{data.attrs['long_name'].removesuffix('.')}: {rows}" if rows else data.attrs["long_name"])
    ax.set_ylabel(data.attrs["units"])
    if is_wide(data) if log is None else _arguments.truth("log", log):
        ax.set_yscale("log")
    if note:
        ax.annotate(note, (1, 0), xycoords="axes fraction", xytext=(-4, 4), textcoords="offset points", ha="right",
                    va="bottom", fontsize=7, color="0.45")  # fmt: skip
    return ax


def each(data: xr.DataArray) -> list[tuple[str | None, np.ndarray]]:
    """Labels and values [time], or [run, time], of the rows."""
    rows = [dim for dim in data.dims if dim not in ("time", "run")]
    if not rows:
        return [(None, data.transpose(..., "time").values)]
    return [(str(label), data.sel({rows[0]: label}).transpose(..., "time").values) for label in data[rows[0]].values]


def is_wide(data: xr.DataArray) -> bool:
    """Whether rows differ by powers of ten, so that small ones would lie on the axis; never where one is not positive."""
    peaks = []
    for _, values in each(data):
        seen = values[np.isfinite(values)]
        if not len(seen) or seen.min() < 0 or seen.max() <= 0:
            return False
        peaks.append(float(seen.max()))
    return len(peaks) > 1 and max(peaks) > WIDE * min(peaks)


def legend(ax: Axes, data: xr.DataArray) -> Axes:
    rows = [dim for dim in data.dims if dim not in ("time", "run")]
    if rows and data.sizes[rows[0]] > 0:
        ax.legend(title=rows[0], frameon=False)
    return ax
