"""Files that mean harm, each with the exit that it must have: never a signal, never 10 seconds, never a gigabyte.

Checksums are made to fit, as somebody would who wants to be read.
"""

import functools
import hashlib
import os
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pytest
from sweeping import PROGRAM, sweep, write_design

MARK = b"exarace-sha256:"
MOST_SECONDS, MOST_MEMORY = 10, 1 << 30


def reseal(path):
    """Makes the checksum of a file fit what is in it."""
    data = bytearray(Path(path).read_bytes())
    at = data.find(MARK) + len(MARK)
    data[at : at + 64] = b"x" * 64
    data[at : at + 64] = hashlib.sha256(data).hexdigest().encode()
    Path(path).write_bytes(data)


def call(*words, cwd):
    """Exit code and text of the program, which was watched for time and memory."""
    begun = time.monotonic()
    with open(cwd / "told", "w+b") as told:
        process = subprocess.Popen(
            [str(w) for w in (PROGRAM, *words)], cwd=cwd, stdout=told, stderr=told, stdin=subprocess.DEVNULL
        )
        while time.monotonic() - begun < 3 * MOST_SECONDS:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.02)
        else:
            process.kill()
            pytest.fail(f"{words}: hangs")
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        text = told.read().decode()
    assert process.returncode >= 0, f"{words}: died of signal {-process.returncode}\n{text}"
    assert time.monotonic() - begun < MOST_SECONDS, f"{words}: took too long"
    assert used.ru_maxrss * 1024 < MOST_MEMORY, f"{words}: took {used.ru_maxrss / 1024:.0f} MB"
    assert "internal error" not in text, text
    return process.returncode, text


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """A result, a checkpoint and the folder of a sweep, all whole."""
    top = tmp_path_factory.mktemp("originals")
    run = ["run", "baseline", "--quiet", "--set", "run.enterprises=100", "--set", "run.end=2022-04-01"]
    command = [PROGRAM, *run, "-o", "result.h5", "--checkpoint-at", "2022-02-01"]
    subprocess.run([str(w) for w in command], cwd=top, check=True)
    design = write_design(top, points=4, replicates=1, end="2022-02-01", enterprises=100)
    assert sweep(design, top / "sweep", "--threads", 1).returncode == 0
    return top


@pytest.fixture
def folder(originals, tmp_path):
    subprocess.run(["cp", "-r", f"{originals}/.", tmp_path], check=True)
    return tmp_path


def change(path, how):
    """Lets a function change a file through HDF5, then makes its checksum fit."""
    with h5py.File(path, "r+") as file:
        how(file)
    reseal(path)


def integers_for_dimensions(file):
    series = file["series/compute.owned"]
    del series.attrs["DIMENSION_LIST"]
    series.attrs["DIMENSION_LIST"] = np.arange(7)


def one_dimension_for_many(file):
    series = file["series/compute.owned"]
    reference = h5py.special_dtype(vlen=h5py.special_dtype(ref=h5py.Reference))
    del series.attrs["DIMENSION_LIST"]
    lists = np.empty(1, dtype=object)
    lists[0] = np.array([file["series"].ref], dtype=h5py.ref_dtype)
    series.attrs.create("DIMENSION_LIST", lists, dtype=reference)


def replace(file, name, **how):
    del file[name]
    return file.create_dataset(name, **how)


def blocks_of_no_characters(file):
    replace(file, "series/country", shape=(5, 0), dtype="S1")


def texts_that_are_missing(file):
    for name in ("scenario_text", "scenario", "seed"):
        file["provenance"].attrs.pop(name, None)
        if name in file["provenance"]:
            del file["provenance"][name]


def numbers_that_are_texts(file):
    replace(file, "series/time_bounds", data=np.array(["a", "b"], dtype=h5py.string_dtype()))


def no_time(file):
    replace(file, "series/time_bounds", data=5.0)


def bomb(file):
    replace(file, "series/compute.owned", shape=(10**6, 10**4), chunks=(1000, 1000), dtype="f8", compression="gzip")


def packed_bomb(file):
    big = replace(file, "series/compute.owned", shape=(3 << 27,), chunks=(1 << 26,), dtype="i1", compression="gzip")
    for part in range(6):
        big[part << 26 : (part + 1) << 26] = 0


def far_more_than_there_is(file):
    replace(file, "series/compute.owned", shape=(2**40, 2**20), chunks=(64, 64), dtype="f8")


def other_files(file):
    replace(file, "series/compute.owned", shape=(100,), dtype="f8", external=[("/etc/passwd", 0, 800)])


def virtual(file):
    layout = h5py.VirtualLayout(shape=(3,), dtype="f8")
    layout[:] = h5py.VirtualSource("other.h5", "x", shape=(3,))
    del file["series/compute.owned"]
    file["series"].create_virtual_dataset("compute.owned", layout)


def soft_link(file):
    del file["series/compute.owned"]
    file["series/compute.owned"] = h5py.SoftLink("/series/chips.sold")


def link_to_itself(file):
    del file["series"]
    file["series"] = h5py.SoftLink("/series")


def external_link(file):
    del file["series"]
    file["series"] = h5py.ExternalLink("/etc/passwd", "/")


def future(file):
    file.attrs["exarace_layout"] = "a" * 40


BOMBS = (bomb, packed_bomb, far_more_than_there_is)  # 'info' reads no numbers, so they do it no harm
NOT_OURS = (bomb, packed_bomb, far_more_than_there_is, other_files, virtual, soft_link, link_to_itself, external_link)
RESULTS = [
    integers_for_dimensions, one_dimension_for_many, blocks_of_no_characters, texts_that_are_missing,
    numbers_that_are_texts, no_time, bomb, packed_bomb, far_more_than_there_is, other_files, virtual, soft_link,
    link_to_itself, external_link, future,
]  # fmt: skip


@pytest.mark.parametrize("how", RESULTS, ids=lambda how: how.__name__)
def test_results_that_mean_harm_are_refused_or_read(folder, how):
    change(folder / "result.h5", how)
    for command in (["info"], ["verify"], ["reproduce", "--quiet"]):
        code, text = call(*command, "result.h5", cwd=folder)
        assert code in (0, 2, 4, 6), text
        if how in NOT_OURS and not (command == ["info"] and how in BOMBS):
            assert code != 0, f"{command}: {text}"


@pytest.mark.parametrize("name", ["../evil.h5", "/tmp/evil.h5", "..", "", "a/b.h5"])
def test_a_checkpoint_names_no_result_elsewhere(folder, name):
    (path,) = folder.glob("result.*checkpoint.h5")

    def rename(file):
        file["state"].attrs["output"] = name

    change(path, rename)
    before = set(folder.parent.iterdir())
    code, text = call("resume", path.name, "--quiet", "-f", cwd=folder)
    assert code == 4, text
    assert set(folder.parent.iterdir()) == before


@pytest.mark.parametrize("place", ["world", "recording", "told"])
def test_a_checkpoint_whose_bytes_are_cut_off_is_refused(folder, place):
    (path,) = folder.glob("result.*checkpoint.h5")

    def cut(file):
        data = file[f"state/{place}"][()]
        replace(file, f"state/{place}", data=data[: len(data) // 2])

    change(path, cut)
    code, text = call("resume", path.name, "--quiet", cwd=folder)
    assert code == 4, text


def forged(file, place, size, value, share):
    """Writes a number of that many bytes over what stands at a share of the way through."""
    data = file[f"state/{place}"]
    at = int(share * (len(data) - size))
    data[at : at + size] = np.frombuffer(value.to_bytes(size, "little"), "i1")


@pytest.mark.parametrize("place", ["world", "recording", "told"])
def test_a_checkpoint_whose_bytes_are_forged_ends_in_a_message(folder, place):
    (path,) = folder.glob("result.*checkpoint.h5")
    whole, random = path.read_bytes(), np.random.default_rng(7)
    for size, value in [(1, 255), (4, 0), (4, 0x7FFFFFF0), (8, 2**63 - 1)] * 10:
        path.write_bytes(whole)
        change(path, functools.partial(forged, place=place, size=size, value=value, share=random.random()))
        code, text = call("resume", path.name, "--quiet", "-f", "-o", "forged.h5", cwd=folder)
        assert code in (0, 2, 3, 4), f"{code}: {text}"


def far_run(file):
    file["runs/run"][...] = 1e15


def run_of_nothing(file):
    replace(file, "runs/run", data=np.array([-5] * len(file["runs/message"]), dtype="i8"))


def no_messages(file):
    del file["runs/message"]


def fewer_numbers(file):
    replace(file, "runs/run", data=np.array([], dtype="i8"))


SEGMENTS = [far_run, run_of_nothing, no_messages, fewer_numbers]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("how", SEGMENTS, ids=lambda how: how.__name__)
def test_segments_that_mean_harm_are_damage(folder, how, told):
    path = sorted((folder / "sweep/segments").iterdir())[0]
    change(path, how)
    if not told:
        for line in (folder / "sweep/index").iterdir():
            line.unlink()
    code, text = call("verify", "sweep", cwd=folder)
    assert code == 6, text
    assert path.name in text
    code, text = call("sweep", "design.toml", "-o", "sweep", "--quiet", cwd=folder)
    assert code in (0, 4), text
    code, text = call("gather", "sweep", "-o", "all.h5", cwd=folder)
    assert code in (0, 2, 4), text


def no_points(file):
    file["sweep"].attrs["points"] = "0"


def no_block(file):
    file["sweep"].attrs["block"] = "0"


def very_many(file):
    file["sweep"].attrs["points"] = "99999999999999999"


def a_word_for_a_number(file):
    file["sweep"].attrs["replicates"] = "many"


def another_design(file):
    file["design"].attrs["points"] = "5"


def no_scenario(file):
    replace(file, "scenarios/text", data=np.array([], dtype=h5py.string_dtype()))


@pytest.mark.parametrize(
    "how", [no_points, no_block, very_many, a_word_for_a_number, another_design, no_scenario], ids=lambda h: h.__name__
)
def test_manifests_that_mean_harm_are_refused(folder, how):
    change(folder / "sweep/manifest.h5", how)
    for command in (["verify", "sweep"], ["gather", "sweep", "-o", "all.h5"], ["sweep", "design.toml", "-o", "sweep", "--quiet"]):
        code, text = call(*command, cwd=folder)
        assert code == 4, text


def test_a_run_of_1e15_in_the_index_is_damage_and_takes_no_memory(folder):
    (line,) = [p for p in (folder / "sweep/index").iterdir() if p.read_text()]
    first, *others = line.read_text().splitlines()
    body = first[: first.index(',"check":"')].replace('"runs":[[', '"runs":[[0,1000000000000000],[')
    line.write_text("\n".join([f'{body},"check":"{hashlib.sha256(body.encode()).hexdigest()[:16]}"}}', *others]) + "\n")
    code, text = call("verify", "sweep", cwd=folder)
    assert code == 6 and "line 1" in text, text
    code, text = call("sweep", "design.toml", "-o", "sweep", "--quiet", cwd=folder)
    assert code == 0, text


def test_pipes_in_place_of_files_do_not_hang(folder):
    segment = sorted((folder / "sweep/segments").iterdir())[0]
    for path in (folder / "result.h5", segment, folder / "sweep/index/0000000000000000.jsonl"):
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    assert call("verify", "result.h5", cwd=folder)[0] in (4, 6)
    assert call("verify", "sweep", cwd=folder)[0] in (4, 6)


def test_very_many_marks_of_a_checksum_do_not_take_very_long(folder):
    (folder / "marks.h5").write_bytes((folder / "result.h5").read_bytes()[:2000] + MARK * 400_000)
    assert call("verify", "marks.h5", cwd=folder)[0] in (4, 6)


def test_names_inside_of_files_do_not_speak_to_the_terminal(folder):
    def title(file):
        file.attrs["title"] = "\x1b]0;hacked\x07\x1b[2J"

    change(folder / "result.h5", title)
    code, text = call("info", "result.h5", cwd=folder)
    assert code == 0 and "\x1b" not in text and "\\x1b]0;hacked" in text


def test_a_table_of_claims_that_is_a_link_is_not_written_through(folder):
    claims, other = folder / "sweep/claims", folder / "precious.txt"
    other.write_text("precious")
    claims.unlink(missing_ok=True)
    claims.symlink_to(other)
    for segment in (folder / "sweep/segments").iterdir():
        segment.unlink()
    code, text = call("sweep", "design.toml", "-o", "sweep", "--quiet", cwd=folder)
    assert code == 4, text
    assert other.read_text() == "precious"
