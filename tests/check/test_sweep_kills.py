"""Sweeps that are killed at random moments: what was done stays, nothing is done twice, the numbers are the same."""

import random
import shutil
import subprocess
import time

import pytest
from sweeping import MPIRUN, RANKED, check_kept, kill, numbers, start, sweep, told, write_design

KILLS = {"one process": 90, "two processes": 70, "ranks": 40}


@pytest.fixture(scope="module")
def design(tmp_path_factory):
    return write_design(tmp_path_factory.mktemp("design"))


@pytest.fixture(scope="module")
def unbroken(design, tmp_path_factory):
    """Numbers of the sweep that nobody killed, and how long it took [s]."""
    folder = tmp_path_factory.mktemp("unbroken") / "sweep"
    began = time.monotonic()
    ended = sweep(design, folder, "--threads", 1)
    assert ended.returncode == 0, ended.stderr
    return numbers(folder), time.monotonic() - began


def begin(kind, design, folder):
    if kind == "ranks":
        return [start(design, folder, "--threads", 1, before=[*MPIRUN, "-n", "3"], program=RANKED)]
    threads = random.choice([1, 2])
    return [start(design, folder, "--threads", threads) for _ in range(2 if kind == "two processes" else 1)]


def play_and_kill(kind, design, folder, longest):
    """One round: processes begin, live for a random time and are killed. False if they had finished before."""
    running = begin(kind, design, folder)
    try:
        running[0].wait(timeout=random.uniform(0.02, longest))
        return False
    except subprocess.TimeoutExpired:
        return True
    finally:
        for process in running:
            kill(process)


@pytest.mark.parametrize("kind", KILLS)
def test_a_killed_sweep_goes_on_and_ends_like_an_unbroken_one(kind, design, unbroken, exarace, tmp_path, capsys):
    if kind == "ranks" and (not RANKED.exists() or not shutil.which("mpirun")):
        pytest.skip("exarace-mpi is not built here")
    random.seed(kind)
    whole, longest = unbroken
    kills = sweeps = lines = 0
    while kills < KILLS[kind]:
        folder = tmp_path / f"sweep{sweeps}"
        kept = set()
        while kills < KILLS[kind] and play_and_kill(kind, design, folder, longest):
            kills += 1
            longest *= 1.02  # a busy machine may need longer to get anything done
            kept = check_kept(exarace, folder, kept)
        longest *= 0.9  # it was done before its time: most rounds are to end with a kill
        ended = sweep(design, folder, "--threads", 2)
        assert ended.returncode == 0, ended.stderr
        assert len(check_kept(exarace, folder, kept)) == 40
        lines += len(told(folder))
        assert numbers(folder) == whole
        sweeps += 1
        shutil.rmtree(folder)
    with capsys.disabled():
        print(f"\n{kind}: {kills} kills over {sweeps} sweeps, {lines} segments, nothing lost, nothing twice")
