"""Series as tables of pandas, and as Parquet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from exarace import _arguments

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def chosen(dataset: xr.Dataset, series: Sequence[str] | str | None) -> xr.Dataset:
    """The series that are asked for, all if None; refuses those that are not there."""
    from exarace.plot import series_of

    if series is None:
        return dataset
    return dataset[[series_of(dataset, name).name for name in _arguments.texts("series", series)]]


def tidy_frame(dataset: xr.Dataset) -> pd.DataFrame:
    """A row for every number: time, series, unit, a column for each dimension, value."""
    import pandas as pd

    dims = list(dict.fromkeys(str(dim) for v in dataset.data_vars.values() for dim in v.dims if dim != "time"))
    parts = []
    for name, variable in dataset.data_vars.items():
        columns = {"time": dataset["time"].values, **{dim: dataset[dim].values for dim in variable.dims if dim != "time"}}
        grids = np.meshgrid(*(np.arange(len(columns[str(dim)])) for dim in variable.dims), indexing="ij")
        part = {"time": [], "series": str(name), "unit": str(variable.attrs.get("units", "1"))}
        part |= {dim: "" for dim in dims}
        part |= {
            str(dim): np.asarray(columns[str(dim)])[grid.ravel()] for dim, grid in zip(variable.dims, grids, strict=True)
        }
        part["value"] = variable.values.ravel()
        parts.append(pd.DataFrame(part))
    if not parts:
        return pd.DataFrame(columns=["time", "series", "unit", *dims, "value"])
    out = pd.concat(parts, ignore_index=True)
    return out.astype({column: "category" for column in ("series", "unit", *dims)})


def wide_frame(dataset: xr.Dataset) -> pd.DataFrame:
    """A row for every step, a column for every row of every series: "compute.owned/cn"."""
    import pandas as pd

    columns = {}
    for name, variable in dataset.data_vars.items():
        values = variable.transpose("time", ...)
        labels = [[str(label) for label in dataset[dim].values] for dim in values.dims[1:]]
        flat = values.values.reshape(values.sizes["time"], -1)
        for place, index in enumerate(np.ndindex(*(len(of_dim) for of_dim in labels))):
            rows = [of_dim[at] for of_dim, at in zip(labels, index, strict=True)]
            columns["/".join([str(name), *rows])] = flat[:, place]
    return pd.DataFrame(columns, index=pd.DatetimeIndex(dataset["time"].values, name="time"))


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """A table as the bytes of a Parquet file."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise ImportError("to_parquet needs pyarrow; pip install 'exarace[export]' brings it") from None
    out = io.BytesIO()
    frame.to_parquet(out, engine="pyarrow", index=False, compression="zstd")
    return out.getvalue()
