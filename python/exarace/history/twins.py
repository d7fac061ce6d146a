"""Twins: data made by the model at known keys, calibrated, and the truth looked for in the posterior."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from exarace.history import data, observables
from exarace.history import members as ensembles
from exarace.history import priors as uncertain
from exarace.history.calibrate import calibrate_and_fit, known_points
from exarace.history.world import world_of

if TYPE_CHECKING:
    from exarace.history.observables import Point
    from exarace.scenario import Scenario

HALVED = 0.5
"""Spread in normal space below which a key counts as learnt."""
ERROR = 0.05
"""Standard deviation of the logarithm with which a twin is observed."""
MEMBERS = 300
"""Members of a twin's calibration; with half of them chance narrows keys that nothing identifies."""
LUCKY = 30
"""Runs that tell how much luck alone moves each number."""


@dataclass
class Twin:
    """One twin: what was true, and what the posterior says.

    Attributes
    ----------
    keys
        Names of the keys.
    truth
        True places in normal space, [key].
    z
        Posterior draws in normal space, [key, member].
    observations
        How many numbers of the twin were observed.
    """

    keys: list[str]
    truth: np.ndarray
    z: np.ndarray
    observations: int

    @property
    def spread(self) -> np.ndarray:
        """Standard deviations in the space in which the prior has 1, [key]."""
        return self.z.std(axis=1, ddof=1)

    @property
    def held(self) -> np.ndarray:
        """Whether the 90 % interval of a key holds the truth, [key]."""
        low, high = np.quantile(self.z, [0.05, 0.95], axis=1)
        return (low <= self.truth) & (self.truth <= high)

    @property
    def learnt(self) -> np.ndarray:
        """Whether the spread of a key shrank by half, [key]."""
        return self.spread < HALVED


def dense_points(scenario: Scenario, until: str) -> list[Point]:
    """Every observed series in every period of its length from the first month of a run on: a twin is seen throughout."""
    known, end = known_points(scenario, until)
    start = ensembles.first_month(scenario)
    last = {p.series: p for p in sorted(known, key=lambda p: p.last)}
    out = []
    for point in observables.expressible(list(last.values()), world_of(scenario)):
        length = point.last - point.first + 1
        step = 3 if length <= 3 else 12
        back = (point.first - start) // step
        first = point.first - back * step
        while first + length <= end:
            out.append(dataclasses.replace(point, first=first, last=first + length - 1, known_by=end, error=ERROR))
            first += step
    return out


def errors_of(points: list[Point], by_luck: np.ndarray) -> np.ndarray:
    """Standard deviations for the smoother: the error of the twin, and luck.

    The luck of a series lasts, so that its points tell no more of keys than one: its variance is taken times their number.
    """
    count: dict[str, int] = {}
    for p in points:
        count[p.series] = count.get(p.series, 0) + 1
    many = np.array([count[p.series] for p in points])
    return np.sqrt(ERROR**2 + by_luck**2 * many)


def twin(scenario: Scenario, number: int, folder: Path, *, until: str = "2024-12", members: int = MEMBERS, updates: int = 4,
         threads: int | None = None) -> Twin:  # fmt: skip
    """Calibrate the model against data that it made itself at the keys of one prior draw, with luck of their own."""
    known = uncertain.priors_of(scenario)
    keys, whole = [p.key for p in known], [p.whole for p in known]
    chosen = dense_points(scenario, until)
    world = world_of(scenario)
    series = observables.used_series(chosen, world)
    short = ensembles.until(scenario, data.month_number(until) + 1)

    def seen(z: np.ndarray, seed: int, place: str) -> np.ndarray:
        runs = ensembles.play(short, keys, uncertain.values_of(known, z), series, folder / place, seed=seed, whole=whole,
                              threads=threads)  # fmt: skip
        return observables.predict(chosen, ensembles.world_of_members(short, runs), runs.load, runs.first, int(runs.good.sum()))

    by_luck = np.nan_to_num(np.nanstd(seen(np.zeros((len(keys), LUCKY)), 41, "luck"), axis=0, ddof=1))
    truth = uncertain.normal_draws(known, 20, 9000 + number)[:, [number]]
    true = seen(truth, 77 + number, "truth")[0]
    good = np.isfinite(true)
    stream = np.random.Generator(np.random.PCG64([3, number]))
    noisy = true + ERROR * stream.standard_normal(len(true))
    kept = [p for p, g in zip(chosen, good, strict=True) if g]
    _, fit = calibrate_and_fit(
        scenario, until, members=members, updates=updates, seed=number + 1, points=kept, threads=threads,
        errors=errors_of(chosen, by_luck)[good], observed=dict(enumerate(noisy[good])), folder=folder / f"twin{number}",
    )  # fmt: skip
    return Twin(keys, truth[:, 0], fit.z, len(kept))
