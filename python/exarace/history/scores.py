"""Scores of forecasts on logarithms, and how they are averaged: observations, then series, then blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def crps_ensemble(observed: float, members: np.ndarray) -> float:
    """Continuous ranked probability score of an ensemble, by `scoringrules` where it is installed.

    The estimator is the fair one: E|X - y| - E|X - X'| / 2 over different members (Zamo and Naveau 2018).
    """
    try:
        import scoringrules
    except ImportError:
        x = np.sort(np.asarray(members, dtype=float))
        m = len(x)
        spread = 2 * np.sum((2 * np.arange(1, m + 1) - m - 1) * x) / (m * (m - 1)) if m > 1 else 0.0
        return float(np.mean(np.abs(x - observed)) - spread / 2)
    return float(scoringrules.crps_ensemble(observed, np.asarray(members, dtype=float), estimator="fair"))


def crps_normal(observed: float, mean: float, sd: float) -> float:
    """The same of a normal forecast (Gneiting and others 2005)."""
    from scipy.special import ndtr

    z = (observed - mean) / sd
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    return float(sd * (z * (2 * ndtr(z) - 1) + 2 * density - 1 / np.sqrt(np.pi)))


def pit(observed: float, members: np.ndarray) -> float:
    """Place of an observation among the members, in (0, 1)."""
    x = np.asarray(members)
    return float((np.sum(x < observed) + 0.5 * np.sum(x == observed) + 0.5) / (len(x) + 1))


def averaged(frame: pd.DataFrame, column: str) -> pd.Series:
    """Mean of a column by block: over periods, then series."""
    by_period = frame.groupby(["block", "series", "period"])[column].mean()
    return by_period.groupby(["block", "series"]).mean().groupby("block").mean()


def skill(frame: pd.DataFrame, column: str, reference: str) -> float:
    """1 less the score over that of a reference, averaged over blocks; above 0 is better."""
    ours, theirs = averaged(frame, column).mean(), averaged(frame, reference).mean()
    return float(1 - ours / theirs) if theirs > 0 else float("nan")


def bootstrap(frame: pd.DataFrame, column: str, reference: str, draws: int = 1000, seed: int = 1) -> tuple[float, float]:
    """90 % interval of the skill, by drawing series with replacement."""
    names = frame[["block", "series"]].drop_duplicates()
    means = frame.groupby(["block", "series", "period"])[[column, reference]].mean().groupby(["block", "series"]).mean()
    stream = np.random.Generator(np.random.PCG64(seed))
    blocks = [means.loc[[block]].to_numpy() for block in names["block"].unique()]
    out = np.empty(draws)
    for draw in range(draws):
        ours, theirs = 0.0, 0.0
        for block in blocks:
            picked = block[stream.integers(len(block), size=len(block))].mean(axis=0)
            ours, theirs = ours + picked[0], theirs + picked[1]
        out[draw] = 1 - ours / theirs if theirs > 0 else np.nan
    return float(np.nanquantile(out, 0.05)), float(np.nanquantile(out, 0.95))


def coverage_band(effective: float, level: float = 0.9) -> tuple[float, float]:
    """Central 99 % band of the coverage of intervals, for an effective number of observations."""
    from scipy.stats import binom

    n = max(1, round(effective))
    return float(binom.ppf(0.005, n, level) / n), float(binom.ppf(0.995, n, level) / n)


def effective_number(counts: Sequence[int]) -> float:
    """Independent observations of some series with that many each: those of one series count as its square root."""
    return float(sum(np.sqrt(c) for c in counts))
