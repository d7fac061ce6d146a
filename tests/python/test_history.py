"""Observables, priors, calibration and backtest on the shipped world, small."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import exarace as er
import numpy as np
import pytest
from exarace.history import backtest, command, data, guard, observables, policies, priors
from exarace.history.expression import Evaluator, SeriesFacts, World
from exarace.history.world import world_of

pytest.importorskip("iterative_ensemble_smoother")
SMALL = {"members": 20, "updates": 1}


@pytest.fixture(scope="module")
def base():
    return er.load("baseline")


@pytest.fixture(scope="module")
def posterior(base, tmp_path_factory):
    return er.calibrate(base, "2023-06", **SMALL, folder=tmp_path_factory.mktemp("calibration"), progress=False)


def tiny(load=None):
    labels = {"sku": ("a", "b"), "cloud": ("google", "meta")}
    facts = {
        "chips.sold": SeriesFacts(("sku",), "chips"),
        "chips.price": SeriesFacts(("sku",), "USD/chip"),
        "capex.all": SeriesFacts(("cloud",), "USD"),
    }
    return Evaluator(World(labels, {"all": ("a", "b")}, {"a": 1.0, "b": 2.0}, {"a": 1e6, "b": 2e6}, {}, facts), load, 24264)


def test_expressions_compute_what_they_say():
    sold = np.arange(12.0).reshape(1, 6, 2)
    price = np.full((1, 6, 2), 10.0)
    e = tiny({"chips.sold": sold, "chips.price": price}.__getitem__)
    assert e.evaluate('sold("all")')[0].values.tolist() == [[1, 5, 9, 13, 17, 21]]
    assert e.evaluate('cum(h8("all"))')[0].values[0, 1] == 0 + 2 * 1 + 2 + 2 * 3
    assert e.evaluate('value("a")')[0].values[0, 2] == 40
    assert e.evaluate('since("2022-03", sold("a"))')[0].values[0].tolist() == [0, 0, 4, 10, 18, 28]
    assert e.evaluate('(mw("all")*1000, h8("all"))')[0].unit == {"power": 1}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('S("capex.al", cloud="google")', "did you mean 'capex.all'"),
        ('S("capex.all", cloud="gogle")', "did you mean 'google'"),
        ('S("capex.all", lab="google")', "has no dimension 'lab'"),
        ('S("capex.all") + sold("all")', "which differ"),
        ('sould("all")', "did you mean 'sold'"),
        ("__import__('os')", "unknown function"),
        ("[x for x in (1,)]", "no part of the language"),
        ("S(", "cannot be read"),
    ],
)
def test_a_wrong_expression_says_what_is_wrong(text, wrong):
    with pytest.raises(er.ScenarioError, match=wrong):
        tiny().evaluate(text)


def test_every_observable_fits_series_rows_and_units(base):
    used = observables.check(world_of(base))
    assert "chips.sold" in used
    assert len(observables.points()) > 400


def test_what_a_driver_did_after_a_day_does_not_move_a_run_of_that_day(base):
    later = {"times:clouds.microsoft.core_capex.2023-01-01": 3.0, "times:countries.us.grid_growth.2023-01-01": 0.2}
    short = base.with_({"run.end": "2023-04-01"})

    def runs(known):
        told = short.with_({"run.known": known})
        return [s.run(seed=1, record=["capex.all"])["capex.all"].values for s in (told, told.with_(later))]

    assert np.array_equal(*runs("2022-12-31"))
    assert not np.array_equal(*runs("2025-12-31"))


def test_observations_are_966_and_each_has_an_error_and_a_vintage():
    table = data.observations()
    assert len(table) == 966
    assert (table["error"] > 0).all() and (table["known_by"] >= table["last"]).all()


def test_priors_are_cut_at_the_valid_range_and_keys_have_streams_of_their_own(base):
    known = priors.priors_of(base)
    assert len(known) >= 50
    z = priors.normal_draws(known, 40, 1)
    values = priors.values_of(known, z)
    for prior, row in zip(known, values, strict=True):
        assert (row >= prior.low).all() and (row <= prior.high).all(), prior.key
    assert np.array_equal(priors.normal_draws(known[3:], 40, 1), z[3:])
    assert [p.key for p in priors.priors_of(base, ("behaviour.cloud",))] == [
        p.key for p in known if not p.key.startswith("behaviour.cloud.")
    ]


def test_a_posterior_is_written_and_read_again(posterior, tmp_path):
    posterior.save(tmp_path / "p.h5")
    again = er.posterior(tmp_path / "p.h5")
    assert np.array_equal(again.values, posterior.values)
    assert again.facts == posterior.facts
    assert again.keys["spread"].equals(posterior.keys["spread"])
    assert again.draws.sizes["draw"] == 20
    with pytest.raises(er.ResultError, match="exists"):
        posterior.save(tmp_path / "p.h5")


def test_draws_are_a_dataset_with_a_chain(posterior):
    one = posterior.dataset()
    assert one.sizes == {"chain": 1, "draw": 20} and len(one.data_vars) == len(posterior.keys)
    assert np.array_equal(one["technology.wear"].values[0], posterior.draws["value"].sel(key="technology.wear").values)


def test_sweep_and_compare_take_draws(posterior, tmp_path):
    posterior.save(tmp_path / "p.h5")
    (tmp_path / "d.toml").write_text(
        'scenario = "baseline"\nreplicates = 3\ndraws = "p.h5"\n[set]\nrun.end = 2022-03-01\n[output]\nseries = ["capex.ai"]\n'
    )
    runs = er.sweep(tmp_path / "d.toml", tmp_path / "d")
    alone = er.load("baseline").with_({"run.end": "2022-03-01"}).with_(posterior.changes(1)).run(seed=1, replicate=1)
    assert np.array_equal(runs["capex.ai"].values[1], alone.to_xarray()["capex.ai"].values)


def test_the_posterior_that_comes_with_a_scenario_is_taken_by_its_name(base, tmp_path):
    short, program = ["--set", "run.end=2022-03-01", "--quiet"], str(Path(sys.executable).with_name("exarace"))
    drawn = base.with_({"run.end": "2022-03-01"})
    alone = drawn.run(seed=1, replicate=1, draws="posterior")["capex.ai"].values
    assert np.array_equal(alone, drawn.with_(er.posterior().changes(1)).run(seed=1, replicate=1)["capex.ai"].values)
    runs = er.sweep(drawn, tmp_path / "s", draws="posterior", replicates=2, series=["capex.ai"], progress=False)
    assert np.array_equal(runs["capex.ai"].values[1], alone)
    words = [program, "run", "baseline", "--draws", "posterior", "--replicate", "1", *short, "-o", str(tmp_path / "r.h5")]
    subprocess.run(words, check=True, cwd=tmp_path)
    assert np.array_equal(er.open(tmp_path / "r.h5")["capex.ai"].values, alone)
    design = 'scenario = "baseline"\nreplicates = 2\ndraws = "posterior"\n[set]\nrun.end = 2022-03-01\n'
    (tmp_path / "d.toml").write_text(design + '[output]\nseries = ["capex.ai"]\n')
    assert np.array_equal(er.sweep(tmp_path / "d.toml", tmp_path / "d", progress=False)["capex.ai"].values[1], alone)
    words = [program, "compare", "baseline", "--without", "us_2022_10", "--draws", "posterior", "--replicates", "2", "--json"]
    words += short
    told = json.loads(subprocess.run(words, check=True, cwd=tmp_path, capture_output=True).stdout)
    assert told["replicates"] == 2
    words = ["--guard", "--members", "2", "--only", "limits on", "--draws", "posterior", "--work", str(tmp_path / "j")]
    assert command.judge(words) == 0


def test_the_posterior_that_comes_with_the_baseline_is_of_its_world(base):
    shipped = er.posterior()
    assert len(shipped.check(base)) < len(shipped.keys) / 2  # newer keys may lack draws; keys that went are refused
    assert shipped.facts["until"] == "2025-12"


def test_an_ensemble_takes_draws_in_turn(posterior, base):
    short = base.with_({"run.end": "2022-03-01"})
    runs = short.ensemble(3, draws=posterior, record=["capex.ai"])
    alone = short.with_(posterior.changes(1)).run(seed=1, replicate=1)
    assert np.array_equal(runs["capex.ai"].values[1], alone.to_xarray()["capex.ai"].values.astype("f4"))
    assert np.array_equal(runs[1]["capex.ai"].values, alone["capex.ai"].values)
    assert not np.array_equal(runs["capex.ai"].values, short.ensemble(3, record=["capex.ai"])["capex.ai"].values)


def test_what_differs_between_sides_is_not_drawn(posterior, base):
    from exarace import _draws

    key = "technology.wear"
    short = base.with_({"run.end": "2022-03-01"})
    other = short.with_({key: 0.4})
    assert key in _draws.taken(posterior, [short])[0]
    assert key not in _draws.taken(posterior, [short, other])[0]
    drawn = er.compare(short, other, replicates=2, draws=posterior).loc[("compute.owned/us", 2022)]
    assert drawn["effect"] != 0
    assert drawn["a"] != er.compare(short, other, replicates=2).loc[("compute.owned/us", 2022), "a"]


def test_a_sweep_takes_the_frame_of_a_posterior(posterior, base, tmp_path):
    short = base.with_({"run.end": "2022-03-01"})
    runs = er.sweep(short, tmp_path / "s", factors=posterior.frame().head(2), series=["capex.ai"], progress=False)
    assert runs.sizes["run"] == 2 and not np.array_equal(*runs["capex.ai"].values)
    assert runs["technology.wear"].values == pytest.approx(posterior.draws["value"].sel(key="technology.wear").values[:2])


def test_calibration_does_not_depend_on_threads_and_learns(base, posterior, tmp_path):
    again = er.calibrate(base, "2023-06", **SMALL, folder=tmp_path, threads=1, progress=False)
    assert np.array_equal(again.values, posterior.values)
    assert (posterior.blocks["error"] <= posterior.blocks["prior_error"] + 0.1).mean() > 0.5


def test_a_calibration_may_be_played_by_other_processes(base, posterior, tmp_path):
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        again = er.calibrate(base, "2023-06", **SMALL, folder=tmp_path, executor=pool, progress=False)
    assert np.array_equal(again.values, posterior.values)


@pytest.mark.parametrize(
    ("until", "wrong"), [("2021-06", "lies outside the run"), ("2035-01", "lies outside the run"), ("soon", "expected a month")]
)
def test_a_month_outside_the_run_is_refused(base, until, wrong):
    with pytest.raises(er.ScenarioError, match=wrong):
        er.calibrate(base, until)


def test_a_backtest_scores_what_came_and_tells_in_and_out_of_sample_apart(base, tmp_path):
    result = er.backtest(base, origins=["2023-06"], horizons=[2], **SMALL, folder=tmp_path, progress=False)
    table = result.table()
    assert table.loc["all", "observations"] == len(result.scores) > 10
    assert (result.scores["crps"] > 0).all() and result.scores["pit"].between(0, 1).all()
    assert {"persistence", "drift", "trend", "damped"} <= set(result.scores)
    assert len(result.fits) > 3
    from exarace.history.page import write_backtest

    write_backtest(result, tmp_path / "page.html")
    assert "Out of sample" in (tmp_path / "page.html").read_text()


def test_what_came_after_an_origin_does_not_move_its_forecast(base, tmp_path, monkeypatch):
    one = backtest.forecast_from(base, "2022-12", 2, members=20, updates=1, seed=1, folder=tmp_path)
    assert all(p.known_by <= one.origin for p in one.points[: one.known])
    assert all(p.last > one.origin for p in one.points[one.known :])


def test_the_guard_sees_a_collapse_only_while_services_grow():
    capex = np.array([[1.0, 4.0, 1.9], [1.0, 4.0, 2.1], [1.0, 4.0, 1.9]])
    services = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [1.0, 2.0, 1.5]])
    assert guard.breaks_guard(capex, services).tolist() == [True, False, False]
    assert guard.yearly(np.arange(30.0)[None, :], 12 * 2022 + 6, "sum").tolist() == [[sum(range(6, 18)), sum(range(18, 30))]]


def expectation(**other):
    row = {"what": "x", "expr": 'S("capex.ai")', "from": "2027-01", "to": "2028-12", "how": "sum", "sign": "-", **other}
    return policies._expectation({"id": "a policy", "story": "no_controls"}, row)


def test_a_policy_is_judged_by_sign_size_and_agreement():
    without = np.array([10.0] * 10)

    def verdict(one, changes):
        return policies.measured(one, without, without + np.array(changes))["verdict"]

    fall = expectation(least=-0.5)
    assert verdict(fall, [-1.0] * 9 + [1.0]) == "holds"
    assert verdict(fall, [-1.0] * 8 + [1.0] * 2) == "median only"
    assert verdict(fall, [-6.0] * 10) == "size"
    assert verdict(fall, [1.0] * 10) == verdict(fall, [0.0] * 10) == "fails"
    assert verdict(expectation(sign="0+"), [0.0] * 10) == "holds"
    assert policies.measured(fall, without, without - 1)["change_percent"] == pytest.approx(-10)
    assert policies.measured(expectation(sign="+"), without * 0, without)["verdict"] == "holds"


@pytest.mark.parametrize(("row", "wrong"), [({"sign": "up"}, "sign: expected"), ({"how": "all"}, "how: expected"),
                                            ({"to": "2026-12"}, "ends before it begins")])  # fmt: skip
def test_a_wrong_expectation_says_policy_and_row(row, wrong):
    with pytest.raises(er.ScenarioError, match="history/policies.toml: a policy: x: .*" + wrong):
        expectation(**row)


def test_every_expectation_of_a_policy_can_be_read_and_lies_within_the_run(base):
    from exarace.history.members import first_month, last_month

    wanted = policies.expectations()
    assert {e.story for e in wanted if e.story} <= set(er.scenarios().index)
    assert "capability.gap" in policies.series_of(wanted, world_of(base))
    assert all(first_month(base) <= e.first <= e.last <= last_month(base) for e in wanted)


def test_policies_are_played_over_the_same_draws_and_luck(base, tmp_path):
    table = policies.judge_policies(base, members=2, only=["smuggling crackdown"], folder=tmp_path)
    assert list(table.index.get_level_values("what")) == ["diversion", "capability gap does not narrow"]
    assert (table["agree"].isin([0, 0.5, 1])).all() and table["without"].notna().all()
    twice = policies.judge_policies(base, members=2, lucks=2, only=["smuggling crackdown"], folder=tmp_path)
    assert (twice["agree"].isin([0, 0.5, 1])).all() and (twice["without"] != table["without"]).all()
    with pytest.raises(er.ScenarioError, match="lucks: 0: at least one"):
        policies.judge_policies(base, lucks=0)
    with pytest.raises(er.ScenarioError, match="no policy is called 'nothing'"):
        policies.judge_policies(base, only=["nothing"])


def test_what_is_set_by_hand_is_not_drawn(base):
    keys = guard.drawn(base, None, 3, 1)[0]
    left = guard.drawn(base, None, 3, 1, (keys[0].removeprefix("times:"),))[0]
    assert keys[0] not in left and len(left) == len(keys) - 1


def test_a_calibration_that_is_killed_goes_on_and_gives_the_same(posterior, tmp_path):
    call = [sys.executable, "-c", "import sys; from exarace.history.command import calibrate; sys.exit(calibrate())",
            "baseline", "--until", "2023-06", "--members", "20", "--updates", "1", "--work", str(tmp_path / "work"),
            "-o", str(tmp_path / "p.h5"), "--quiet", "--json"]  # fmt: skip
    first = subprocess.Popen(call, stdout=subprocess.DEVNULL, start_new_session=True)
    for _ in range(600):
        if list((tmp_path / "work").glob("*/segments/*.h5")) or first.poll() is not None:
            break
        time.sleep(0.05)
    if first.poll() is None:
        os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert not (tmp_path / "p.h5").exists()
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["facts"]["until"] == "2023-06"
    assert np.array_equal(er.posterior(tmp_path / "p.h5").values, posterior.values)


def test_commands_say_what_is_wrong(capsys, tmp_path):
    assert command.calibrate(["baseline", "--until", "2031-06"]) == 2
    assert "lies outside the run" in capsys.readouterr().err
    assert command.backtest(["baseline", "--horizons", "two"]) == 2
    (tmp_path / "x.h5").write_bytes(b"no")
    assert command.nowcast(["baseline", "--draws", str(tmp_path / "x.h5")]) == 4


def test_the_lucks_of_a_draw_are_one_answer():
    good = np.array([True, True, False, True, False, False])  # three draws, two lucks
    assert list(policies.by_draw(np.array([1.0, 2.0, 5.0]), good, 2)) == [3.0, 2.0]
