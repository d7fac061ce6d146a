"""Sweeps from Python on every kind of worker, and what matters in them."""

import multiprocessing
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import exarace as er
import numpy as np
import pandas as pd
import pytest
from known_function import FACTORS, FIRST_ORDER, TOTAL, factors_text, ishigami

DESIGN = """\
scenario = "baseline"
sampler = "{sampler}"
{more}
[set]
run.end = 2022-04-01
[output]
series = ["compute.owned", "chips.sold"]
"""


def write(path, sampler, more, factors=FACTORS):
    path.write_text(DESIGN.format(sampler=sampler, more=more) + factors_text(factors))
    return path


@pytest.fixture(scope="module")
def design(tmp_path_factory):
    return write(tmp_path_factory.mktemp("designs") / "few.toml", "random", "points = 6")


@pytest.fixture(scope="module")
def by_program(design, tmp_path_factory):
    """What `exarace sweep` makes of the design, to the bit."""
    folder = tmp_path_factory.mktemp("program") / "few"
    program = Path(sys.executable).with_name("exarace")
    subprocess.run([program, "sweep", design, "-o", folder, "--threads", "1", "--quiet"], check=True)
    return bits(folder)


def bits(folder):
    """Every variable of a finished sweep: numbers as bytes, texts as they are."""
    runs = er.open(folder).load()
    assert runs.sizes["run"] == runs.attrs["runs_planned"]
    plain = {name: variable.values for name, variable in runs.variables.items()}
    return {name: values.tolist() if values.dtype.kind == "O" else values.tobytes() for name, values in plain.items()}


def test_threads_make_the_bits_of_the_program(design, by_program, tmp_path):
    er.sweep(design, tmp_path / "few", threads=2)
    assert bits(tmp_path / "few") == by_program


@pytest.mark.parametrize("way", ["spawn", "fork", "forkserver"])
def test_processes_make_the_bits_of_the_program(way, design, by_program, tmp_path):
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(way)) as pool:
        er.sweep(design, tmp_path / "few", executor=pool)
    assert bits(tmp_path / "few") == by_program


def test_a_dask_cluster_makes_the_bits_of_the_program(design, by_program, tmp_path):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor(pure=False) as pool,
    ):
        er.sweep(design, tmp_path / "few", executor=pool)
    assert bits(tmp_path / "few") == by_program


def test_mpi_futures_make_the_bits_of_the_program(design, by_program, tmp_path):
    pytest.importorskip("mpi4py")
    script = tmp_path / "work.py"
    script.write_text(
        "import exarace as er\n"
        "from mpi4py.futures import MPIPoolExecutor\n"
        "if __name__ == '__main__':\n"
        "    with MPIPoolExecutor() as pool:\n"
        f"        er.sweep({str(design)!r}, {str(tmp_path / 'few')!r}, executor=pool)\n"
    )
    mpi = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "3", sys.executable, "-m", "mpi4py.futures", script]
    done = subprocess.run([str(word) for word in mpi], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert bits(tmp_path / "few") == by_program


def test_the_same_call_again_makes_nothing_anew(design, tmp_path):
    er.sweep(design, tmp_path / "few")
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "few/segments").iterdir()}
    er.sweep(design, tmp_path / "few")
    assert before == {file: file.stat().st_mtime_ns for file in (tmp_path / "few/segments").iterdir()}


def test_a_sweep_has_a_report_with_a_picture_for_every_variable(design, tmp_path):
    from exarace import report

    runs = er.sweep(design, tmp_path / "few").load()
    report.write_sweep(str(tmp_path / "few"), str(tmp_path / "few.html"))
    text = (tmp_path / "few.html").read_text()
    assert "6 of 6 runs of a sweep by random: 6 points with 1 replicates each." in text
    assert "behaviour.cloud.horizon (uncertainty) from " in text
    middle = float(runs["compute.owned"].isel(time=-1).sum("country").median())
    assert f"compute.owned at the end: {middle / 1e3:.3g} thousand H100e in the middle" in text
    assert [file.name for file in sorted((tmp_path / "few_png").iterdir())] == ["01_chips_sold.png", "02_compute_owned.png"]


def test_a_report_wants_a_sweep(tmp_path):
    from exarace import report

    with pytest.raises(er.ResultError, match="holds no sweep"):
        report.write_sweep(str(tmp_path), str(tmp_path / "few.html"))


def test_threads_are_no_executor(design, tmp_path):
    with ThreadPoolExecutor(2) as pool, pytest.raises(er.ScenarioError, match="leave the executor out"):
        er.sweep(design, tmp_path / "few", executor=pool)


def test_another_design_in_the_folder_is_refused(design, tmp_path):
    er.sweep(design, tmp_path / "few")
    other = write(tmp_path / "other.toml", "random", "points = 7")
    with pytest.raises(er.ResultError, match="points is '6' there and '7' here"):
        er.sweep(other, tmp_path / "few")


@pytest.fixture(scope="module")
def saltelli(tmp_path_factory):
    folder = tmp_path_factory.mktemp("saltelli")
    path = write(folder / "s.toml", "saltelli", "points = 32")
    er.sweep(path, folder / "s")
    return folder / "s"


def test_sobol_indices_of_a_known_function_come_out_of_a_design(tmp_path):
    path = write(tmp_path / "s.toml", "saltelli", "points = 4096")
    from exarace import _exarace

    _exarace.begin_sweep(str(path), str(tmp_path / "s"), "test")
    points = er.open(tmp_path / "s", group="points")
    from exarace.indices import _analyse

    names = [key for key, _, _ in FACTORS]
    values = ishigami({name: points[name] for name in names}).values
    design = {"sampler": "saltelli", "second_order": "false"}
    found = _analyse(design, names, np.empty(0), values, {"num_resamples": 10, "conf_level": 0.95, "seed": 1})
    np.testing.assert_allclose(found["S1"], FIRST_ORDER, atol=0.02)
    np.testing.assert_allclose(found["ST"], TOTAL, atol=0.02)


def test_sobol_indices_lie_over_time_and_tell_their_blocks(saltelli):
    found = er.sensitivity(saltelli, "compute.owned", keep=("country",))
    assert found["ST"].dims[0] == "factor" and {"time", "country"} <= set(found["ST"].dims)
    assert found.attrs["used"] == found.attrs["planned"] == 32
    assert er.plot_sensitivity(found, country="us").axes[0].get_ylabel() == "Total index"


def test_a_failed_run_drops_its_whole_block(saltelli):
    def broken(runs):
        return ishigami(runs).where(runs["run"] != 7)

    found = er.sensitivity(saltelli, broken)
    assert (found.attrs["used"], found.attrs["planned"]) == (31, 32)


LISTS = """
[[factor]]
key = "regimes.us_2022_12_entities.listed"
role = "lever"
values = [["fabs/smic"], ["fabs/smic"], ["fabs/smic"], ["fabs/smik"]]
"""


def with_failures(folder, sampler):
    """A sweep of which every fourth point names somebody who does not exist, so that its runs fail; 16 blocks."""
    path = write(folder / "f.toml", sampler, "points = 16", FACTORS[:1])
    path.write_text(path.read_text() + LISTS)
    with pytest.warns(RuntimeWarning, match="runs failed; 'message' of the Dataset says why"):
        runs = er.sweep(path, folder / "f").load()
    return runs, runs["failed"].values.reshape(16, -1).any(axis=1)


def test_runs_that_fail_drop_their_whole_block_and_no_other(tmp_path):
    from SALib.analyze import sobol

    runs, failed = with_failures(tmp_path, "saltelli")
    assert 2 <= failed.sum() <= 14
    found = er.sensitivity(tmp_path / "f", "compute.owned").isel(time=-1)
    assert (found.attrs["used"], found.attrs["planned"]) == (16 - failed.sum(), 16)
    last = runs["compute.owned"].isel(time=-1).sum("country").values.reshape(16, -1)[~failed].ravel()
    own = sobol.analyze({"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}, last, False, num_resamples=2)
    np.testing.assert_allclose(found["ST"].values, own["ST"], rtol=1e-9)


def test_runs_that_fail_drop_their_whole_trajectory(tmp_path):
    runs, failed = with_failures(tmp_path, "morris")
    found = er.sensitivity(tmp_path / "f", "compute.owned").isel(time=-1)
    assert (found.attrs["used"], found.attrs["planned"]) == (16 - failed.sum(), 16)
    horizon = FACTORS[0][0]
    x = runs[horizon].values.reshape(16, -1)[~failed]
    y = runs["compute.owned"].isel(time=-1).sum("country").values.reshape(16, -1)[~failed]
    moved = np.diff(x, axis=1) != 0  # of three points, one step is that of the horizon
    effects = (np.diff(y, axis=1) * np.sign(np.diff(x, axis=1)))[moved] / (2 / 3)
    assert float(found["mu"].sel(factor=horizon)) == pytest.approx(effects.mean(), rel=1e-9)
    assert float(found["mu_star"].sel(factor=horizon)) == pytest.approx(np.abs(effects).mean(), rel=1e-9)
    assert float(found["sigma"].sel(factor=horizon)) == pytest.approx(effects.std(ddof=1), rel=1e-6)


def test_morris_tells_a_factor_that_does_nothing(tmp_path):
    path = write(tmp_path / "m.toml", "morris", "points = 20")
    er.sweep(path, tmp_path / "m")
    found = er.sensitivity(tmp_path / "m", lambda runs: 2 * runs[FACTORS[0][0]] + 0 * runs[FACTORS[1][0]])
    star = found["mu_star"].values
    assert star[0] == pytest.approx(4.0)
    assert star[1] == pytest.approx(0.0) and star[2] == pytest.approx(0.0)


@pytest.fixture(scope="module")
def short():
    return er.load("baseline").with_({"run.end": "2022-03-01"})


def test_factors_are_said_in_python(short, tmp_path):
    runs = er.sweep(short, tmp_path / "a", factors={"technology.wear": (0.1, 0.5)}, n=4, seed=3, replicates=2)
    assert runs.sizes["run"] == 8 and runs.attrs["sampler"] == "sobol"
    assert runs["technology.wear"].values.min() >= 0.1 and runs["technology.wear"].values.max() <= 0.5
    again = er.sweep(short, tmp_path / "a", factors={"technology.wear": (0.1, 0.5)}, n=4, seed=3, replicates=2)
    np.testing.assert_array_equal(again["compute.owned"], runs["compute.owned"])
    with pytest.raises(er.ResultError):
        er.sweep(short, tmp_path / "a", factors={"technology.wear": (0.1, 0.5)}, n=4, seed=4, replicates=2)


def test_points_come_from_a_table(short, tmp_path):
    points = pd.DataFrame({"technology.wear": [0.2, 0.3], "mechanisms.M1": [True, False]})
    runs = er.sweep(short, tmp_path / "b", factors=points)
    assert runs["technology.wear"].values.tolist() == [0.2, 0.3]
    assert runs["mechanisms.M1"].values.tolist() == [True, False]
    alone = short.with_({"technology.wear": 0.3, "mechanisms.M1": False})
    assert alone.get("mechanisms.M1") is False


def test_lists_make_a_grid_and_morris_has_its_indices(short, tmp_path):
    grid = er.sweep(short, tmp_path / "c", factors={"technology.wear": [0.1, 0.2], "behaviour.cloud.horizon": [2.0, 3.0]})
    assert grid.sizes["run"] == 4 and grid.attrs["sampler"] == "grid"
    ranges = {"technology.wear": (0.1, 0.5), "behaviour.cloud.horizon": {"low": 2.0, "high": 4.0, "scale": "log"}}
    er.sweep(short, tmp_path / "d", factors=ranges, sampler="morris", n=2, series="compute.owned")
    assert "mu_star" in er.sensitivity(tmp_path / "d", "compute.owned")


def test_priors_are_factors_by_name(short, tmp_path):
    drawn = er.sweep(short, tmp_path / "a", factors="uncertain", n=8, sampler="latin_hypercube", series="compute.owned")
    keys = [name for name in drawn.coords if "." in name]
    assert len(keys) > 300 and drawn.sizes["run"] == 8
    assert not np.array_equal(drawn["compute.owned"].values[0], drawn["compute.owned"].values[1])
    mixed = {"technology.wear": "prior", "behaviour.cloud.horizon": (2.0, 3.0), "times:countries.us.grid_growth": (0.5, 1.5)}
    few = er.sweep(short, tmp_path / "b", factors=mixed, n=16, series="compute.owned")
    assert {name for name in few.coords if "." in name} == set(mixed)
    assert len(set(few["technology.wear"].values)) == 16 and few["behaviour.cloud.horizon"].max() < 3


def test_factors_that_are_drawn_may_correlate(short, tmp_path):
    pair = ("technology.wear", "behaviour.cloud.horizon")
    runs = er.sweep(short, tmp_path / "a", factors=list(pair), correlations={pair: 0.9}, n=64, series="compute.owned")
    assert np.corrcoef(runs[pair[0]], runs[pair[1]])[0, 1] > 0.7


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({}, TypeError, "factors: expected what is varied, key paths to values, a DataFrame of points, 'uncertain', or a"),
        ({"factors": [1]}, TypeError, "factors: expected a dict from key paths to values, a DataFrame of points, 'uncertain'"),
        ({"factors": ["behaviour.clod.*"]}, er.ScenarioError, "factors:6:11: factors: no key with a prior fits 'behaviour.clo"),
        ({"factors": ["technology.wear"], "correlations": {"technology.wear": 1}}, TypeError, "correlations: expected a dict"),
        ({"factors": ["technology.wear"], "correlations": {("technology.wear", "technology.weir"): 0.5}}, er.ScenarioError,
         "factors:"),
        ({"factors": {"technology.wear": 3}}, TypeError, "factors['technology.wear']: expected (low, high), a list"),
        ({"factors": {"technology.wear": (1, 2, 3)}}, TypeError, "factors['technology.wear']: expected (low, high)"),
        ({"factors": {"technology.wear": (0.1, 0.2)}, "sampler": "sobl"}, er.ScenarioError, "sampler: expected one of"),
        ({"factors": {"technology.wear": (0.1, 0.2)}, "n": 0}, er.ScenarioError, "n: expected a whole number from 1"),
        ({"factors": pd.DataFrame()}, er.ScenarioError, "factors: expected a DataFrame with at least one point"),
    ],
)
def test_factors_that_cannot_be(short, tmp_path, options, error, text):
    with pytest.raises(error) as told:
        er.sweep(short, tmp_path / "x", **options)
    assert str(told.value).startswith(text)
    assert not (tmp_path / "x").exists()


def test_a_design_file_says_its_factors_itself(design, tmp_path):
    with pytest.raises(TypeError, match="^n: a design file says this itself; begin with a Scenario to say it here$"):
        er.sweep(design, tmp_path / "x", n=3)
    with pytest.raises(TypeError, match="^design: expected a Scenario, or the name or path of a design file, found None$"):
        er.sweep(None)


def test_another_sampler_has_no_indices(design, tmp_path):
    er.sweep(design, tmp_path / "few")
    with pytest.raises(er.ScenarioError, match="needed is 'saltelli' or 'morris'"):
        er.sensitivity(tmp_path / "few", "compute.owned")
