"""Calibration: the whole model conditioned on what was observed to a date."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _exarace, _progress
from exarace._exarace import ScenarioError
from exarace.history import data, observables, smoother
from exarace.history import members as ensembles
from exarace.history import priors as uncertain
from exarace.history.known import as_known_today
from exarace.history.posterior import IDENTIFIED, Posterior

if TYPE_CHECKING:
    import pandas as pd

    from exarace.history.observables import Point
    from exarace.scenario import Scenario

PER_BLOCK = 12.0
"""Observations that a block counts for; errors of larger blocks are widened."""
LEAST_MEMBERS = 20


@dataclass
class Fit:
    """What a calibration leaves beside its draws."""

    points: list[Point]
    observed: np.ndarray
    """Logarithms, [point]."""
    prior: np.ndarray
    """Predictions of the prior, [member, point]."""
    posterior: np.ndarray
    """Predictions of the posterior, [member, point]."""
    told: list[dict[str, float]]
    z: np.ndarray
    """Posterior draws in normal space, [key, member]."""
    prior_z: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    """Those of the prior, of the members of `prior`."""
    sd: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """Standard deviations of the errors of the observations, [point]."""


def known_points(scenario: Scenario, until: str) -> tuple[list[Point], int]:
    """Points that were known at the end of a month, and the month after it."""
    origin = data.month_number(until)
    start, last = ensembles.first_month(scenario), ensembles.last_month(scenario)
    if not start <= origin <= last:
        raise ScenarioError(
            f"{until}: lies outside the run, which goes from {data.month_text(start)} to {data.month_text(last)}"
        )
    chosen = observables.within(start, origin + 1, origin)
    if not chosen:
        raise ScenarioError(f"{until}: no observation of a period from {data.month_text(start)} on was known by then")
    return chosen, origin + 1


def calibrate_and_fit(
    scenario: Scenario,
    until: str,
    *,
    members: int = 150,
    updates: int = 4,
    seed: int = 1,
    localise: bool = True,
    folder: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    executor: Executor | None = None,
    leave_out: tuple[str, ...] = (),
    observed: Mapping[int, float] | None = None,
    points: list[Point] | None = None,
    errors: np.ndarray | None = None,
    progress: bool | _progress.Progress | None = False,
) -> tuple[Posterior, Fit]:
    """Draws of all keys with a prior given what was known at the end of a month, and the fit of every observation.

    The call of users is `exarace.calibrate`. Here in addition: `localise` says whether keys that nothing identifies keep their
    prior (see `exarace.history.smoother.assimilate`), keys of `leave_out` keep the scenario's value. For twins: other `points`,
    logarithms that are `observed` in place of theirs by number of the point, and standard deviations of their `errors`.
    """
    if members < LEAST_MEMBERS:
        raise ScenarioError(f"members: expected at least {LEAST_MEMBERS}, found {members}")
    ensembles.check_step(scenario)
    priors = uncertain.priors_of(scenario, leave_out)
    chosen, end = known_points(scenario, until)
    observables.check(_world(as_known_today(scenario)))
    world = _world(scenario)
    asked = chosen if points is None else points
    chosen = observables.expressible(asked, world)
    short = ensembles.until(scenario, end)
    series = observables.used_series(chosen, world)
    place = Path(folder) if folder is not None else Path("results") / f"{scenario.name}_{until}.calibration"
    logs = np.array([p.log for p in chosen])
    for number, value in (observed or {}).items():
        logs[number] = value
    keys, whole = [p.key for p in priors], [p.whole for p in priors]
    state: dict[str, Any] = {}

    def play(z: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
        values = uncertain.values_of(priors, z)
        runs = ensembles.play(short, keys, values, series, place, seed=seed + 1000 * number, whole=whole, threads=threads,
                              executor=executor, progress=progress)  # fmt: skip
        seen = ensembles.world_of_members(short, runs)
        y = observables.predict(chosen, seen, runs.load, runs.first, int(runs.good.sum()))
        state["failed"] = state.get("failed", 0) + int((~runs.good).sum())
        return y, runs.good

    z = uncertain.normal_draws(priors, members, seed)
    first, good = play(z, 0)
    prior_z = z[:, good]
    usable = np.isfinite(first).mean(axis=0) >= 0.9
    sd = _errors(chosen, usable) if errors is None else errors

    def forward(x: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
        y, ok = (first, good) if number == 0 else play(x, number)
        state.setdefault("first", y)
        return _filled(y[:, usable]).T, ok

    z, told = smoother.assimilate(z, forward, logs[usable], sd[usable], updates=updates, seed=seed, localise=localise)
    last, good = play(z, updates)
    z = z[:, good]
    told.append({"misfit": smoother.misfit(_filled(last[:, usable]).T, logs[usable], sd[usable]), "members": float(z.shape[1])})
    kept = [p for p, u in zip(chosen, usable, strict=True) if u]
    fit = Fit(kept, logs[usable], first[:, usable], last[:, usable], told, z, prior_z, sd[usable])
    facts = {
        "scenario": scenario.name, "until": until, "members": str(members), "updates": str(updates), "seed": str(seed),
        "localise": str(localise).lower(), "observations": str(len(kept)), "failed_runs": str(state["failed"]),
        "scenario_sha256": _exarace.sha256(scenario._compiled.text()),
        "program": f"{_exarace.version} {_exarace.commit}",
        "left_out": _left_out(scenario, until, asked, chosen, kept) if points is None else "",
        "misfit": " ".join(f"{t['misfit']:.4f}" for t in told),
    }  # fmt: skip
    post = _posterior(priors, z, uncertain.values_of(priors, z), fit, facts)
    if folder is None:
        shutil.rmtree(place, ignore_errors=True)
    return post, fit


def _left_out(scenario: Scenario, until: str, asked: list[Point], chosen: list[Point], kept: list[Point]) -> str:
    """How many observations were not used, why, and where the first of each kind stands."""
    start, last = ensembles.first_month(scenario), ensembles.last_month(scenario)
    found = observables.left_out(start, last, data.month_number(until))
    there, used = {p.line for p in chosen}, {p.line for p in kept}
    why = {
        f"before the run, which begins with {data.month_text(start)} (naive forecasts see them)": found["before the run"],
        f"after the run, which ends with {data.month_text(last)} (run.end)": found["after the run"],
        f"not known at the end of {until}": found["not known yet"],
        "of chips or firms that the scenario lacks": [p for p in asked if p.line not in there],
        "for which more than a tenth of the runs have no number": [p for p in chosen if p.line not in used],
    }
    return "; ".join(f"{len(some)} {text}, first observations.csv:{some[0].line}" for text, some in why.items() if some)


def _world(scenario: Scenario) -> Any:
    from exarace.history.world import world_of

    return world_of(scenario)


def _errors(chosen: list[Point], usable: np.ndarray) -> np.ndarray:
    """Standard deviations: of source and model together, widened where a block has many observations."""
    count: dict[str, int] = {}
    for p, u in zip(chosen, usable, strict=True):
        count[p.block] = count.get(p.block, 0) + int(u)
    return np.array([np.hypot(p.error, p.observable.model_error) * np.sqrt(max(1.0, count[p.block] / PER_BLOCK)) for p in chosen])


def _filled(y: np.ndarray) -> np.ndarray:
    """Missing numbers of single members replaced by the median of the others."""
    middle = np.nanmedian(y, axis=0)
    return np.where(np.isfinite(y), y, middle)


def _posterior(priors: list[uncertain.Prior], z: np.ndarray, values: np.ndarray, fit: Fit, facts: dict[str, str]) -> Posterior:
    import pandas as pd
    import xarray as xr

    keys = [p.key for p in priors]
    spread = np.std(z, axis=1, ddof=1)
    table = pd.DataFrame(
        {
            "unit": [p.unit for p in priors],
            "about": [p.about for p in priors],
            "scenario_value": [p.value for p in priors],
            "prior_median": [float(p.value_at(np.zeros(1))[0]) for p in priors],
            "prior_low": [float(p.value_at(np.array([-1.645]))[0]) for p in priors],
            "prior_high": [float(p.value_at(np.array([1.645]))[0]) for p in priors],
            "median": np.median(values, axis=1),
            "low": np.quantile(values, 0.05, axis=1),
            "high": np.quantile(values, 0.95, axis=1),
            "spread": spread,
            "shift": np.mean(z, axis=1),
            "identified": spread < IDENTIFIED,
        },
        index=pd.Index(keys, name="key"),
    )
    draws = xr.Dataset(
        {"value": (("key", "draw"), values), "weight": ("draw", np.full(z.shape[1], 1 / z.shape[1]))},
        {"key": np.array(keys, dtype=object), "draw": np.arange(z.shape[1])},
    )
    return Posterior(draws, table, blocks_of(fit), facts, _groups(keys, z, spread))


def blocks_of(fit: Fit) -> pd.DataFrame:
    """Fit by block: mean absolute log errors of prior and posterior medians, and how often 90 % intervals hold."""
    import pandas as pd

    rows = pd.DataFrame(
        {
            "block": [p.block for p in fit.points],
            "series": [p.series for p in fit.points],
            "prior_error": np.abs(np.nanmedian(fit.prior, axis=0) - fit.observed),
            "error": np.abs(np.nanmedian(fit.posterior, axis=0) - fit.observed),
            "bias": np.nanmedian(fit.posterior, axis=0) - fit.observed,
            "coverage": (np.nanquantile(fit.posterior, 0.05, axis=0) <= fit.observed)
            & (fit.observed <= np.nanquantile(fit.posterior, 0.95, axis=0)),
        }
    )
    grouped = rows.groupby("block")
    out = grouped[["prior_error", "error", "bias", "coverage"]].mean()
    out.insert(0, "observations", grouped.size())
    out.insert(1, "series", grouped["series"].nunique())
    return out


def _groups(keys: list[str], z: np.ndarray, spread: np.ndarray) -> pd.DataFrame:
    """Pairs that are only jointly known."""
    import pandas as pd

    if z.shape[1] < 3:
        return pd.DataFrame({"a": [], "b": [], "correlation": []}, index=pd.Index([], name="pair"))
    r = np.corrcoef(z)
    found = [
        (keys[i], keys[j], float(r[i, j]))
        for i in range(len(keys))
        for j in range(i)
        if abs(r[i, j]) > 0.6 and spread[i] < 1 and spread[j] < 1
    ]
    found.sort(key=lambda row: -abs(row[2]))
    return pd.DataFrame(
        {"a": [f[0] for f in found], "b": [f[1] for f in found], "correlation": [f[2] for f in found]},
        index=pd.Index([f"{n + 1}" for n in range(len(found))], name="pair"),
    )
