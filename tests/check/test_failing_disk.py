"""Every write, every fsync, every rename and close failing once: nothing that was there is lost, nothing is half there."""

import os
import subprocess

import pytest
from sweeping import PROGRAM, ROOT, numbers, sweep, write_design

CALLS = ["write", "fsync", "rename", "link", "close"]
RUN = ["run", "baseline", "--quiet", "--threads", "1", "--set", "run.enterprises=100"]


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    library = tmp_path_factory.mktemp("shim") / "fail_at.so"
    command = ["cc", "-shared", "-fPIC", "-O1", ROOT / "tests/check/faults/fail_at.c", "-o", library, "-ldl"]
    subprocess.run([str(w) for w in command], check=True)
    return library


def failing(shim, call, at, below):
    return {**os.environ, "LD_PRELOAD": str(shim), "FAIL_CALL": call, "FAIL_AT": str(at), "FAIL_BELOW": str(below)}


def verify(path):
    return subprocess.run([str(PROGRAM), "verify", str(path)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("call", CALLS)
def test_a_result_is_the_old_one_or_the_new_one(shim, tmp_path, call):
    path = tmp_path / "result.h5"
    command = [str(PROGRAM), *RUN, "-o", str(path), "-f", "--set"]
    subprocess.run([*command, "run.end=2022-02-01"], check=True)
    for at in range(1, 20):
        before = path.read_bytes()
        ended = subprocess.run(
            [*command, "run.end=2022-03-01"], env=failing(shim, call, at, tmp_path), capture_output=True, text=True, check=False
        )
        assert ended.returncode in (0, 4), ended.stderr
        assert verify(path).returncode == 0
        assert [p.name for p in tmp_path.iterdir()] == ["result.h5"]
        if ended.returncode == 0:
            break
        assert "result.h5" in ended.stderr
        # The name may be the new file's already where only the folder could not be brought to the disk.
        assert path.read_bytes() == before or call == "fsync"
    else:
        pytest.fail("never came to its end")
    assert at > 1 or call in ("link", "close")  # there is another way to a name, and nothing depends on how it closes


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    design = write_design(folder, points=6, replicates=1, end="2022-02-01", enterprises=100)
    assert sweep(design, folder / "sweep", "--threads", 1).returncode == 0
    return design, numbers(folder / "sweep")


@pytest.mark.parametrize("call", CALLS)
def test_a_sweep_goes_on_after_any_call_that_failed(shim, whole, tmp_path, call):
    design, wanted = whole
    for at in range(1, 60):
        folder = tmp_path / f"sweep{at}"
        ended = sweep(design, folder, "--threads", 1, env=failing(shim, call, at, folder))
        assert ended.returncode in (0, 4), ended.stderr
        failed = ended.returncode != 0
        again = sweep(design, folder, "--threads", 1)
        assert again.returncode == 0, again.stderr
        assert verify(folder).returncode == 0, verify(folder).stdout
        assert numbers(folder) == wanted
        if not failed:
            break
    else:
        pytest.fail("never came to its end")


@pytest.mark.parametrize("call", CALLS)
def test_a_run_with_checkpoints_goes_on_after_any_call_that_failed(shim, tmp_path, call):
    command = [str(PROGRAM), *RUN, "--set", "run.end=2022-05-01", "--checkpoint-every", "1", "-o"]
    subprocess.run([*command, str(tmp_path / "whole.h5")], check=True)
    for at in range(1, 40):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / "result.h5"
        ended = subprocess.run(
            [*command, str(path)], env=failing(shim, call, at, folder), capture_output=True, text=True, check=False
        )
        assert ended.returncode in (0, 4), ended.stderr
        if ended.returncode == 0:
            break
        if not path.exists():
            again = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
            assert again.returncode == 0, again.stderr
        assert verify(path).returncode == 0
    else:
        pytest.fail("never came to its end")
