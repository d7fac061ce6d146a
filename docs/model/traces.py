"""What moves first under each policy, from the pairs of `exarace judge --policies`: rows for docs/model/judging.md."""

from __future__ import annotations

import tempfile
from pathlib import Path

import exarace
import numpy as np
from exarace.history import members as ensembles
from exarace.history import policies
from exarace.history.expression import Evaluator
from exarace.history.guard import drawn, without_changed
from exarace.history.world import world_of

PLATFORMS = '["alibaba", "tencent", "bytedance", "baidu"]'
QUANTITIES = {
    "NVIDIA's sales to China": 'S("chips.sold_to_china", designer="nvidia")',
    "Huawei's sales": 'S("chips.sold_value", designer="huawei")',
    "Huawei's stacks": 'S("chips.stacks", designer="huawei")',
    "output of domestic designers": 'S("chips.made_by", designer=CN_DESIGNERS)',
    "diversion": 'S("chips.diverted")',
    "premium": 'S("chips.grey_premium")',
    "wish for closed chips": 'S("chips.restricted_demand")',
    "AI capex of Chinese platforms": f'S("capex.ai", cloud={PLATFORMS})',
    "Chinese compute": 'S("compute.owned", country="cn")',
    "rent in China": 'S("compute.spot_rent", "max", country="cn")',
    "research hours of Chinese labs": 'S("labs.research_hours", lab=CN_LABS)',
    "best Chinese model": 'S("capability.frontier_china")',
    "gap": 'S("capability.gap")',
    "tools sold to China": 'S("money.toolmaker_china")',
    "SMIC's 7 nm": 'S("lines.capacity", line="smic_n7")',
    "output that its tools sustain": 'S("lines.working", line="smic_n7")',
    "defects of SMIC's 7 nm": 'S("lines.defect_density", line="smic_n7")',
    "CXMT's HBM": 'S("lines.capacity", line="cxmt_hbm")',
    "price of minerals": 'S("minerals.price", "max")',
    "stocks of minerals": 'S("lines.mineral_stock", line=["tsmc_*", "sk_hynix_*", "micron_*"])',
    "price of N5 wafers": 'S("lines.unit_price", line="tsmc_n5")',
    "shipments of chips": 'S("chips.shipped")',
    "compute of the United States": 'S("compute.owned", country="us")',
    "rent in the United States": 'S("compute.spot_rent", "max", country="us")',
}
LEAST, AGREE, LASTS, SPAN = 0.05, 0.8, 3, 3
"""Median change that counts, part of the pairs with its sign, months for which it lasts, months of a mean."""


def smoothed(months: np.ndarray) -> np.ndarray:
    """Mean of SPAN months up to each, [member, month]."""
    total = np.cumsum(np.pad(months, ((0, 0), (SPAN, 0))), axis=1)
    return (total[:, SPAN:] - total[:, :-SPAN]) / SPAN


def departure(without: np.ndarray, with_policy: np.ndarray) -> tuple[int, float] | None:
    """First month from which on most pairs differ by more than LEAST in one direction, and the largest median change in
    that direction within a year; nothing where a mechanism is off that makes the quantity."""
    if not with_policy.any() or not without.any():
        return None
    base, other = smoothed(without), smoothed(with_policy)
    part = np.divide(other - base, np.abs(base), out=np.zeros_like(base), where=np.abs(base) > 1e-9)
    median = np.median(part, axis=0)
    same = (np.sign(part) == np.sign(median)).mean(axis=0)
    moved = (np.abs(median) >= LEAST) & (same >= AGREE)
    for month in range(len(moved) - LASTS + 1):
        run = slice(month, month + LASTS)
        if moved[run].all() and len(set(np.sign(median[run]))) == 1:
            year = median[month : month + 13] * np.sign(median[month])
            return month, float(np.sign(median[month]) * year.max())
    return None


def rows(pairs: int = 12, most: int = 7) -> list[str]:
    """Markdown rows: policy, what moved first, then, each with the quarter and the largest median change within a year."""
    baseline = exarace.load("baseline")
    wanted = policies.expectations()
    keys, values, whole = drawn(baseline, None, pairs, 1, ())
    evaluator = Evaluator(world_of(baseline), None, 0)
    for text in QUANTITIES.values():
        evaluator.evaluate(text)
    series = sorted(evaluator.used)
    table = []
    with tempfile.TemporaryDirectory() as folder:
        base = ensembles.play(baseline, keys, values, series, Path(folder), whole=whole, seed=1)
        base_world = ensembles.world_of_members(baseline, base)
        for policy in dict.fromkeys(e.policy for e in wanted):
            one = next(e for e in wanted if e.policy == policy)
            story = exarace.load(one.story) if one.story else baseline
            story = story.with_(dict(one.changes)) if one.changes else story
            own = without_changed(keys, one.changes)
            runs = ensembles.play(story, [k for k, o in zip(keys, own, strict=True) if o], values[own], series, Path(folder),
                                  whole=[w for w, o in zip(whole, own, strict=True) if o], seed=1)  # fmt: skip
            world, both = ensembles.world_of_members(story, runs), base.good & runs.good
            found = []
            for name, text in QUANTITIES.items():
                (before,) = Evaluator(base_world, base.load, base.first).evaluate(text)
                (after,) = Evaluator(world, runs.load, runs.first).evaluate(text)
                without, with_policy = np.asarray(before.values, float), np.asarray(after.values, float)
                left = departure(without[both[base.good]], with_policy[both[runs.good]])
                if left:
                    found.append((left[0], name, left[1]))
            told = [f"{name} {change:+.0%} ({(base.first + month) // 12}-Q{(base.first + month) % 12 // 3 + 1})"
                    for month, name, change in sorted(found)[:most]]  # fmt: skip
            table.append(f"| {policy} | " + (" → ".join(told) or "nothing moves in most pairs") + " |")
    return table


if __name__ == "__main__":
    print("\n".join(rows()))
