"""What the model is known to miss: by series, its log error at the origin, carried on and fading, and its spread.

A forecast is a draw, luck and discrepancy. The discrepancy of a series is an autoregression of first order in continuous
time: d(t + h) = d(t) 2^(-h / H) + noise. Its half-life H is one for all series and is estimated only from origins whose
windows ended before the one that is forecast; at the first it is `FIRST_HALF_LIFE`. The noise of a quarter is estimated by
block from the errors that were known at the origin, pooled with those of all blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FIRST_HALF_LIFE = 12.0
"""Half-life at the first origin [quarters]: a prior, no estimate."""
HALF_LIVES = (2.0, 4.0, 8.0, 12.0, 24.0, 48.0)
"""Those that later origins choose from [quarters]."""
POOLED_STEPS = 6.0
"""Steps that the noise of all blocks counts for in that of one."""
LEAST_NOISE = 0.03
FIRST_NOISE = 0.25
"""Noise of a quarter where no series has two errors yet."""


@dataclass(frozen=True)
class Track:
    """Log errors of one series that were known at the origin: observed less the median of the model."""

    block: str
    times: np.ndarray
    """Middles of the periods [quarters], rising."""
    errors: np.ndarray
    sd: np.ndarray
    """Standard deviations of the errors of the observations themselves."""


@dataclass(frozen=True)
class Noise:
    """Standard deviation of what is new in a quarter."""

    by_block: dict[str, float]
    all: float

    def of(self, block: str) -> float:
        return self.by_block.get(block, self.all)


def left(quarters: float, half_life: float) -> float:
    """Part of a discrepancy that is left."""
    return float(0.5 ** (quarters / half_life))


def estimate_noise(tracks: Sequence[Track], half_life: float) -> Noise:
    """Noise of a quarter, from steps between neighbouring errors, less what the errors of the observations add to them."""
    squares: dict[str, list[float]] = {}
    for track in tracks:
        for at in range(1, len(track.times)):
            ahead = track.times[at] - track.times[at - 1]
            if ahead <= 0:
                continue
            part = left(ahead, half_life)
            new = track.errors[at] - track.errors[at - 1] * part
            seen = track.sd[at] ** 2 + (part * track.sd[at - 1]) ** 2
            squares.setdefault(track.block, []).append(float((new**2 - seen) / min(ahead, 2 * half_life)))
    pooled = [s for block in squares.values() for s in block]
    every = max(LEAST_NOISE**2, float(np.mean(pooled))) if pooled else FIRST_NOISE**2
    by_block = {
        block: float(np.sqrt(max(LEAST_NOISE**2, (POOLED_STEPS * every + sum(s)) / (POOLED_STEPS + len(s)))))
        for block, s in squares.items()
    }
    return Noise(by_block, float(np.sqrt(every)))


def spread(noise: float, quarters: float, half_life: float) -> float:
    """Standard deviation of the discrepancy that is new after some quarters."""
    per = half_life / (2 * np.log(2))
    return float(noise * np.sqrt(per * (1 - 0.25 ** (quarters / half_life))))


def carried(errors: np.ndarray, quarters: float, noise: float, half_life: float, stream: np.random.Generator) -> np.ndarray:
    """Discrepancy of each member after some quarters.

    Parameters
    ----------
    errors
        Log error of each member at the last observation of the series, [member].
    quarters
        From that observation to the period that is forecast.
    noise
        Of a quarter.
    """
    return errors * left(quarters, half_life) + spread(noise, quarters, half_life) * stream.standard_normal(len(errors))
