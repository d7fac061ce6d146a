"""How sweeps of the baseline scale: one thread against two threads, two processes and two ranks, in elapsed and processor time.

    .venv/bin/python bench/scaling.py [--runs 200] [--workers 2] [--end 2031-01-01]

Efficiency is the ideal over what was measured: a run's time on one thread, times runs, over workers. Elapsed times mean
something on a quiet machine only; processor times (user and system) show what workers cost each other on a busy one too.
Times are of whole processes, with planning and storage.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

BIN = Path(__file__).resolve().parents[1] / "build/bin"
DESIGN = """\
scenario = "baseline"
sampler = "list"
replicates = {runs}
[set]
run.end = {end}
"""


def timed(commands):
    """Runs commands side by side: elapsed time [s], processor time of all with their children [s], most memory [MB]."""
    before, began = os.times(), time.monotonic()
    children = [subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL) for command in commands]
    memory = 0
    for child in children:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0, f"ended with {child.returncode}: {child.args}"
        memory = max(memory, usage.ru_maxrss / 1024)
    elapsed, after = time.monotonic() - began, os.times()
    return elapsed, after[2] + after[3] - before[2] - before[3], memory


def ways(workers, sweep, ranked):
    """What is measured: name, number of workers, commands."""
    yield "one thread", 1, [[*sweep, "--threads", 1]]
    yield f"{workers} threads", workers, [[*sweep, "--threads", workers]]
    yield f"{workers} processes", workers, [[*sweep, "--threads", 1]] * workers
    if ranked[0].exists() and shutil.which("mpirun"):
        launch = ["mpirun", "--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", workers]
        yield f"{workers} ranks", workers, [[*launch, *ranked, "--threads", 1]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200, help="runs of each sweep (one thread makes a quarter of them)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--end", default="2031-01-01", help="last day of the runs, exclusive")
    given = parser.parse_args()
    print(f"{'':16}{'runs':>6}{'elapsed':>10}{'processor':>11}{'efficiency':>24}{'memory':>9}")
    print(f"{'':16}{'':6}{'s/run':>10}{'s/run':>11}{'elapsed':>12}{'processor':>12}{'MB':>9}")
    one = None
    with tempfile.TemporaryDirectory() as top:
        options = [f"{top}/design.toml", "-o", f"{top}/sweep", "--quiet"]
        programs = [[BIN / name, "sweep", *options] for name in ("exarace", "exarace-mpi")]
        for name, workers, commands in ways(given.workers, *programs):
            runs = max(4, given.runs // 4) if one is None else given.runs
            Path(top, "design.toml").write_text(DESIGN.format(runs=runs, end=given.end))
            elapsed, used, memory = timed(commands)
            shutil.rmtree(f"{top}/sweep")
            one = one or (elapsed / runs, used / runs)
            shares = one[0] * runs / workers / elapsed, one[1] * runs / used
            per_run = f"{elapsed / runs:>10.3f}{used / runs:>11.3f}"
            print(f"{name:16}{runs:>6}{per_run}{shares[0]:>12.1%}{shares[1]:>12.1%}{memory:>9.0f}", flush=True)


if __name__ == "__main__":
    main()
