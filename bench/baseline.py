"""Processor time of the baseline as a whole process, and the instructions that it takes and where (perf, valgrind).

usage: bench/baseline.py [PROGRAM] [--runs N] [--count] [--top N]

Instructions do not hang on what else the machine does, so they tell whether a change helped; seconds do.
"""

import argparse
import collections
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path


def command(program: str, folder: str) -> list[str]:
    """Return the command whose cost is measured."""
    return [program, "run", "baseline", "--threads", "1", "--quiet", "--force", "-o", f"{folder}/baseline.h5"]


def seconds(words: list[str]) -> float:
    """Return user and system time of one run."""
    before = os.times()
    subprocess.run(words, check=True)
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


def inclusive(profile: Path) -> dict[str, int]:
    """Return the instructions of each function with what it calls, from a file of callgrind."""
    names: dict[str, str] = {}
    total: dict[str, int] = collections.Counter()
    function = called = ""

    def name(text: str) -> str:
        number, known = re.match(r"\((\d+)\)(?: (.*))?$", text).groups()
        return names.setdefault(number, known or "")

    for line in profile.read_text().splitlines():
        if line.startswith("fn="):
            function = name(line[3:])
        elif line.startswith("cfn="):
            called = name(line[4:])
        elif line[:1] in tuple("0123456789+-*") and " " in line:
            # Calls of itself would count twice.
            total[function] += int(line.split()[1]) if called != function else 0
            called = ""
    return total


def counted_by_perf(words: list[str]) -> int | None:
    """Return the instructions that a run takes in user mode, or None where the machine does not count them."""
    try:
        done = subprocess.run(["perf", "stat", "-x", ",", "-e", "instructions:u", *words], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    count = re.search(r"^(\d+),.*instructions", done.stderr, re.MULTILINE)
    return int(count[1]) if done.returncode == 0 and count else None


def counted_by_valgrind(words: list[str], profile: Path) -> dict[str, int] | None:
    """Return the instructions of each function with what it calls, or None without valgrind."""
    valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *words]
    try:
        subprocess.run(valgrind, check=True, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        return None
    return inclusive(profile)


def count(words: list[str], folder: str, top: int) -> None:
    """Print instructions: of the whole process by the machine's counters, of functions by valgrind."""
    whole = counted_by_perf(words)
    print(f"perf: {whole / 1e9:.3f} G instructions" if whole else "perf: the machine counts no instructions here")
    costs = counted_by_valgrind(words, Path(folder) / "profile")
    if costs is None:
        print("valgrind is not there: apt-get install valgrind shows where instructions go")
        return
    for function, number in sorted(costs.items(), key=lambda item: -item[1])[:top]:
        print(f"{number / 1e6:10.1f} M instructions  {function[:100]}")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program", nargs="?", default="build/bin/exarace")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--count", action="store_true", help="count instructions with perf and valgrind (a minute)")
    arguments.add_argument("--top", type=int, default=40)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        words = command(asked.program, folder)
        times = [seconds(words) for _ in range(asked.runs)]
        size = os.path.getsize(f"{folder}/baseline.h5")
        print(f"processor time: median {statistics.median(times):.3f} s, least {min(times):.3f} s of {len(times)} runs")
        print(f"load of the machine: {os.getloadavg()[0]:.1f}; result file: {size / 1e6:.3f} MB")
        if asked.count:
            count(words, folder, asked.top)


if __name__ == "__main__":
    sys.exit(main())
