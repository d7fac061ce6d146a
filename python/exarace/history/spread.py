"""How much of a spread is parameters and how much is luck, of a sweep over the draws of a posterior."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exarace._exarace import ScenarioError

if TYPE_CHECKING:
    import xarray as xr


def apart(values: xr.DataArray) -> xr.Dataset:
    """Variance between draws and of luck, from runs in which each draw is played with several lucks.

    Parameters
    ----------
    values
        A variable of a sweep with draws, with the dimension run and the coordinate draw.

    Returns
    -------
    xarray.Dataset
        ``total``, ``luck`` (mean variance within a draw) and ``parameters`` (variance of the means of draws, less the luck
        that is left in a mean; not below 0), over the other dimensions.

    Raises
    ------
    ScenarioError
        If there are no draws, or none is played twice.
    """
    import xarray as xr

    if "draw" not in values.coords:
        raise ScenarioError("this sweep has no draws; 'exarace sweep DESIGN --draws FILE' makes one")
    draws = values["draw"].values
    found, counts = np.unique(draws, return_counts=True)
    if counts.max() < 2:
        raise ScenarioError(f"each of the {len(found)} draws is played once; with more replicates luck can be told apart")
    grouped = values.groupby("draw")
    within = grouped.var(dim="run", ddof=1).isel(draw=np.flatnonzero(counts > 1)).mean("draw")
    means = grouped.mean(dim="run").var(dim="draw", ddof=1)
    parameters = (means - within / counts.mean()).clip(min=0)
    return xr.Dataset({"total": parameters + within, "parameters": parameters, "luck": within})
