"""What policies do, against what was declared before: signs over paired draws."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _progress
from exarace._exarace import ScenarioError
from exarace.history import data
from exarace.history import members as ensembles
from exarace.history.expression import Evaluator, World
from exarace.history.guard import drawn, without_changed
from exarace.history.posterior import Posterior
from exarace.history.world import world_of

if TYPE_CHECKING:
    import pandas as pd

    from exarace.scenario import Scenario

AGREEMENT = 0.9
"""Part of the draws that must have the sign of the median."""
SIGNS = ("+", "-", "0+", "0-")
REDUCTIONS = ("sum", "mean", "end")


@dataclass(frozen=True)
class Expectation:
    """What a policy must do to one number."""

    policy: str
    story: str
    """A shipped scenario, or empty where `changes` say what the policy is."""
    changes: dict[str, object]
    what: str
    expr: str
    first: int
    last: int
    """First and last month [months since the year 0]."""
    how: str
    sign: str
    least: float
    most: float
    """Bounds of the median relative change."""

    def meets(self, change: np.ndarray) -> np.ndarray:
        """Whether changes have the sign, of the same shape."""
        x = change if self.sign.endswith("+") else -change
        return x >= 0 if self.sign.startswith("0") else x > 0


def expectations() -> tuple[Expectation, ...]:
    """All rows of history/policies.toml.

    Raises
    ------
    ScenarioError
        If a row is not what the head of the file says, with policy and row.
    """
    try:
        import tomllib
    except ImportError:  # CPython 3.10
        import tomli as tomllib

    document = tomllib.loads((data.folder() / "policies.toml").read_text(encoding="utf-8"))
    return tuple(_expectation(policy, row) for policy in document["policies"] for row in policy["expect"])


def _expectation(policy: dict[str, Any], row: dict[str, Any]) -> Expectation:
    place = f"history/policies.toml: {policy['id']}: {row['what']}"
    if row["sign"] not in SIGNS:
        raise ScenarioError(f"{place}: sign: expected one of {', '.join(SIGNS)}, found '{row['sign']}'")
    if row["how"] not in REDUCTIONS:
        raise ScenarioError(f"{place}: how: expected one of {', '.join(REDUCTIONS)}, found '{row['how']}'")
    first, last = data.month_number(row["from"]), data.month_number(row["to"])
    if last < first:
        raise ScenarioError(f"{place}: ends before it begins: {row['from']}, {row['to']}")
    return Expectation(
        policy["id"], policy.get("story", ""), dict(policy.get("set", {})), row["what"], row["expr"], first, last, row["how"],
        row["sign"], float(row.get("least", -np.inf)), float(row.get("most", np.inf)),
    )  # fmt: skip


def reduced(one: Expectation, world: World, runs: ensembles.Members) -> np.ndarray:
    """The number that a policy is judged by, for each member that did not fail, [member]."""
    (quantity,) = Evaluator(world, runs.load, runs.first).evaluate(one.expr)
    months = np.asarray(quantity.values, dtype=float)[:, one.first - runs.first : one.last - runs.first + 1]
    return months[:, -1] if one.how == "end" else months.sum(axis=1) if one.how == "sum" else months.mean(axis=1)


def measured(one: Expectation, without: np.ndarray, with_policy: np.ndarray) -> dict[str, object]:
    """A row of the table from paired numbers, [member] each."""
    change = with_policy - without
    part = np.divide(change, np.abs(without), out=np.full(len(change), np.nan), where=np.abs(without) > 0)
    told = bool(np.isfinite(part).any())  # what is nothing without the policy changes by no part of itself
    low, middle, high = np.nanquantile(part, [0.05, 0.5, 0.95]) if told else (np.nan, np.nan, np.nan)
    agree = float(one.meets(change).mean())
    median_right = bool(one.meets(np.array([middle if told else np.median(change)]))[0])
    bounded = not told or one.least <= middle <= one.most
    holds = median_right and bounded and agree >= AGREEMENT
    return {
        "policy": one.policy, "what": one.what, "wanted": one.sign, "without": float(np.median(without)),
        "with": float(np.median(with_policy)), "change_percent": 100 * float(middle), "low": 100 * float(low),
        "high": 100 * float(high),
        "agree": agree, "verdict": "holds" if holds else "median only" if median_right and bounded
        else "size" if median_right else "fails",
    }  # fmt: skip


def by_draw(numbers: np.ndarray, good: np.ndarray, lucks: int) -> np.ndarray:
    """Means over the lucks of each draw that has one, [draw], of numbers for the pairs that did not fail."""
    every = np.full(len(good), np.nan)
    every[good] = numbers
    by_luck = every.reshape(lucks, -1)
    return np.nanmean(by_luck[:, np.isfinite(by_luck).any(axis=0)], axis=0)


def judge_policies(
    scenario: Scenario,
    *,
    members: int = 20,
    lucks: int = 1,
    seed: int = 1,
    draws: Posterior | None = None,
    only: Sequence[str] = (),
    leave_out: tuple[str, ...] = (),
    prepare: Callable[[Scenario], Scenario] = lambda s: s,
    folder: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: bool | _progress.Progress | None = False,
) -> pd.DataFrame:
    """Play every policy over the same draws and the same luck as the scenario without it.

    Parameters
    ----------
    members
        Draws of a policy, each a pair with and without it.
    lucks
        Runs of each draw with different luck, of which the mean counts: what a draw says of a policy, not what one sequence of
        chances made of it.
    draws
        Those of a posterior; None draws from the priors.
    only
        Policies to play; all if empty.
    prepare
        Applied to each story after it is read: what was changed in `scenario`, such as ``--set``.

    Returns
    -------
    pandas.DataFrame
        One row for each expectation: medians, relative change [percent] with its 90 % interval, the part of the draws that
        agree with the sign, and the verdict: ``holds`` (median and 90 % of the draws), ``median only``, ``size`` (the sign
        is right, the size is not within its bounds), ``fails``.
    """
    import pandas as pd

    from exarace.scenario import load

    if lucks < 1:
        raise ScenarioError(f"lucks: {lucks}: at least one run of each draw")
    wanted = expectations()
    known = list(dict.fromkeys(e.policy for e in wanted))
    unknown = [name for name in only if name not in known]
    if unknown:
        raise ScenarioError(f"no policy is called '{unknown[0]}'; there are: {', '.join(repr(name) for name in known)}")
    wanted = tuple(e for e in wanted if not only or e.policy in only)
    place = Path(folder) if folder is not None else Path("results") / f"{scenario.name}.policies"
    keys, values, whole = drawn(scenario, draws, members, seed, leave_out)
    series = series_of(wanted, world_of(scenario))
    how: dict[str, Any] = {"seed": seed, "threads": threads, "progress": progress}
    values = np.tile(values, (1, lucks))
    base = ensembles.play(scenario, keys, values, series, place, whole=whole, **how)
    base_world = ensembles.world_of_members(scenario, base)
    rows = []
    for policy in dict.fromkeys(e.policy for e in wanted):
        mine = [e for e in wanted if e.policy == policy]
        story = prepare(load(mine[0].story)) if mine[0].story else scenario
        changed = story.with_(dict(mine[0].changes)) if mine[0].changes else story
        own = without_changed(keys, mine[0].changes)
        runs = ensembles.play(changed, [k for k, o in zip(keys, own, strict=True) if o], values[own],
                              series_of(mine, world_of(changed)), place,
                              whole=[w for w, o in zip(whole, own, strict=True) if o], **how)  # fmt: skip
        both = base.good & runs.good
        world = ensembles.world_of_members(changed, runs)
        for one in mine:
            without, with_policy = reduced(one, base_world, base)[both[base.good]], reduced(one, world, runs)[both[runs.good]]
            rows.append(measured(one, by_draw(without, both, lucks), by_draw(with_policy, both, lucks)))
    return pd.DataFrame(rows).set_index(["policy", "what"])


def series_of(wanted: Sequence[Expectation], world: World) -> list[str]:
    """Series that some expectations need; throws ScenarioError with the place where one cannot be read."""
    evaluator = Evaluator(world, None, 0)
    for one in wanted:
        try:
            evaluator.evaluate(one.expr)
        except ScenarioError as error:
            raise ScenarioError(f"history/policies.toml: {one.policy}: {one.what}: {error}") from None
    return sorted(evaluator.used)
