"""Backtest: at each origin condition on what was known, forecast, and score against what came and against naive forecasts."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from exarace import _progress
from exarace._exarace import ScenarioError
from exarace.history import data, discrepancy, naive, observables, scores
from exarace.history import members as ensembles
from exarace.history import priors as uncertain
from exarace.history.calibrate import Fit, calibrate_and_fit
from exarace.history.known import as_known
from exarace.history.posterior import Posterior
from exarace.history.world import world_of

if TYPE_CHECKING:
    import pandas as pd

    from exarace.history.observables import Point
    from exarace.scenario import Scenario

ORIGINS = ("2022-12", "2023-12", "2024-12", "2025-06")
HORIZONS = (2, 4, 8)


@dataclass
class Forecast:
    """What the ensemble says of known and later observations at one origin."""

    origin: int
    points: list[Point]
    """Known ones, then those to forecast."""
    known: int
    """How many of them were known."""
    logs: np.ndarray
    """Predictions, [member, point]."""
    posterior: Posterior
    fit: Fit


@dataclass
class Backtest:
    """Scores of forecasts from some origins.

    Attributes
    ----------
    scores
        One row for each scored observation: origin, horizon, block, series, period, ``observed`` and ``median``
        (logarithms), ``crps`` with discrepancy, ``bare`` without, one column for each naive forecast, ``best``, ``pit``,
        ``covered`` (90 %), ``known`` (earlier points of the series).
    fits
        Fit in sample by origin and block.
    facts
        Settings and half-lives.
    """

    scores: pd.DataFrame
    fits: pd.DataFrame
    facts: dict[str, str]
    forecasts: list[Forecast]

    def table(self) -> pd.DataFrame:
        """By block: observations, scores, skills with intervals, coverage with its band."""
        return block_table(self.scores)

    def by_origin(self) -> pd.DataFrame:
        """By origin: the same over all blocks, with the bare model against persistence."""
        return origin_table(self.scores)

    def demands(self) -> pd.DataFrame:
        """Line by line what is asked of a backtest, what was found and whether it holds."""
        from exarace.history.demands import demands

        return demands(self.scores, self.table(), self.by_origin())

    def losses(self) -> pd.DataFrame:
        """Series in which the bare model is worst beside the damped trend."""
        from exarace.history.demands import losses

        return losses(self.scores)

    def __repr__(self) -> str:
        s = scores.skill(self.scores, "crps", "damped")
        return f"<exarace.Backtest: {len(self.scores)} observations, skill {s:+.2f} against the damped trend>"


def backtest(
    scenario: Scenario,
    *,
    origins: Sequence[str] = ORIGINS,
    horizons: Sequence[int] = HORIZONS,
    members: int = 150,
    updates: int = 4,
    seed: int = 1,
    folder: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    executor: Executor | None = None,
    leave_out: tuple[str, ...] = (),
    progress: bool | _progress.Progress | None = False,
) -> Backtest:
    """Score forecasts from past origins.

    Scores are pseudo-real-time: an observation counts as known once its period and the lag of its publication have
    passed, though the number that is used may have been revised since.

    Parameters
    ----------
    scenario
        What is held against the world.
    origins
        Months such as "2023-12", rising.
    horizons
        Quarters after the origin up to which periods end, rising.
    folder
        Where the runs lie: the same call goes on after a kill.

    Returns
    -------
    Backtest

    Raises
    ------
    ScenarioError
        If an origin lies outside the run or no observation follows it.
    """
    import pandas as pd

    ordered = _checked(origins, horizons)
    place = Path(folder) if folder is not None else Path("results") / f"{scenario.name}.backtest"
    done: list[Forecast] = []
    rows: list[dict[str, object]] = []
    half_lives = {}
    for origin in ordered:
        one = forecast_from(scenario, origin, max(horizons), members=members, updates=updates, seed=seed,
                            folder=place / origin, threads=threads, executor=executor, leave_out=leave_out,
                            progress=progress)  # fmt: skip
        half_life = choose_half_life(done, one.origin, horizons)
        half_lives[origin] = half_life
        rows += score(one, horizons, half_life, seed)
        done.append(one)
    fits = pd.concat([f.posterior.blocks.assign(origin=data.month_text(f.origin)).reset_index() for f in done])
    facts = {
        "scenario": scenario.name, "origins": " ".join(ordered), "horizons": " ".join(map(str, horizons)),
        "members": str(members), "updates": str(updates), "seed": str(seed),
        "half_lives": " ".join(f"{o}:{h:g}" for o, h in half_lives.items()), "program": done[0].posterior.facts["program"],
        "left_out": " | ".join(f"{o}: {one.posterior.facts['left_out'] or 'none'}" for o, one in zip(ordered, done, strict=True)),
    }  # fmt: skip
    if not rows:
        raise ScenarioError("no observation that can be scored follows these origins; the last observations are of 2025-12")
    return Backtest(pd.DataFrame(rows), fits, facts, done)


def _checked(origins: Sequence[str], horizons: Sequence[int]) -> list[str]:
    if not origins or not horizons:
        raise ScenarioError("a backtest needs at least one origin and one horizon")
    if any(not isinstance(h, int) or not 1 <= h <= 40 for h in horizons):
        raise ScenarioError(f"horizons: expected whole quarters from 1 to 40, found {list(horizons)}")
    return [data.month_text(number) for number in sorted({data.month_number(o) for o in origins})]


def forecast_from(
    scenario: Scenario,
    origin: str,
    quarters: int,
    *,
    members: int,
    updates: int,
    seed: int,
    folder: Path,
    threads: int | None = None,
    executor: Executor | None = None,
    leave_out: tuple[str, ...] = (),
    progress: bool | _progress.Progress | None = False,
) -> Forecast:
    """Condition on what was known at an origin and play the posterior on."""
    scenario = as_known(scenario, origin)
    post, fit = calibrate_and_fit(scenario, origin, members=members, updates=updates, seed=seed, folder=folder,
                                  threads=threads, executor=executor, leave_out=leave_out, progress=progress)  # fmt: skip
    start, at = ensembles.first_month(scenario), data.month_number(origin)
    end = min(at + 3 * quarters, ensembles.last_month(scenario)) + 1
    world = world_of(scenario)
    later = observables.expressible([p for p in observables.within(start, end) if p.known_by > at and p.last > at], world)
    points = [*fit.points, *later]
    played = ensembles.until(scenario, max(at, max((p.last for p in later), default=at)) + 1)
    whole = [p.whole for p in uncertain.priors_of(scenario, leave_out)]
    keys = [str(k) for k in post.draws["key"].values]
    runs = ensembles.play(played, keys, post.values, observables.used_series(points, world), folder, seed=seed + 500,
                          whole=whole, threads=threads, executor=executor, progress=progress)  # fmt: skip
    seen = ensembles.world_of_members(played, runs)
    logs = observables.predict(points, seen, runs.load, runs.first, int(runs.good.sum()))
    return Forecast(at, points, len(fit.points), logs, post, fit)


def quarter_of(point: Point) -> float:
    """When a point stands: the middle of its period, or its end [quarters]."""
    return (point.last + 0.5 if point.observable.agg == "end" else (point.first + point.last + 1) / 2) / 3


@dataclass
class History:
    """Known points of one series, by rising time; points of one period are averaged."""

    block: str
    times: np.ndarray
    logs: np.ndarray
    members: np.ndarray
    """Predictions of each member at these times, [member, time]."""
    sd: np.ndarray
    """Standard deviations of the observations' own errors."""


def histories(one: Forecast) -> dict[str, History]:
    """Known points of all series at an origin."""
    found: dict[str, dict[float, list[int]]] = {}
    for number, point in enumerate(one.points[: one.known]):
        found.setdefault(point.series, {}).setdefault(quarter_of(point), []).append(number)
    out = {}
    for series, by_time in found.items():
        times = sorted(by_time)
        out[series] = History(
            one.points[by_time[times[0]][0]].block,
            np.array(times),
            np.array([np.mean([one.points[n].log for n in by_time[t]]) for t in times]),
            np.array([np.nanmean(one.logs[:, by_time[t]], axis=1) for t in times]).T,
            np.array([np.mean([one.points[n].error for n in by_time[t]]) for t in times]),
        )
    return out


def naive_history(series: str, origin: int) -> tuple[np.ndarray, np.ndarray]:
    """All points of a series that were known at an origin, those before the run too: a naive forecast needs no run."""
    by_time: dict[float, list[float]] = {}
    for point in observables.points():
        if point.series == series and point.known_by <= origin and point.last <= origin:
            by_time.setdefault(quarter_of(point), []).append(point.log)
    times = sorted(by_time)
    return np.array(times), np.array([np.mean(by_time[t]) for t in times])


def tracks_of(known: dict[str, History]) -> list[discrepancy.Track]:
    return [discrepancy.Track(h.block, h.times, h.logs - np.nanmedian(h.members, axis=0), h.sd) for h in known.values()]


def score(one: Forecast, horizons: Sequence[int], half_life: float, seed: int) -> list[dict[str, object]]:
    """Scores of all observations after an origin."""
    known = histories(one)
    noise = discrepancy.estimate_noise(tracks_of(known), half_life)
    panel_history = {p.series: naive_history(p.series, one.origin) for p in one.points}
    spread = {
        block: naive.pooled_spread([panel_history[s] for s in {p.series for p in one.points if p.block == block}])
        for block in {p.block for p in one.points}
    }
    out = []
    for number in range(one.known, len(one.points)):
        point = one.points[number]
        times, logs = panel_history[point.series]
        if len(times) < 2:
            continue  # no naive forecast, no score
        after = (point.last - one.origin) / 3
        horizon = next((h for h in horizons if after <= h + 1e-9), None)
        members = one.logs[:, number]
        if horizon is None or not np.isfinite(members).mean() >= 0.9:
            continue
        members = np.where(np.isfinite(members), members, np.nanmedian(members))
        stream = np.random.Generator(np.random.PCG64([seed, one.origin, zlib.crc32(point.label.encode())]))
        observed, sd = point.log, point.error
        bare = members + sd * stream.standard_normal(len(members))
        full = with_discrepancy(members, known.get(point.series), point, noise, half_life, stream)
        full = full + sd * stream.standard_normal(len(members))
        row: dict[str, object] = {
            "origin": data.month_text(one.origin), "horizon": horizon, "after": after, "block": point.block,
            "series": point.series, "period": f"{data.month_text(point.first)}..{data.month_text(point.last)}",
            "observed": observed, "median": float(np.median(full)), "low": float(np.quantile(full, 0.05)),
            "high": float(np.quantile(full, 0.95)), "bare_median": float(np.median(bare)), "known": len(times),
            "crps": scores.crps_ensemble(observed, full), "bare": scores.crps_ensemble(observed, bare),
            "pit": scores.pit(observed, full),
        }  # fmt: skip
        row["covered"] = bool(row["low"] <= observed <= row["high"])  # type: ignore[operator]
        ahead = max(quarter_of(point) - times[-1], 0.25)
        for kind in naive.PANEL:
            f = naive.forecast(times, logs, ahead, kind, spread[point.block])
            row[kind] = scores.crps_normal(observed, f.mean, float(np.hypot(f.sd, sd)))
        out.append(row)
    return out


def with_discrepancy(
    members: np.ndarray,
    known: History | None,
    point: Point,
    noise: discrepancy.Noise,
    half_life: float,
    stream: np.random.Generator,
) -> np.ndarray:
    """Members with what the model is known to miss; of a series without known points only the spread is."""
    size = noise.of(point.block)
    if known is None:
        far = discrepancy.spread(size, 4 * half_life, half_life)
        return members + far * stream.standard_normal(len(members))
    errors = known.logs[-1] - known.members[:, -1]
    errors = np.where(np.isfinite(errors), errors, np.nanmedian(errors))
    ahead = max(quarter_of(point) - known.times[-1], 0.25)
    return members + discrepancy.carried(errors, ahead, size, half_life, stream)


def choose_half_life(done: Sequence[Forecast], origin: int, horizons: Sequence[int]) -> float:
    """The half-life with the least mean score over earlier origins whose windows ended before this one."""
    ended = [f for f in done if f.origin + 3 * max(horizons) <= origin]
    if not ended:
        return discrepancy.FIRST_HALF_LIFE
    best = (np.inf, discrepancy.FIRST_HALF_LIFE)
    for half_life in discrepancy.HALF_LIVES:
        rows = [row for f in ended for row in score(f, horizons, half_life, 1)]
        if rows:
            best = min(best, (float(np.mean([row["crps"] for row in rows])), half_life))
    return best[1]


def block_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Scores by block, and over all as the last row."""
    import pandas as pd

    out = []
    for block, part in [*rows.groupby("block"), ("all", rows)]:
        counts = part.groupby("series").size().tolist()
        effective = scores.effective_number(counts)
        low, high = scores.bootstrap(part, "crps", "damped")
        band = scores.coverage_band(effective)
        means = {kind: scores.averaged(part, kind).mean() for kind in ("crps", "bare", *naive.PANEL)}
        best = min(naive.PANEL, key=lambda kind: means[kind])
        out.append(
            {
                "block": block, "observations": len(part), "series": part["series"].nunique(), **means,
                "skill": 1 - means["crps"] / means["damped"], "skill_low": low, "skill_high": high, "best": best,
                "skill_best": 1 - means["crps"] / means[best], "bare_skill": 1 - means["bare"] / means["damped"],
                "bias": float((part["median"] - part["observed"]).mean()), "coverage": float(part["covered"].mean()),
                "effective": effective, "band_low": band[0], "band_high": band[1],
            }
        )  # fmt: skip
    return pd.DataFrame(out).set_index("block")


def origin_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Scores by origin and horizon, averaged over blocks."""
    import pandas as pd

    out = []
    for (origin, horizon), part in rows.groupby(["origin", "horizon"]):
        means = {kind: scores.averaged(part, kind).mean() for kind in ("crps", "bare", *naive.PANEL)}
        out.append(
            {"origin": origin, "horizon": horizon, "observations": len(part), **means,
             "skill": 1 - means["crps"] / means["damped"], "bare_against_persistence": 1 - means["bare"] / means["persistence"],
             "coverage": float(part["covered"].mean())}
        )  # fmt: skip
    return pd.DataFrame(out).set_index(["origin", "horizon"])
