"""Sweeps that are killed at random moments: what was done stays, nothing is done twice, the numbers are the same."""

import fcntl
import multiprocessing
import os
import random
import shutil
import signal
import struct
import subprocess
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import exarace as er
import psutil
import pytest
from sweeping import MPIRUN, RANKED, check_kept, kill, numbers, start, sweep, told, write_design

KILLS = {"one process": 90, "two processes": 70, "ranks": 40}
POINTS = 150  # two replicates each: long enough for some kills, in blocks of five runs


@pytest.fixture(scope="module")
def design(tmp_path_factory):
    return write_design(tmp_path_factory.mktemp("design"), points=POINTS, end="2022-03-01")


@pytest.fixture(scope="module")
def unbroken(design, tmp_path_factory):
    """Numbers of the sweep that nobody killed."""
    folder = tmp_path_factory.mktemp("unbroken") / "sweep"
    ended = sweep(design, folder, "--threads", 1)
    assert ended.returncode == 0, ended.stderr
    return numbers(folder)


def begin(kind, design, folder):
    if kind == "ranks":
        return start(design, folder, "--threads", 1, before=[*MPIRUN, "-n", "3"], program=RANKED)
    return start(design, folder, "--threads", random.choice([1, 2]))


def holders(folder):
    """Blocks that somebody has claimed and not finished, with who that is; small numbers say free and done."""
    try:
        table = (folder / "claims").read_bytes()
    except FileNotFoundError:
        return set()
    words = struct.unpack(f"={len(table) // 8}Q", table[: len(table) // 8 * 8])
    return {(block, word) for block, word in enumerate(words) if word >= 1 << 32}


def is_dead(folder, token):
    """Whether a process of a sweep is gone: while it lives it holds a lock on its index."""
    try:
        with (folder / "index" / f"{token:016x}.jsonl").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return True
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False


def fallen(folder):
    """Blocks whose worker died within them, with who that was."""
    return {(block, token) for block, token in holders(folder) if is_dead(folder, token)}


def strike(process):
    """Kills a process with all that it started, as a machine that goes down would; sometimes one of its ranks alone."""
    started = psutil.Process(process.pid).children(recursive=True)
    if started and random.random() < 0.5:
        random.choice(started).kill()
        try:
            process.wait(timeout=60)  # mpirun ends the others
        except subprocess.TimeoutExpired:
            pass
    for child in started:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            pass
    kill(process)
    psutil.wait_procs(started, timeout=60)


def wait_until(condition, running, seconds=120):
    """Waits until something holds, a process has ended, or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition() and all(process.poll() is None for process in running):
        time.sleep(0.0005)


def names(folder):
    return set(os.listdir(folder / "segments")) if (folder / "segments").exists() else set()


def let_live(running, folder):
    """Waits for a random moment: some time after the start, while all are at work, or while a segment is written."""
    how = random.choices(["from the start", "at work", "writing"], [1, 3, 2])[0]
    if how != "from the start":
        wait_until(lambda: len({token for _, token in holders(folder) - fallen(folder)}) == len(running), running)
    if how == "writing":
        before = names(folder)
        wait_until(lambda: names(folder) != before, running)
    longest = 0.003 if how == "writing" else 0.5
    wait_until(lambda: False, running, random.uniform(0.0, longest))


class Rounds:
    """Sweeps that are killed until there were enough kills."""

    def __init__(self, kind):
        self.kind, self.kills, self.at_work, self.sweeps, self.segments = kind, 0, 0, 0, 0

    def play(self, design, folder, exarace):
        """Kills one sweep again and again, until it ends before its kill. Returns the runs that were done by then."""
        running, kept = [], set()
        while self.kills < KILLS[self.kind]:
            before = fallen(folder)
            while len(running) < (2 if self.kind == "two processes" else 1):
                running.append(begin(self.kind, design, folder))
            let_live(running, folder)
            if any(process.poll() is not None for process in running):
                break
            # Of two, one may live on: it takes over what the other had begun.
            victims = random.sample(running, random.randint(1, len(running)))
            for process in victims:
                strike(process)
                running.remove(process)
            self.kills += 1
            self.at_work += bool(fallen(folder) - before)
            kept = check_kept(exarace, folder, kept)
        for process in running:
            assert process.wait(timeout=300) == 0, process.stderr.read()
            kill(process)
        return kept


@pytest.mark.parametrize("kind", KILLS)
def test_a_killed_sweep_goes_on_and_ends_like_an_unbroken_one(kind, design, unbroken, exarace, tmp_path, capsys):
    if kind == "ranks" and (not RANKED.exists() or not shutil.which("mpirun")):
        pytest.skip("exarace-mpi is not built here")
    random.seed(kind)
    rounds = Rounds(kind)
    began = time.monotonic()
    while rounds.kills < KILLS[kind]:
        folder = tmp_path / f"sweep{rounds.sweeps}"
        kept = rounds.play(design, folder, exarace)
        ended = sweep(design, folder, "--threads", 2)
        assert ended.returncode == 0, ended.stderr
        assert len(check_kept(exarace, folder, kept)) == 2 * POINTS
        assert numbers(folder) == unbroken
        rounds.segments += len(told(folder))
        rounds.sweeps += 1
        shutil.rmtree(folder)
    with capsys.disabled():
        print(f"\n{kind}: {rounds.kills} kills over {rounds.sweeps} sweeps, {rounds.at_work} of them within a block, "
              f"{rounds.segments} segments, {time.monotonic() - began:.0f} s; nothing lost, nothing twice")
    assert rounds.at_work > 0.5 * rounds.kills


def kill_one_worker(pool, folder, ended):
    """Kills a worker of a pool once the sweep is at work, unless the sweep has ended in another way before."""
    while not (folder / "index").exists() or not told(folder):
        if ended.wait(0.01):
            return
    os.kill(next(iter(pool._processes)), signal.SIGKILL)


def test_a_pool_that_loses_a_worker_says_so_and_the_same_call_goes_on(design, unbroken, exarace, tmp_path):
    folder, spawn, ended = tmp_path / "sweep", multiprocessing.get_context("spawn"), threading.Event()
    with ProcessPoolExecutor(2, mp_context=spawn) as pool, ThreadPoolExecutor(1) as killer:
        killer.submit(kill_one_worker, pool, folder, ended)
        try:
            with pytest.raises(BrokenProcessPool):
                er.sweep(design, folder, executor=pool)
        finally:
            ended.set()
    kept = check_kept(exarace, folder, set())
    assert 0 < len(kept) < 2 * POINTS
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        er.sweep(design, folder, executor=pool)
    assert len(check_kept(exarace, folder, kept)) == 2 * POINTS
    assert numbers(folder) == unbroken
