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


def pairs(expected: dict) -> list[tuple[dict, str, list[str], list[str]]]:
    """Mechanisms with the story and the changes of the run with and without."""
    out = []
    for m in expected["mechanisms"]:
        on = list(m.get("set", []))
        off = on + list(m.get("neutral", [f"mechanisms.{m['id']}=false"]))
        out.append((m, m["story"], on, off))
    return out


def switches(smuggling: bool, rental: bool, thresholds: bool) -> list[str]:
    """Changes of the story with rental closed that open or close one leak path each."""
    out = [] if smuggling else ["mechanisms.M11=false"]
    out += ["regimes.us_2025_07_remote_access.status=failed"] if rental else []
    return out + ([] if thresholds else ["mechanisms.M1=false"])


def measure(player: Player, expected: dict) -> list[dict]:
    """Per mechanism: the observable of both runs of each draw."""
    draws = draws_of(expected["draws"])
    results = []
    for m, story, on, off in pairs(expected):
        series = m["series"]
        both = [(player.ask(story, [*draw, *on], number), player.ask(story, [*draw, *off], number))
                for number, draw in enumerate(draws)]
        results.append(dict(m=m, series=series, both=both))
        first = m.get("first", {})
        if "set" in first:
            with_it, without = first["set"], [*first["set"], *off[len(on):]]
            results[-1]["both_first"] = [tuple(player.ask(story, [*draw, *changes], number) for changes in (with_it, without))
                                         for number, draw in enumerate(draws)]
    player.play()
    for result in results:
        runs = [(player.run(a, result["series"]), player.run(b, result["series"])) for a, b in result["both"]]
        result["on"] = np.array([reduce(a, result["m"]) for a, _ in runs])
        result["off"] = np.array([reduce(b, result["m"]) for _, b in runs])
        result["paths"] = [(path(a, result["m"]), path(b, result["m"])) for a, b in runs]
        if "first" in result["m"]:
            result["first"] = measure_first(player, result)
    return results


def measure_first(player: Player, result: dict) -> dict:
    """The observable that was looked at first, on the same runs unless it had a story of its own."""
    first = result["m"]["first"]
    both = result.get("both_first", result["both"])
    runs = [(player.run(a, first["series"]), player.run(b, first["series"])) for a, b in both]
    return dict(m=first, on=np.array([reduce(a, first) for a, _ in runs]),
                off=np.array([reduce(b, first) for _, b in runs]))


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
