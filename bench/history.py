"""How long it takes to hold the baseline against the world.

Call from the top of the tree: .venv/bin/python bench/history.py [--members 150] [--updates 4] [--backtest]
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

import exarace as er


def spent() -> tuple[float, float]:
    """Wall time and processor time [s]."""
    t = os.times()
    return t.elapsed, t.user + t.system + t.children_user + t.children_system


def measure(what: str, work) -> object:
    wall, processor = spent()
    out = work()
    later = spent()
    print(f"{what:<50} {later[0] - wall:8.1f} s {later[1] - processor:8.1f} s of processors")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=150)
    parser.add_argument("--updates", type=int, default=4)
    parser.add_argument("--backtest", action="store_true")
    asked = parser.parse_args()
    base = er.load("baseline")
    how = {"members": asked.members, "updates": asked.updates, "progress": False}
    with tempfile.TemporaryDirectory() as folder:
        post = measure(f"calibrate, {asked.members} members, {asked.updates} updates",
                       lambda: er.calibrate(base, "2025-12", folder=f"{folder}/c", **how))  # fmt: skip
        print(f"{len(post.keys)} keys, {post.facts['observations']} observations, misfit {post.facts['misfit']}")
        post.save(Path(folder) / "p.h5")
        start = time.perf_counter()
        er.posterior(Path(folder) / "p.h5")
        print(f"{'open the posterior':<50} {time.perf_counter() - start:8.3f} s")
        if asked.backtest:
            measure("backtest of four origins", lambda: er.backtest(base, folder=f"{folder}/b", **how))
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
