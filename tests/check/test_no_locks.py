"""Sweeps where the file system has no locks (Lustre without flock, some network file systems), and damaged or mixed ones."""

import errno
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from sweeping import PROGRAM, check_kept, done, kill, numbers, start, sweep, told, wait_for, write_design

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    library = tmp_path_factory.mktemp("shim") / "no_locks.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, ROOT / "tests/support/no_locks.c"], check=True)
    return library


@pytest.fixture(scope="module")
def design(tmp_path_factory):
    return write_design(tmp_path_factory.mktemp("design"), points=10)


@pytest.fixture(scope="module")
def whole(design, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "sweep"
    assert sweep(design, folder, "--threads", 1).returncode == 0
    return folder, numbers(folder)


@pytest.fixture
def copy(whole, tmp_path):
    subprocess.run(["cp", "-r", whole[0], tmp_path / "copy"], check=True)
    return tmp_path / "copy"


def without_locks(shim, number=errno.ENOSYS):
    return {**os.environ, "LD_PRELOAD": str(shim), "NO_LOCKS": str(number)}


def launch(design, folder, env, *options):
    command = [str(w) for w in (PROGRAM, "sweep", design, "-o", folder, *options)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.parametrize("number", [errno.ENOTSUP, errno.ENOSYS])
def test_processes_share_a_sweep_by_names_alone(shim, design, whole, exarace, tmp_path, number):
    folder = tmp_path / "a"
    both = [launch(design, folder, without_locks(shim, number), "--threads", "2") for _ in range(3)]
    codes = [process.wait(timeout=300) for process in both]
    errors = [process.stderr.read().decode() for process in both]
    for process in both:
        kill(process)
    assert codes == [0, 0, 0], errors
    assert len(check_kept(exarace, folder, set())) == 20
    assert numbers(folder) == whole[1]
    assert len(list((folder / "claims.names").glob("*.done"))) > 1


def test_the_rest_of_a_killed_process_is_waited_for_and_that_is_said(shim, whole, exarace, tmp_path):
    design = write_design(tmp_path, points=150)
    folder, env = tmp_path / "a", without_locks(shim)
    first = launch(design, folder, env, "--threads", "1")
    wait_for(lambda: (folder / "index").exists() and told(folder))
    kill(first)
    kept = set(done(folder))
    second = launch(design, folder, env, "--threads", "2")
    wait_for(lambda: second.poll() is not None or len(done(folder)) >= 300 - 64, seconds=300)
    time.sleep(4)
    if second.poll() is None:  # the last runs are those that the killed one had taken
        for index in (folder / "index").glob("*.jsonl"):
            os.utime(index, (time.time() - 200, time.time() - 200))
    assert second.wait(timeout=300) == 0
    text = second.stderr.read().decode()
    kill(second)
    assert "waiting for runs that other processes have taken" in text and "120 s" in text
    assert kept <= check_kept(exarace, folder, set())
    assert len(done(folder)) == 300


def damage(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("how", ["flipped", "cut off"])
def test_damaged_segments_are_noticed_set_aside_and_made_again(design, whole, copy, exarace, how):
    victim = sorted((copy / "segments").iterdir())[4]
    damage(victim) if how == "flipped" else victim.write_bytes(victim.read_bytes()[:-50])
    refused = sweep(design, copy)
    assert refused.returncode == 4
    assert victim.name in refused.stderr and "--replace-damaged" in refused.stderr
    assert sweep(design, copy, "--replace-damaged").returncode == 0
    assert victim.with_name(victim.name + ".damaged").exists()
    assert exarace("verify", copy).returncode == 0
    assert numbers(copy) == whole[1]


def rebuilt(folder, commit="f00", change=None):
    """Changes what a manifest says of the build that began the sweep, and its checksum with it."""
    import h5py

    digest = None
    with h5py.File(folder / "manifest.h5", "r+") as file:
        facts = file["design"].attrs
        facts.modify("program", re.sub(r" .*", f" {commit}", facts["program"]))
        import hashlib

        text = b"".join(f"{name}\0{facts[name]}\0".encode() for name in facts)
        digest = hashlib.sha256(text).hexdigest()
        file["sweep"].attrs.modify("digest", digest)
    seal(folder / "manifest.h5")
    for segment in (folder / "segments").iterdir():
        with h5py.File(segment, "r+") as file:
            file.attrs.modify("sweep_digest", digest)
            if change:
                name, factor = change
                file["series"][name][...] = file["series"][name][...] * factor
        seal(segment)
    for index in (folder / "index").glob("*.jsonl"):  # lengths may have changed
        index.unlink()


def seal(path):
    """The checksum of a file: SHA-256 over its bytes with x in the place of each digit."""
    import hashlib

    content = path.read_bytes()
    (place,) = [m.end() for m in re.finditer(rb"exarace-sha256:", content)][:1]
    blank = content[:place] + b"x" * 64 + content[place + 64 :]
    path.write_bytes(content[:place] + hashlib.sha256(blank).hexdigest().encode() + content[place + 64 :])


def test_a_rebuilt_program_says_so_and_goes_on(design, whole, copy, exarace):
    rebuilt(copy)
    victim = sorted((copy / "segments").iterdir())[4]
    victim.unlink()
    command = [str(w) for w in (PROGRAM, "sweep", design, "-o", copy)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    assert "was begun by another build: program is '" in ended.stderr and "f00" in ended.stderr
    assert numbers(copy) == whole[1]


def test_the_same_world_is_shown_by_a_run_that_comes_out_again(design, copy):
    rebuilt(copy)
    sorted((copy / "segments").iterdir())[4].unlink()
    command = [str(w) for w in (PROGRAM, "sweep", design, "-o", copy, "--same-world")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    assert "was made again and is the same to the bit" in ended.stderr


def test_another_world_is_refused(design, copy):
    rebuilt(copy, change=("compute.owned", 1.001))
    sorted((copy / "segments").iterdir())[4].unlink()
    ended = sweep(design, copy, "--same-world")
    assert ended.returncode == 4, ended.stderr
    assert "this build makes other numbers than those that are there" in ended.stderr
    assert "compute.owned" in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGUSR2, signal.SIGXCPU, signal.SIGHUP])
def test_other_signals_stop_a_sweep_in_good_order_too(number, exarace, tmp_path):
    design = write_design(tmp_path, points=300)
    process = start(design, tmp_path / "a b", "--threads", 2)
    wait_for(lambda: (tmp_path / "a b/index").exists() and told(tmp_path / "a b"))
    process.send_signal(number)
    time.sleep(0.05)
    process.send_signal(number)  # batch systems repeat themselves
    assert process.wait(timeout=60) == 75
    text = process.stderr.read().decode()
    kill(process)
    typed = text.split("the same command goes on: ")[1].splitlines()[0]
    assert typed == f"{PROGRAM} sweep {design} -o '{tmp_path}/a b' --quiet --threads 2"
    kept = check_kept(exarace, tmp_path / "a b", set())
    again = subprocess.run(typed + " --max-walltime 3s", shell=True, capture_output=True, text=True, check=False)
    assert again.returncode in (0, 75), again.stderr
    assert kept <= set(done(tmp_path / "a b"))


def test_a_signal_at_the_first_moment_ends_a_sweep_in_good_order(tmp_path):
    design = write_design(tmp_path, points=300)
    for wait in (0.02, 0.1, 0.3):
        process = start(design, tmp_path / f"a{wait}", "--threads", 2)
        time.sleep(wait)
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)
        kill(process)
        assert code == 75 or wait < 0.1  # before that the program may not have begun


@pytest.mark.parametrize("change, threads", [
    ({"OMP_NUM_THREADS": "1"}, 1), ({"SLURM_CPUS_PER_TASK": "1"}, 1), ({"OMP_NUM_THREADS": "1,2", "SLURM_CPUS_PER_TASK": "8"}, 1),
    ({"OMP_NUM_THREADS": "no"}, None),
])  # fmt: skip
def test_threads_are_those_that_the_surroundings_allow(design, exarace, change, threads):
    clean = {k: v for k, v in os.environ.items() if k not in ("OMP_NUM_THREADS", "SLURM_CPUS_PER_TASK")}
    ended = exarace("sweep", design, "--dry-run", "--json", env={**clean, **change})
    assert json.loads(ended.stdout)["threads"] == (threads or len(os.sched_getaffinity(0)))


def test_threads_keep_to_the_processors_that_a_process_may_use(design):
    words = ["taskset", "-c", "0", PROGRAM, "sweep", design, "--dry-run", "--json"]
    ended = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout)["threads"] == 1


def test_the_dry_run_tells_the_disk_within_thirty_percent(exarace, tmp_path):
    design = write_design(tmp_path, points=20, end="2024-01-01")
    told_bytes = json.loads(exarace("sweep", design, "--dry-run", "--json").stdout)["bytes"]
    assert sweep(design, tmp_path / "a").returncode == 0
    used = sum(file.stat().st_size for file in (tmp_path / "a").rglob("*") if file.is_file())
    assert 0.7 * used < told_bytes < 1.3 * used


def test_a_run_that_is_there_says_so_and_ends_with_zero(exarace, tmp_path):
    words = ["run", "baseline", "--set", "run.end=2022-03-01", "-o", tmp_path / "a.h5"]
    assert exarace(*words).returncode == 0
    before = (tmp_path / "a.h5").stat().st_mtime_ns
    again = exarace(*words, "--checkpoint-every", "10m")
    assert again.returncode == 0 and "holds this run already" in again.stdout
    assert (tmp_path / "a.h5").stat().st_mtime_ns == before
    for other in (["--seed", "9"], ["--set", "run.enterprises=100"], ["--record", "chips.*"]):
        refused = exarace(*words, *other)
        assert refused.returncode == 4 and "exists already" in refused.stderr


def test_a_key_can_be_set_in_all_runs_of_a_sweep(design, exarace, tmp_path):
    import exarace as er

    assert sweep(design, tmp_path / "a", "--set", "run.end=2022-03-01").returncode == 0
    assert er.open(tmp_path / "a").sizes["time"] == 2
    other = sweep(design, tmp_path / "a", "--set", "run.end=2022-04-01")
    assert other.returncode == 4 and "run.end" in other.stderr or "scenario" in other.stderr
    wrong = sweep(design, tmp_path / "b", "--set", "run.ent=2022-04-01")
    assert wrong.returncode == 2 and "--set[1]" in wrong.stderr


def test_help_and_version_are_found_under_all_names(exarace):
    assert exarace("help", "sweep").stdout == exarace("sweep", "--help").stdout != ""
    assert exarace("help").stdout == exarace("--help").stdout
    assert exarace("-V").stdout == exarace("--version").stdout != ""


def test_compare_stops_at_its_limit_of_time(exarace, tmp_path):
    words = ["compare", "baseline", "no_controls", "--replicates", "500", "--max-walltime", "2s", "-o", tmp_path / "x.h5"]
    ended = exarace(*words)
    assert ended.returncode == 130 and "stopped by --max-walltime 2s; nothing was kept" in ended.stderr


def test_gather_tells_in_json_what_it_wrote(whole, exarace, tmp_path):
    told_json = json.loads(exarace("gather", whole[0], "-o", tmp_path / "all.h5", "--json").stdout)
    assert (told_json["done"], told_json["runs"], told_json["complete"]) == (20, 20, True)
    assert told_json["bytes"] == (tmp_path / "all.h5").stat().st_size


def test_a_share_whose_process_was_killed_is_waited_for(shim, exarace, tmp_path):
    design = write_design(tmp_path, points=60)
    folder, env = tmp_path / "a", without_locks(shim)
    first = launch(design, folder, env, "--threads", "1", "--shard", "1/2")
    wait_for(lambda: (folder / "index").exists() and told(folder))
    kill(first)
    second = launch(design, folder, env, "--threads", "2", "--shard", "1/2")
    time.sleep(3)
    assert second.poll() is None
    for index in (folder / "index").glob("*.jsonl"):  # as if two minutes had passed
        if '"shard"' in index.read_text():
            os.utime(index, (time.time() - 200, time.time() - 200))
    assert second.wait(timeout=120) == 0
    text = second.stderr.read().decode()
    kill(second)
    assert "had the same share; waiting until it shows whether it lives" in text
