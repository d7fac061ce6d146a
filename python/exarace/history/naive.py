"""Forecasts that know nothing of the economy: what a model must beat. All on logarithms of one series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PANEL = ("persistence", "drift", "trend", "damped")
DAMPING = 0.5**0.25
"""Growth of the damped trend that is left after a quarter: its half-life is one year."""
TREND_QUARTERS = 8.0
PRIOR_STEPS = 4.0
"""Steps that the spread of the block counts for beside the series' own."""
LEAST_SPREAD = 0.02


@dataclass(frozen=True)
class Normal:
    """A normal forecast of a logarithm."""

    mean: float
    sd: float


def damped_sum(quarters: float) -> float:
    """Sum of DAMPING^k over the next `quarters` quarters, as if they were continuous."""
    return DAMPING * (1 - DAMPING**quarters) / (1 - DAMPING)


def recent_growth(times: np.ndarray, logs: np.ndarray) -> float:
    """Growth a quarter over the last year, or since the point before the last."""
    back = np.flatnonzero(times <= times[-1] - 4 + 1e-9)
    start = back[-1] if len(back) else max(0, len(times) - 2)
    return float((logs[-1] - logs[start]) / (times[-1] - times[start]))


def steps(times: np.ndarray, logs: np.ndarray, kind: str) -> np.ndarray:
    """Errors of forecasts one point ahead, over the root of the quarters between."""
    out = []
    for at in range(1, len(times)):
        ahead = times[at] - times[at - 1]
        mean = logs[at - 1]
        if kind == "damped" and at >= 2:
            mean += recent_growth(times[:at], logs[:at]) * damped_sum(ahead)
        elif kind == "drift" and at >= 2:
            mean += (logs[at - 1] - logs[0]) / (times[at - 1] - times[0]) * ahead
        elif kind != "persistence":
            continue
        out.append((logs[at] - mean) / np.sqrt(ahead))
    return np.array(out)


def pooled_spread(many: Sequence[tuple[np.ndarray, np.ndarray]], kind: str = "persistence") -> float:
    """Root of the mean squared error one quarter ahead over all series of a block."""
    errors = [e for times, logs in many if len(times) >= 2 for e in steps(times, logs, kind)]
    return max(LEAST_SPREAD, float(np.sqrt(np.mean(np.square(errors))))) if errors else 0.3


def forecast(times: np.ndarray, logs: np.ndarray, ahead: float, kind: str, block_spread: float) -> Normal:
    """One forecast, `ahead` quarters after the last of some points (at least two).

    Parameters
    ----------
    times
        Middles of the periods [quarters], rising.
    logs
        Logarithms that were observed.
    kind
        One of PANEL. The damped trend of fewer than four points is persistence with the spread of the block.
    block_spread
        Pooled spread of a quarter over the series of the block.
    """
    if kind == "damped" and len(times) < 4:
        return Normal(float(logs[-1]), block_spread * np.sqrt(ahead))
    if kind == "trend":
        return _trend(times, logs, ahead, block_spread)
    mean = float(logs[-1])
    if kind == "drift":
        mean += float((logs[-1] - logs[0]) / (times[-1] - times[0])) * ahead
    if kind == "damped":
        mean += recent_growth(times, logs) * damped_sum(ahead)
    errors = steps(times, logs, kind)
    variance = (PRIOR_STEPS * block_spread**2 + float(np.sum(errors**2))) / (PRIOR_STEPS + len(errors))
    return Normal(mean, max(LEAST_SPREAD, float(np.sqrt(variance))) * np.sqrt(ahead))


def _trend(times: np.ndarray, logs: np.ndarray, ahead: float, block_spread: float) -> Normal:
    """A line through the logarithms of the last two years, with the spread of a regression."""
    keep = times >= times[-1] - TREND_QUARTERS + 1e-9
    t, y = times[keep], logs[keep]
    if len(t) < 3:
        return forecast(times, logs, ahead, "drift", block_spread)
    centre = t.mean()
    sxx = float(np.sum((t - centre) ** 2))
    slope = float(np.sum((t - centre) * y)) / sxx
    rest = y - y.mean() - slope * (t - centre)
    variance = (PRIOR_STEPS * block_spread**2 + float(np.sum(rest**2))) / (PRIOR_STEPS + len(t) - 2)
    at = times[-1] + ahead
    far = 1 + 1 / len(t) + (at - centre) ** 2 / sxx
    return Normal(float(y.mean() + slope * (at - centre)), max(LEAST_SPREAD, float(np.sqrt(variance * far))))
