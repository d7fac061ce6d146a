"""Does the economy hold together over prior and posterior draws? The guards of the economy, measured in minutes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from exarace import _progress
from exarace.history import data, observables
from exarace.history import members as ensembles
from exarace.history import priors as uncertain
from exarace.history.calibrate import Fit, blocks_of
from exarace.history.posterior import Posterior
from exarace.history.world import world_of

if TYPE_CHECKING:
    import pandas as pd

    from exarace.scenario import Scenario

FALL = 0.5
"""Part of its peak below which yearly AI capex must not fall while services grow."""


@dataclass
class Judgement:
    """Guards and fit of an ensemble.

    Attributes
    ----------
    guards
        By variant: members, the part that breaks the capex guard, and the medians of yearly AI capex [USD bn].
    blocks
        Fit by block, and how large the bias is.
    """

    guards: pd.DataFrame
    blocks: pd.DataFrame
    error: float
    failed: dict[str, list[str]]


def variants() -> dict[str, dict[str, object]]:
    """Variants of the world over which guards are checked: keys with values, by name; from history/guards.toml."""
    try:
        import tomllib
    except ImportError:  # CPython 3.10
        import tomli as tomllib

    path = data.folder() / "guards.toml"
    return {name: dict(keys) for name, keys in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def breaks_guard(capex: np.ndarray, services: np.ndarray) -> np.ndarray:
    """Whether yearly AI capex falls by more than half from a peak while services revenue grows, of shape [member].

    Parameters
    ----------
    capex, services
        By member and whole year, [member, year].
    """
    broken = np.zeros(len(capex), dtype=bool)
    for year in range(1, capex.shape[1]):
        peak = capex[:, :year].max(axis=1)
        fell = capex[:, year] < FALL * peak
        broken |= fell & (services[:, year] > services[:, year - 1])
    return broken


def judge(
    scenario: Scenario,
    *,
    members: int = 60,
    until: str = "2025-12",
    seed: int = 1,
    draws: Posterior | None = None,
    only: tuple[str, ...] = (),
    leave_out: tuple[str, ...] = (),
    folder: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: bool | _progress.Progress | None = False,
) -> Judgement:
    """Play prior draws (or those of a posterior) under every variant, to the end of the scenario.

    The first variant also gives the fit by block to the observations that were known at the end of `until`.
    """
    import pandas as pd

    keys, values, whole = drawn(scenario, draws, members, seed, leave_out)
    place = Path(folder) if folder is not None else Path("results") / f"{scenario.name}.judgement"
    world = world_of(scenario)
    last = data.month_number(until)
    chosen = observables.expressible(observables.within(ensembles.first_month(scenario), last + 1, last), world)
    series = sorted({*observables.used_series(chosen, world), "capex.ai", "money.services"})
    rows, failed, fit = [], {}, None
    for name, changes in variants().items():
        if only and name not in only:
            continue
        changed = _changed(scenario, changes)
        wanted = series if fit is None else ["capex.ai", "money.services"]
        own = without_changed(keys, changes)
        runs = ensembles.play(
            changed, [k for k, o in zip(keys, own, strict=True) if o], values[own], wanted, place, seed=seed,
            whole=[w for w, o in zip(whole, own, strict=True) if o], threads=threads, progress=progress,
        )  # fmt: skip
        failed[name] = runs.messages
        rows.append({"variant": name, **_guard_row(runs)})
        if fit is None:
            seen = ensembles.world_of_members(changed, runs)
            y = observables.predict(chosen, seen, runs.load, runs.first, int(runs.good.sum()))
            usable = np.isfinite(y).mean(axis=0) >= 0.9
            kept = [p for p, u in zip(chosen, usable, strict=True) if u]
            fit = Fit(kept, np.array([p.log for p in kept]), y[:, usable], y[:, usable], [], np.zeros((0, 0)))
    assert fit is not None
    error = float(np.abs(np.nanmedian(fit.posterior, axis=0) - fit.observed).mean())
    blocks = blocks_of(fit).drop(columns=["prior_error"])
    return Judgement(pd.DataFrame(rows).set_index("variant"), blocks, error, failed)


def drawn(
    scenario: Scenario, draws: Posterior | None, members: int, seed: int, leave_out: tuple[str, ...] = ()
) -> tuple[list[str], np.ndarray, list[bool]]:
    """Keys, their values [key, member] and which of them are whole numbers, from a posterior or else from the priors.

    Keys of `leave_out` keep the scenario's value.
    """
    priors = uncertain.priors_of(scenario, leave_out)
    if draws is None:
        values = uncertain.values_of(priors, uncertain.normal_draws(priors, members, seed))
        return [p.key for p in priors], values, [p.whole for p in priors]
    draws.check(scenario)
    whole = {p.key: p.whole for p in priors}
    names = [str(k) for k in draws.draws["key"].values]
    kept = [n for n, name in enumerate(names) if name in whole]
    values = draws.values[kept, : min(members, draws.values.shape[1])]
    return [names[n] for n in kept], values, [whole[names[n]] for n in kept]


def without_changed(keys: Sequence[str], changes: Iterable[str]) -> list[bool]:
    """Which keys are drawn still when some are changed: what is set by hand is not drawn."""
    changed = list(changes)
    return [not any(_same(key, change) for change in changed) for key in keys]


def _same(key: str, change: str) -> bool:
    import fnmatch

    return fnmatch.fnmatchcase(key.removeprefix("times:"), change.removeprefix("times:"))


def _changed(scenario: Scenario, changes: Mapping[str, object]) -> Scenario:
    return scenario.with_(dict(changes)) if changes else scenario


def _guard_row(runs: ensembles.Members) -> dict[str, object]:
    capex = yearly(runs.load("capex.ai").sum(axis=2), runs.first, "sum")
    services = yearly(runs.load("money.services"), runs.first, "mean")
    years = range(-(-runs.first // 12), -(-runs.first // 12) + capex.shape[1])
    medians = {f"{year}": float(np.median(capex[:, n]) / 1e9) for n, year in enumerate(years)}
    return {"members": int(runs.good.sum()), "failed": int((~runs.good).sum()),
            "broken": float(breaks_guard(capex, services).mean()), **medians}  # fmt: skip


def yearly(monthly: np.ndarray, first: int, how: str) -> np.ndarray:
    """Whole calendar years of monthly numbers, [member, year]."""
    skip = -first % 12
    whole = monthly[:, skip : skip + (monthly.shape[1] - skip) // 12 * 12]
    by_year = whole.reshape(len(whole), -1, 12)
    return by_year.sum(axis=2) if how == "sum" else by_year.mean(axis=2)
