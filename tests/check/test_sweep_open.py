"""A sweep as one lazy Dataset: labels, growth, quantiles, and how long it takes to open a large one."""

import hashlib
import json
import shutil
import subprocess
import sys

import exarace as er
import numpy as np
import pytest
from sweeping import kill, start, sweep, told, wait_for, write_design


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    top = tmp_path_factory.mktemp("open")
    more = 'reductions = ["full", "yearly_mean", "final"]\nquantiles = [0.25, 0.75]\n'
    design = write_design(top, points=4, replicates=3, more=more)
    assert sweep(design, top / "sweep").returncode == 0
    return top / "sweep"


def test_runs_carry_their_factors_as_coordinates(folder):
    dataset = er.open(folder)
    points = er.open(folder, group="points")
    assert dataset.sizes["run"] == 12
    assert list(dataset["point"].values) == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3
    horizon = points["behaviour.cloud.horizon"].values
    assert (dataset["behaviour.cloud.horizon"].values == np.repeat(horizon, 3)).all()
    assert dataset["mechanisms.M1"].dtype == bool
    assert dataset["behaviour.cloud.horizon"].attrs["units"] == "year"
    assert not dataset["failed"].any()


def test_any_selection_equals_the_same_selection_of_all_numbers(folder):
    lazy = er.open(folder)["compute.user_cost"]
    loaded = lazy.load().copy()
    lazy = er.open(folder)["compute.user_cost"]
    for choice in (
        {"run": 5},
        {"run": [7, 2, 2], "time": slice(1, 3)},
        {"run": slice(None, None, -2), "country": [3, 1], "compute_class": 1},
        {"time": -1, "country": 0},
        {"run": slice(0, 0)},
    ):
        np.testing.assert_array_equal(lazy.isel(choice).values, loaded.isel(choice).values)


def test_reductions_are_those_of_the_whole_series(folder):
    dataset = er.open(folder)
    full = dataset["chips.sold"]
    np.testing.assert_array_equal(dataset["chips.sold.final"].values, full.isel(time=-1).values)
    yearly = full.groupby("time.year").mean()
    np.testing.assert_allclose(dataset["chips.sold.yearly"].values, yearly.transpose("run", "year", "sku").values)


def test_quantiles_are_over_the_replicates_of_a_point(folder):
    quantiles = er.open(folder, group="quantiles")
    assert list(quantiles["quantile"].values) == [0.25, 0.75]
    assert list(quantiles["used"].values) == [3, 3, 3, 3]
    own = er.open(folder)["compute.owned"].isel(run=slice(3, 6)).quantile([0.25, 0.75], dim="run")
    np.testing.assert_allclose(quantiles["compute.owned"].isel(point=1).values, own.values)


def test_a_sweep_can_be_read_while_it_grows(tmp_path):
    design = write_design(tmp_path, points=1000)
    process = start(design, tmp_path / "sweep", "--threads", 1)
    try:
        sizes = []
        for _ in range(3):
            before = len(told(tmp_path / "sweep")) if (tmp_path / "sweep/index").exists() else 0
            wait_for(lambda seen=before: (tmp_path / "sweep/index").exists() and len(told(tmp_path / "sweep")) > seen)
            dataset = er.open(tmp_path / "sweep")
            assert (dataset["compute.owned"].sum(["country", "time"]) > 0).all()
            sizes.append(dataset.sizes["run"])
        assert sizes == sorted(set(sizes))
        assert dataset.attrs["runs_planned"] == 2000
    finally:
        kill(process)


OPENING = """
import resource, sys, time
import exarace as er
import xarray, h5netcdf, pandas, numpy
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start, used = time.perf_counter(), time.process_time()
dataset = er.open(sys.argv[1], verify=False)  # copies hold the runs of the first block
opened = time.perf_counter() - start
print(dataset.sizes["run"], opened, time.process_time() - used,
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
start, used = time.perf_counter(), time.process_time()
numbers = dataset["compute.owned"].isel(time=-1).values
print(numbers.nbytes, time.perf_counter() - start, time.process_time() - used)
"""


def large_sweep(top):
    """A sweep of 100,000 runs, of which the first block was played and the others are copies of it."""
    design = write_design(top, points=100_000, replicates=1, end="2022-02-01", name="large")
    assert sweep(design, top / "large", "--max-walltime", "20s").returncode == 75
    segments, index = top / "large/segments", top / "large/index"
    first = max(told(top / "large"), key=lambda line: line["runs"][0][1] - line["runs"][0][0])
    runs = first["runs"][0][1] - first["runs"][0][0] + 1
    source = (segments / first["segment"]).read_bytes()
    for file in segments.iterdir():
        file.unlink()
    shutil.rmtree(index)
    index.mkdir()
    with (index / "0000000100000001.jsonl").open("w") as lines:
        for block in range(100_000 // runs):
            name = f"{block:08d}-0.h5"
            (segments / name).write_bytes(source)
            line = {"segment": name, "size": len(source), "runs": [[block * runs, block * runs + runs - 1]]}
            body = json.dumps({**line, "rows": first["rows"], "failed": []}, separators=(",", ":"))[:-1]
            lines.write(f'{body},"check":"{hashlib.sha256(body.encode()).hexdigest()[:16]}"}}\n')
    return top / "large"


def test_a_hundred_thousand_runs_open_in_two_seconds_and_500_megabytes(tmp_path, capsys):
    folder = large_sweep(tmp_path)
    command = [sys.executable, "-c", OPENING, str(folder)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    runs, seconds, used, megabytes, size, reading, reading_used = map(float, shown)
    with capsys.disabled():
        print(f"\n{runs:.0f} runs opened in {seconds:.2f} s ({used:.2f} s of processor) with {megabytes:.0f} MB; "
              f"one series at the end read in {reading:.2f} s "
              f"({reading_used:.2f} s of processor, {size / 1e6:.1f} MB)")
    assert runs > 99_000
    assert used < 2
    assert megabytes < 500
