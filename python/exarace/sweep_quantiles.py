"""Quantiles over the replicates of each point of a sweep, computed when they are used."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

_USUAL = [0.05, 0.5, 0.95]


class QuantileArray(BackendArray):
    """Quantiles of one variable of a sweep over point, quantile and its own dimensions."""

    def __init__(self, variable: xr.Variable, places: list[np.ndarray], quantiles: list[float]) -> None:
        self.variable = variable
        self.places = places
        self.quantiles = np.array(quantiles)
        self.shape = (len(places), len(quantiles), *variable.shape[1:])
        self.dtype = np.dtype("float64")

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, self._read)

    def _read(self, key: tuple[Any, ...]) -> np.ndarray:
        points = np.atleast_1d(np.arange(self.shape[0])[key[0]])
        wanted = self.quantiles[np.atleast_1d(np.arange(self.shape[1])[key[1]])]
        others = [np.atleast_1d(np.arange(n)[k]) for n, k in zip(self.shape[2:], key[2:], strict=True)]
        out = np.full((len(points), len(wanted), *(len(o) for o in others)), np.nan)
        chosen = self.variable[(slice(None), *others)]
        for at, point in enumerate(points):
            with warnings.catch_warnings():  # a row that no replicate has is NaN, which is what is wanted
                warnings.simplefilter("ignore", RuntimeWarning)
                out[at] = np.nanquantile(chosen[self.places[point]].values, wanted, axis=0)
        return out[tuple(0 if isinstance(k, int | np.integer) else slice(None) for k in key)]


def quantiles(runs: xr.Dataset, wanted: list[float]) -> xr.Dataset:
    """Quantiles over the replicates of each point that has a run which did not fail.

    Parameters
    ----------
    runs
        A sweep as `exarace.open` gives it.
    wanted
        Which quantiles; 5, 50 and 95 % if there are none.

    Returns
    -------
    xarray.Dataset
        The same variables over point, quantile and their own dimensions; ``used`` counts the replicates behind them.
    """
    wanted = wanted or _USUAL
    good = np.flatnonzero(~runs["failed"].values)
    points, first, counts = np.unique(runs["point"].values[good], return_index=True, return_counts=True)
    order = np.argsort(runs["point"].values[good], kind="stable")
    places = np.split(good[order], np.cumsum(counts)[:-1]) if len(points) else []
    coords: dict[str, Any] = {
        "point": ("point", points, {"long_name": "Point of the design"}),
        "quantile": ("quantile", np.array(wanted), {"long_name": "Quantile over replicates"}),
        "used": ("point", counts, {"long_name": "Replicates that did not fail"}),
    }
    for name, coordinate in runs.coords.items():
        if "run" not in coordinate.dims:
            coords[str(name)] = coordinate.variable
        elif str(name) not in ("run", "point", "replicate", "failed", "message"):
            coords[str(name)] = ("point", coordinate.values[good[first]], coordinate.attrs)
    variables = {
        str(name): xr.Variable(
            ("point", "quantile", *variable.dims[1:]),
            indexing.LazilyIndexedArray(QuantileArray(variable.variable, places, wanted)),
            variable.attrs,
        )
        for name, variable in runs.data_vars.items()
    }
    return xr.Dataset(variables, coords, runs.attrs)
