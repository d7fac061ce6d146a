"""Measures what every mechanism does, by pairs of runs with its switch on and off, and writes docs/mechanisms.md.

Call from the top of the tree: .venv/bin/python docs/mechanisms/measure.py [--program PATH] [--jobs N] [--keep FOLDER]
With --keep runs are kept and not played again, so that a call that was broken off goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import page
import tomllib
from runs import Player, Run, draws_of, reduce

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]


def changes_of(m: dict, look: dict) -> tuple[list[str], list[str]]:
    """Changes of the story in the run with a mechanism and in the one without, for what is looked at."""
    on = list(look.get("set", m.get("set", [])))
    return on, on + list(m.get("neutral", [f"mechanisms.{m['id']}=false"]))


def switches(smuggling: bool, rental: bool, thresholds: bool) -> list[str]:
    """Changes of the story with rental closed that open or close one leak path each."""
    out = [] if smuggling else ["mechanisms.M11=false"]
    out += ["regimes.us_2025_07_remote_access.status=failed"] if rental else []
    return out + ([] if thresholds else ["mechanisms.M1=false"])


def ask_pairs(player: Player, m: dict, look: dict, draws: list[list[str]]) -> dict:
    on, off = changes_of(m, look)
    both = [(player.ask(m["story"], [*draw, *on], number), player.ask(m["story"], [*draw, *off], number))
            for number, draw in enumerate(draws)]
    return dict(m=look, both=both)


def measure(player: Player, expected: dict) -> list[dict]:
    """Per mechanism: the observable of both runs of each draw, and that of what was looked at first."""
    draws = draws_of(expected["draws"])
    results = []
    for m in expected["mechanisms"]:
        results.append(ask_pairs(player, m, m, draws))
        if "first" in m:
            results[-1]["first"] = ask_pairs(player, m, m["first"], draws)
    player.play()
    for result in [*results, *(r["first"] for r in results if "first" in r)]:
        look = result["m"]
        runs = [(player.run(a, look["series"]), player.run(b, look["series"])) for a, b in result["both"]]
        result["on"] = np.array([reduce(a, look) for a, _ in runs])
        result["off"] = np.array([reduce(b, look) for _, b in runs])
        result["paths"] = [(path(a, look), path(b, look)) for a, b in runs]
    return results


def path(run: Run, m: dict) -> np.ndarray:
    return run.rows(m["series"], m["rows"]).sum(1)


def interactions(player: Player, expected: dict) -> dict[tuple[bool, bool, bool], np.ndarray]:
    """Chinese compute in research of labs, by what is open: smuggling, rental, and whether thresholds are law."""
    draws = draws_of(expected["draws"])[: expected["interactions"]["runs"]]
    asked = {}
    for cell in np.ndindex(2, 2, 2):
        flags = tuple(bool(x) for x in cell)
        asked[flags] = [player.ask("cloud_loophole_closed", [*draw, *switches(*flags)], number)
                        for number, draw in enumerate(draws)]
    player.play()
    look = expected["interactions"]
    return {flags: np.array([reduce(player.run(key, look["series"]), look) for key in keys])
            for flags, keys in asked.items()}


def parameters(program: str) -> list[dict]:
    listed = subprocess.run([program, "list", "parameters", "--json"], check=True, capture_output=True, text=True)
    return json.loads(listed.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", default=str(TOP / ".venv/bin/exarace"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--draws", type=int, help="only the first draws, for a quick look")
    choice = parser.parse_args()
    expected = tomllib.loads((HERE / "expected.toml").read_text())
    if choice.draws:
        expected["draws"]["use"] = choice.draws
        expected["interactions"]["runs"] = min(choice.draws, expected["interactions"]["runs"])
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(choice.jobs) as pool:
        looks = [look for m in expected["mechanisms"] for look in (m, m.get("first", m))]
        record = sorted({look["series"] for look in looks} | {expected["interactions"]["series"]})
        player = Player(choice.program, choice.keep or Path(folder), pool, record, expected["draws"]["end"])
        results = measure(player, expected)
        page.write(TOP, expected, results, interactions(player, expected), parameters(choice.program))


if __name__ == "__main__":
    main()
