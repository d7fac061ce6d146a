"""A sweep with damage, opened: what is not as it was written is refused, or read from what is."""

import hashlib
import shutil

import exarace as er
import pytest

DESIGN = """\
scenario = "baseline"
sampler = "grid"
replicates = 80
[set]
run.end = 2022-02-01
run.enterprises = 100
[output]
series = ["compute.owned"]
reductions = ["final"]
[[factor]]
key = "behaviour.cloud.horizon"
values = [2.0, 3.0]
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("original")
    (folder / "design.toml").write_text(DESIGN)
    er.sweep(folder / "design.toml", folder / "sweep")
    return folder / "sweep"


@pytest.fixture
def copy(original, tmp_path):
    return shutil.copytree(original, tmp_path / "sweep")


def numbers(folder, **how):
    return er.open(folder, **how)["compute.owned.final"].values


def lines(folder):
    (file,) = [f for f in (folder / "index").iterdir() if f.read_text()]
    return file, file.read_text().splitlines()


def test_a_digit_changed_in_the_index_changes_no_run(original, copy):
    file, told = lines(copy)
    at = told[0].index('"runs":[[') + len('"runs":[[')
    digit = "1" if told[0][at] != "1" else "2"
    file.write_text("\n".join([told[0][:at] + digit + told[0][at + 1 :], *told[1:]]) + "\n")
    assert er.open(copy).sizes["run"] == 160
    assert (numbers(copy) == numbers(original)).all()


def test_runs_that_nobody_planned_are_not_believed(original, copy):
    file, told = lines(copy)
    body = told[0].partition(',"check":"')[0].replace('"runs":[[', '"runs":[[0,1000000000000000],[')
    file.write_text(f'{body},"check":"{hashlib.sha256(body.encode()).hexdigest()[:16]}"}}\n')
    assert (numbers(copy) == numbers(original)).all()


def test_a_segment_that_holds_other_runs_is_refused(copy):
    first, second = sorted((copy / "segments").iterdir())[:2]
    first.rename(copy / "x")
    second.rename(first)
    (copy / "x").rename(second)
    with pytest.raises(er.ResultError, match="holds other runs"):
        numbers(copy)


def test_a_changed_byte_is_seen_unless_nobody_wants_to_know(original, copy):
    path = sorted((copy / "segments").iterdir())[0]
    data = bytearray(path.read_bytes())
    at = data.find(b"exarace-sha256:") + 20
    data[at] = ord("0") if data[at] != ord("0") else ord("1")
    path.write_bytes(data)
    with pytest.raises(er.ResultError, match="differ from its checksum"):
        numbers(copy)
    assert (numbers(copy, verify=False) == numbers(original)).all()
