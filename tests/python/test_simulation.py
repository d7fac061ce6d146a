"""A run taken step by step: the same as a run, with policies, observers, branches and checkpoints."""

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import exarace as er
import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def base():
    return er.load("baseline").with_({"run.end": "2023-03-01"})


class Hawk(er.GovernmentPolicy):
    """Halves what the United States let through, once it has counted to five."""

    def __init__(self):
        self.seen = 0

    def decide(self, observation):
        self.seen += 1
        own = observation.own("chip_threshold")
        return [er.Act(m.id, "tighten", factor=0.5) for m in own if m.in_force and self.seen >= 5]


def same(one, other):
    """Whether two results hold the same numbers, events and tables."""
    a, b = one.to_xarray(), other.to_xarray()
    for name in a.data_vars:
        np.testing.assert_array_equal(a[name], b[name], err_msg=str(name))
    pd.testing.assert_frame_equal(one.events, other.events)
    pd.testing.assert_frame_equal(one.final["clouds"], other.final["clouds"])
    return True


def test_steps_make_what_a_run_makes(base):
    assert same(er.Simulation(base, seed=1).run().result(), base.run(seed=1))


def test_policies_decide_in_steps_as_in_a_run(base):
    sim = er.Simulation(base, seed=1, policies={"us": Hawk()}).run()
    run = base.run(seed=1, policies={"us": Hawk})
    assert same(sim.result(), run)
    assert sim.policies["us"].seen == run.policies["us"].seen == 14
    assert sim.result().provenance["user_code"] == "yes"
    assert not np.array_equal(run["policy.denied"], base.run(seed=1)["policy.denied"])


def test_it_goes_on_until_a_day(base):
    sim = er.Simulation(base, seed=1)
    assert str(sim.run(until="2022-06").today) == "2022-06-01" and sim.done == 5
    assert str(sim.run(until=pd.Timestamp("2022-08-15")).today) == "2022-09-01"
    assert sim.run().done == sim.steps == 14


@pytest.mark.parametrize(
    ("until", "error", "text"),
    [
        ("2021-12", er.ScenarioError, "until: expected a day from 2022-01-01 to 2023-03-01, found 2021-12-01"),
        ("soon", er.ScenarioError, "until: expected a day such as 2026-01-31, or a month, found 'soon'"),
        (2022, TypeError, "until: expected a date or a text such as 2026-01-31, found 2022"),
    ],
)
def test_a_day_that_cannot_be_reached(base, until, error, text):
    with pytest.raises(error, match=f"^{text}$"):
        er.Simulation(base).run(until=until)


def test_observers_are_asked_after_every_step(base):
    sim = er.Simulation(base, seed=1, observe={"cash": lambda sim: sim.clouds["cash"].sum()}).run(until="2022-04")
    assert sim.observed["cash"].iloc[-1] == pytest.approx(sim.clouds["cash"].sum())
    assert len(sim.observed) == 3
    series = sim.result()["cash"]
    np.testing.assert_array_equal(series, sim.observed["cash"])
    assert pickle.loads(pickle.dumps(sim.result()))["cash"].dims == ("time",)
    with pytest.raises(TypeError, match=r"^observe\['x'\]: expected a number from -inf to inf, found 'y'$"):
        er.Simulation(base, observe={"x": lambda sim: "y"}).step()
    with pytest.raises(TypeError, match=r"^observe\['x'\]: expected a function of the Simulation, found 3$"):
        er.Simulation(base, observe={"x": 3})


def test_branches_share_a_past_and_nothing_else(base):
    sim = er.Simulation(base, seed=1, policies={"us": Hawk()}).run(until="2022-05")
    a, b, c = sim.branch(3)
    late = b.change({"behaviour.cloud.horizon": 1.5})
    assert late == [] and b.scenario.get("behaviour.cloud.horizon") == 1.5
    a.run(), b.run()
    assert sim.done == c.done == 4 and (sim.policies["us"].seen, a.policies["us"].seen) == (4, 14)
    assert same(a.result(), base.run(seed=1, policies={"us": Hawk}))
    np.testing.assert_array_equal(a.result()["compute.owned"][:4], b.result()["compute.owned"][:4])
    assert not np.array_equal(a.result()["compute.owned"], b.result()["compute.owned"])
    assert same(c.run().result(), a.result())
    assert b.result().provenance["history_1_scenario"] == base.name


def test_copies_are_branches(base):
    sim = er.Simulation(base, seed=1).run(until="2022-03")
    one, other = copy.copy(sim), copy.deepcopy(sim)
    one.step()
    assert (sim.done, one.done, other.done) == (2, 3, 2)
    with pytest.raises(TypeError, match="^a Simulation cannot be pickled; checkpoint"):
        pickle.dumps(sim)


def test_arrays_outlive_steps_branches_and_the_simulation(base):
    sim = er.Simulation(base, seed=1)
    before = sim.clouds["power_used"]
    held = before.copy()
    sim.step(), sim.change({"behaviour.cloud.horizon": 2.0})
    after = sim.clouds["power_used"]
    kept = after.copy()
    del sim
    np.testing.assert_array_equal(before, held)
    np.testing.assert_array_equal(after, kept)


def test_a_checkpoint_goes_on_to_the_bit_here_and_in_the_program(base, tmp_path):
    whole = base.run(seed=1)
    path = er.Simulation(base, seed=1).run(until="2022-07").checkpoint(tmp_path / "x.h5")
    assert same(er.resume(path).run().result(), whole)
    program = Path(sys.executable).with_name("exarace")
    subprocess.run([program, "resume", path, "-o", tmp_path / "y.h5", "--quiet"], check=True)
    np.testing.assert_array_equal(er.read(tmp_path / "y.h5")["compute.owned"], whole["compute.owned"])
    with pytest.raises(er.ResultError, match="exists already"):
        er.Simulation(base).checkpoint(path)


def test_a_checkpoint_with_policies_wants_them_back(base, tmp_path):
    path = er.Simulation(base, seed=1, policies={"us": Hawk()}).run(until="2022-03").checkpoint(tmp_path / "x.h5")
    with pytest.raises(er.ScenarioError, match="^policies: a function of the user decided for the government 'us' in this run"):
        er.resume(path)
    assert er.resume(path, policies={"us": Hawk()}).run().result().provenance["user_code"] == "yes"


def test_a_transfer_that_waits_is_neither_kept_nor_copied(base, tmp_path):
    sim = er.Simulation(base, seed=1)
    sim.transfer("governments/us", "labs/openai", 1e9)
    for call in (lambda: sim.branch(1), lambda: sim.checkpoint(tmp_path / "x.h5")):
        with pytest.raises(er.ScenarioError, match="^a transfer waits for the next step; take that step first$"):
            call()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_change_on_the_way(base):
    sim = er.Simulation(base, seed=1).run(until="2022-03")
    with pytest.raises(er.ScenarioError, match="unknown key 'horison' in behaviour.cloud; did you mean 'horizon'?"):
        sim.change({"behaviour.cloud.horison": 2})
    with pytest.raises(er.ScenarioError, match="on a branch only regimes may come and go"):
        sim.change({"labs.openai.enabled": False})
    assert same(sim.run().result(), base.run(seed=1))
