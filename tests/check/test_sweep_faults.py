"""Sweeps on bad disks, shared sweeps, sweeps that are stopped, sweeps with runs that fail."""

import contextlib
import json
import os
import signal
import subprocess
import time

import pytest
from sweeping import PROGRAM, check_kept, done, kill, numbers, start, sweep, told, wait_for, write_design


@pytest.fixture(scope="module")
def design(tmp_path_factory):
    return write_design(tmp_path_factory.mktemp("design"), points=10)


@pytest.fixture(scope="module")
def whole(design, tmp_path_factory):
    """A finished sweep and its numbers."""
    folder = tmp_path_factory.mktemp("whole") / "sweep"
    assert sweep(design, folder, "--threads", 1).returncode == 0
    return folder, numbers(folder)


@pytest.fixture
def copy(whole, tmp_path):
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", whole[0], folder], check=True)
    return folder


def segments(folder):
    return sorted((folder / "segments").iterdir())


@pytest.mark.parametrize("options", [["--threads", "2"], ["--threads", "5"]])
def test_threads_do_not_matter(design, whole, tmp_path, options):
    assert sweep(design, tmp_path / "a", *options).returncode == 0
    assert numbers(tmp_path / "a") == whole[1]


def test_shards_whose_number_changes_do_not_matter(design, whole, exarace, tmp_path):
    folder = tmp_path / "a"
    for shard in ("1/3", "2/3", "2/2", "1/2"):
        ended = sweep(design, folder, "--shard", shard, "--threads", 1)
        assert ended.returncode == 0, ended.stderr
    assert len(check_kept(exarace, folder, set())) == 20
    assert numbers(folder) == whole[1]


def test_two_sweeps_on_one_folder_share_the_work(design, whole, exarace, tmp_path):
    folder = tmp_path / "a"
    both = [start(design, folder, "--threads", 1) for _ in range(2)]
    codes = [process.wait(timeout=300) for process in both]
    for process in both:
        kill(process)
    assert codes == [0, 0]
    assert len(check_kept(exarace, folder, set())) == 20
    assert numbers(folder) == whole[1]


def test_the_same_shard_twice_is_refused(tmp_path):
    design = write_design(tmp_path, points=400)
    first = start(design, tmp_path / "a", "--shard", "1/2", "--threads", 1)
    try:
        wait_for(lambda: (tmp_path / "a/index").exists() and told(tmp_path / "a"))
        second = sweep(design, tmp_path / "a", "--shard", "1/2")
        assert second.returncode == 4
        assert "another process is at work on shard 1/2" in second.stderr
    finally:
        kill(first)


def test_another_design_is_refused_with_what_differs(copy, tmp_path):
    other = write_design(tmp_path, points=11, replicates=3)
    ended = sweep(other, copy)
    assert ended.returncode == 4
    assert "holds another sweep: points is '10' there and '11' here; replicates is '2' there and '3' here" in ended.stderr


def test_a_folder_with_something_else_is_refused(design, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/thesis.tex").write_text("x")
    ended = sweep(design, tmp_path / "a")
    assert ended.returncode == 4
    assert "is not empty and holds no sweep" in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGUSR1])
def test_a_signal_stops_a_sweep_in_good_order(number, exarace, tmp_path):
    design = write_design(tmp_path, points=300)
    folder = tmp_path / "a"
    process = start(design, folder, "--threads", 2)
    wait_for(lambda: (folder / "index").exists() and told(folder))
    process.send_signal(number)
    assert process.wait(timeout=60) == 75
    text = process.stderr.read().decode()
    kill(process)
    assert "stopped in good order" in text
    assert f"the same command goes on: {PROGRAM} sweep {design} -o {folder} --quiet --threads 2" in text
    assert len(check_kept(exarace, folder, set())) > 0


def test_the_limit_of_time_stops_a_sweep_in_good_order(exarace, tmp_path):
    design = write_design(tmp_path, points=2000)
    began = time.monotonic()
    ended = sweep(design, tmp_path / "a", "--max-walltime", "3s")
    assert ended.returncode == 75
    assert time.monotonic() - began < 60
    check_kept(exarace, tmp_path / "a", set())


def test_a_segment_that_is_cut_off_is_found_and_made_again(design, whole, copy, exarace):
    victim = segments(copy)[3]
    victim.write_bytes(victim.read_bytes()[:-100])
    found = exarace("verify", copy)
    assert found.returncode == 6
    assert victim.name in found.stdout and "cut off" in found.stdout
    again = sweep(design, copy)
    assert again.returncode == 4 and victim.name in again.stderr
    victim.unlink()
    assert exarace("verify", copy).returncode == 6  # told of as done, but gone
    assert sweep(design, copy).returncode == 0
    assert exarace("verify", copy).returncode == 0
    assert numbers(copy) == whole[1]


def test_a_flipped_bit_is_found_named_and_salvaged_around(design, whole, copy, exarace, tmp_path):
    victim = segments(copy)[5]
    damaged = bytearray(victim.read_bytes())
    damaged[len(damaged) // 2] ^= 4
    victim.write_bytes(bytes(damaged))
    found = json.loads(exarace("verify", copy, "--json").stdout)
    assert [finding["file"] for finding in found["findings"]] == [f"segments/{victim.name}"]
    saved = exarace("verify", copy, "--salvage", tmp_path / "saved")
    assert saved.returncode == 6
    assert exarace("verify", tmp_path / "saved").returncode == 0
    assert len(done(tmp_path / "saved")) == found["done"] == len(done(copy)) - 1
    assert sweep(design, tmp_path / "saved").returncode == 0
    assert numbers(tmp_path / "saved") == whole[1]


def test_a_flipped_bit_is_found_wherever_it_is(copy, exarace):
    victim = segments(copy)[5]
    whole = victim.read_bytes()
    for place in range(0, len(whole), len(whole) // 25):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        victim.write_bytes(bytes(damaged))
        found = exarace("verify", copy, "--json")
        assert found.returncode == 6, place
        assert [finding["file"] for finding in json.loads(found.stdout)["findings"]] == [f"segments/{victim.name}"]


@contextlib.contextmanager
def disk(place, options):
    """A disk of its own at a place, or nothing where that may not be made."""
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
    try:
        yield place if made.returncode == 0 else None
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 300 kB."""
    with disk(tmp_path / "disk", "size=300k") as made:
        if made is None:
            pytest.skip("a small disk can be made by root only")
        yield made


def test_a_full_disk_ends_a_sweep_and_keeps_what_was_done(design, whole, small_disk, exarace):
    folder = small_disk / "a"
    ended = sweep(design, folder, "--threads", 2)
    assert ended.returncode == 4
    assert "No space left on device" in ended.stderr
    kept = check_kept(exarace, folder, set())
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    assert sweep(design, folder).returncode == 0
    assert kept <= set(done(folder))
    assert numbers(folder) == whole[1]


def test_a_folder_that_may_not_be_written_is_refused(design, tmp_path):
    closed = tmp_path / "closed"
    with disk(closed, "ro") as made:
        if made is None:
            closed.chmod(0o555)
            if os.geteuid() == 0:
                pytest.skip("root may write everywhere, and cannot mount here")
        ended = sweep(design, closed / "a")
    assert ended.returncode == 4
    assert "cannot make the folder" in ended.stderr


FAILING = """\
scenario = "baseline"
sampler = "list"
replicates = 2

[set]
run.end = 2022-02-01
run.enterprises = 200

[[factor]]
key = "regimes.us_2022_12_entities.listed"
values = [{lists}]

[output]
series = ["chips.sold"]
"""


@pytest.fixture
def failing(tmp_path):
    """A design in which the list of one point in ten names somebody who does not exist."""
    design = tmp_path / "failing.toml"
    lists = ['["fabs/smic"]'] * 9
    lists.insert(4, '["fabs/smik"]')
    design.write_text(FAILING.format(lists=", ".join(lists)))
    return design


def test_runs_that_fail_are_told_and_the_others_go_on(failing, exarace, tmp_path):
    import exarace as er

    folder = tmp_path / "a"
    ended = sweep(failing, folder, "--threads", 2)
    assert ended.returncode == 5, ended.stderr
    dataset = er.open(folder)
    assert dataset.sizes["run"] == 20
    failed = dataset.where(dataset["failed"], drop=True)
    assert list(failed["run"].values) == [8, 9]
    assert "nobody is called 'fabs/smik'; did you mean 'fabs/smic'?" in str(failed["message"].values[0])
    assert dataset["chips.sold"].isel(run=8).isnull().all()
    assert (dataset["chips.sold"].sum("sku").values[~dataset["failed"].values] > 0).all()
    failures = sorted((failure for line in told(folder) for failure in line["failed"]), key=lambda told: told["run"])
    assert failures[0]["scenario"] == "baseline"
    assert failures[0]["set"] == {"regimes.us_2022_12_entities.listed": '["fabs/smik"]'}
    assert (failures[0]["seed"], failures[0]["replicate"]) == (1, 0)
    assert sweep(failing, folder).returncode == 5  # nothing left to do, and still not all well
    assert len(segments(folder)) == len(told(folder))


def test_a_sweep_whose_first_point_fails_makes_the_others(tmp_path):
    design = tmp_path / "first.toml"
    design.write_text(FAILING.format(lists='["fabs/smik"], ["fabs/smic"], ["fabs/smic"]'))
    ended = sweep(design, tmp_path / "a", "--threads", 1)
    assert ended.returncode == 5, ended.stderr
    assert sorted(done(tmp_path / "a")) == [0, 1, 2, 3, 4, 5]


def test_a_design_of_which_no_run_can_be_made_is_refused(tmp_path):
    design = tmp_path / "none.toml"
    design.write_text(FAILING.format(lists='["fabs/smik"], ["fabs/smig"]'))
    ended = sweep(design, tmp_path / "a")
    assert ended.returncode == 2
    assert "none of 4 runs that were tried can be made" in ended.stderr
    assert "nobody is called 'fabs/smik'" in ended.stderr
    assert not (tmp_path / "a").exists()


def test_failed_runs_can_be_tried_again(failing, exarace, tmp_path):
    folder = tmp_path / "a"
    assert sweep(failing, folder).returncode == 5
    before = len(segments(folder))
    assert sweep(failing, folder, "--retry-failed").returncode == 5
    assert len(segments(folder)) > before
    found = json.loads(exarace("verify", folder, "--json").stdout)
    assert (found["done"], found["failed"], found["whole"]) == (18, 2, True)


def test_all_runs_can_be_gathered_into_one_file(whole, exarace, tmp_path):
    import exarace as er

    file = tmp_path / "all.h5"
    assert exarace("gather", whole[0], "-o", file).returncode == 0
    assert exarace("verify", file).returncode == 0
    one, many = er.open(file), er.open(whole[0])
    for name in many.data_vars:
        assert one[name].values.tobytes() == many[name].values.tobytes()
