"""Calibrates five twins, data that the model made itself at known keys, and writes docs/model/twins.md.

Call from the top of the tree: .venv/bin/python docs/model/twins.py [--members 300] [--twins 5]; a quarter of an hour.
A call that was broken off goes on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import exarace as er
import numpy as np
from exarace.history import twins

TOP = Path(__file__).resolve().parents[2]
UNTIL = "2024-12"
UNKNOWN = 0.95
PAGE = """\
# Twins: does the calibration find what is true?

Made by `docs/model/twins.py`. A twin is a run of the baseline at keys drawn from their priors, with luck of its own. Every
series that the world is observed by is observed in it each quarter (or year) from 2022 to {until}, with an error of {error:g}
(logarithm). The calibration, {members} members and 4 updates, knows these errors and how much luck alone moves each number,
but not the keys.

| twin | observed numbers | keys | spread halved | of these held by the 90 % interval | of all keys |
| --- | --- | --- | --- | --- | --- |
{rows}

Pooled: the 90 % intervals of {held} of the {counted} keys whose spread halved hold the truth, {share:.0f} %; wanted: 82 to 97 %.
The spread of the {unknown} keys that stay above {limit:g} in the median of the twins is {left:.2f} of the prior's: what nothing
identifies keeps its prior.

Learnt in two twins or more: {often}.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=twins.MEMBERS)
    parser.add_argument("--twins", type=int, default=5)
    parser.add_argument("--work", type=Path, default=TOP / "results" / ".twins", help="runs; the same command goes on")
    asked = parser.parse_args()
    base = er.load("baseline")
    found = [twins.twin(base, number, asked.work, until=UNTIL, members=asked.members) for number in range(asked.twins)]
    rows = [f"| {number + 1} | {one.observations} | {len(one.keys)} | {one.learnt.sum()} | {(one.learnt & one.held).sum()} | "
            f"{100 * one.held.mean():.0f} % |" for number, one in enumerate(found)]
    spreads = np.array([one.spread for one in found])
    unknown = np.median(spreads, axis=0) > UNKNOWN
    learnt = np.array([one.learnt for one in found])
    counted, held = int(learnt.sum()), int(sum((one.learnt & one.held).sum() for one in found))
    times = learnt.sum(axis=0)
    often = [f"`{found[0].keys[at]}` ({times[at]})" for at in np.argsort(-times, kind="stable") if times[at] > 1]
    (TOP / "docs" / "model" / "twins.md").write_text(PAGE.format(
        until=UNTIL, error=twins.ERROR, members=asked.members, rows="\n".join(rows), held=held, counted=counted,
        share=100 * held / max(counted, 1), unknown=int(unknown.sum()), limit=UNKNOWN, left=float(np.median(spreads[:, unknown])),
        often=", ".join(often) or "none",
    ))  # fmt: skip


if __name__ == "__main__":
    main()
