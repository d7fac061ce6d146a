"""The runs of an ensemble as one lazy Dataset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

from exarace import _exarace


class MembersArray(BackendArray):
    """One series of all members [run, time, ...], put together on demand."""

    def __init__(
        self, members: Sequence[_exarace.Member], number: int, places: list[list[np.ndarray]], shape: tuple[int, ...]
    ) -> None:
        self.members = members
        self.number = number
        self.places = places
        self.shape = shape
        self.dtype = np.dtype("float64")

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, self._read)

    def _read(self, key: tuple[Any, ...]) -> np.ndarray:
        chosen = np.atleast_1d(np.arange(self.shape[0])[key[0]])
        out = np.full((len(chosen), *self.shape[1:]), np.nan)
        for at, member in enumerate(chosen):
            values = self.members[member].values(self.number)
            rows = (np.arange(values.shape[0]), *self.places[member])
            out[(at, *np.ix_(*rows))] = values
        picked = _outer(out, key[1:])
        return picked[0] if isinstance(key[0], int | np.integer) else picked


def _outer(block: np.ndarray, keys: tuple[Any, ...]) -> np.ndarray:
    """Picks along each axis but the first, one after the other."""
    axis = 1
    for key in keys:
        block = block[(slice(None),) * axis + (key,)]
        axis += 0 if isinstance(key, int | np.integer) else 1
    return block


def dataset_of(members: Sequence[_exarace.Member], facts: dict[str, str]) -> xr.Dataset:
    """All series over replicate, time and the rows that any member has."""
    days = np.asarray(members[0].days(), dtype="datetime64[D]").astype("datetime64[ns]")
    own = [member.labels() for member in members]
    labels = {dim: list(dict.fromkeys(row for one in own for row in one[dim])) for dim in own[0]}
    at = {dim: {row: place for place, row in enumerate(rows)} for dim, rows in labels.items()}
    coords: dict[str, Any] = {
        "run": ("run", np.arange(len(members)), {"long_name": "Number of the run"}),
        "replicate": ("run", np.arange(len(members)), {"long_name": "Replicate of the seed"}),
        "time": ("time", days[:-1], {"long_name": "First day of the step", "standard_name": "time", "axis": "T"}),
    }
    for dim, rows in labels.items():
        coords[dim] = (dim, np.array(rows, dtype=object), {"long_name": f"Id of the {dim}"})
    variables = {}
    for number, (name, dims, unit, about) in enumerate(members[0].series()):
        places = [[np.array([at[dim][row] for row in one[dim]], dtype=int) for dim in dims[1:]] for one in own]
        shape = (len(members), len(days) - 1, *(len(labels[dim]) for dim in dims[1:]))
        lazy = indexing.LazilyIndexedArray(MembersArray(members, number, places, shape))
        variables[name] = xr.Variable(("run", *dims), lazy, {"long_name": about, "units": unit or "1"})
    return xr.Dataset(variables, coords, facts)
