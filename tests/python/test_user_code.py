"""What a user brings into a run: money and chips that he moves, and governments that he decides for."""

import re

import exarace as er
import numpy as np
import pandas as pd
import pytest

PAYER, PAYEE = "governments/us", "labs/openai"


@pytest.fixture(scope="module")
def short():
    return er.load("baseline").with_({"run.end": "2022-04-01"})


@pytest.fixture
def sim(short):
    return er.Simulation(short, seed=1, record="all")


def cash(sim, table, row):
    return dict(zip(getattr(sim, table).ids, getattr(sim, table)["cash"], strict=True))[row]


def capital(sim):
    """Fixed capital of clouds in USD, by id."""
    return pd.Series(sim.clouds["fixed_capital"], index=sim.clouds.ids)


def owned(sim):
    """What clouds have installed and what waits for power there, in MW."""
    return pd.Series(sim.clouds["power_used"] + sim.clouds["power_waiting"], index=sim.clouds.ids)


def test_money_that_is_moved_is_there_for_the_next_step(short, sim):
    def paid(simulation):
        flows = simulation.result().to_xarray()["money.flows"]
        return float(flows.isel(time=0).sel(payer="household", payee="lab"))

    other = er.Simulation(short, seed=1, record="all")
    other.step()
    sim.transfer("countries/us/households", PAYEE, 1e9)
    before = cash(sim, "labs", "openai")
    assert before == cash(er.Simulation(short, seed=1), "labs", "openai")  # nothing is booked yet
    sim.step()  # with the audit
    assert paid(sim) - paid(other) == pytest.approx(1e9, rel=1e-6)
    assert 0 < cash(sim, "labs", "openai") - cash(other, "labs", "openai") < 1e9  # some of it is spent already
    event = sim.events.query("kind == 'transferred'").iloc[0]
    assert (event["subject"], event["object"], event["value"]) == ("countries/us/households", PAYEE, 1e9)
    assert str(event["date"].date()) == "2022-01-01"
    assert event["text"] == "A user of the simulation moved money as subsidy."


def test_a_step_without_a_transfer_is_as_ever(short, sim):
    for _ in sim:
        pass
    np.testing.assert_array_equal(
        sim.result().to_xarray()["compute.owned"].values,
        short.run(seed=1).to_xarray()["compute.owned"].values,
    )
    assert sim.result().provenance["user_code"] == "no"


def test_chips_change_hands_with_their_book_value(short, sim):
    other = er.Simulation(short, seed=1, record="all")
    sim.transfer("clouds/google", "clouds/meta", chips="a100", units=20000, why="A wager was lost")
    sim.step(), other.step()
    event = sim.events.query("kind == 'transferred'").iloc[0]
    assert (event["subject"], event["object"], event["quantity"]) == ("clouds/google", "clouds/meta", 20000)
    assert event["value"] > 1e6
    assert event["text"] == "A user of the simulation moved a100: A wager was lost."
    gained = owned(sim) - owned(other)
    assert gained["google"] < -5 and gained["meta"] > 5  # 20,000 chips of some 0.7 kW each
    worth = capital(sim) - capital(other)
    assert worth["google"] == pytest.approx(-event["value"], rel=0.1)
    assert 0.5 < worth["meta"] / event["value"] < 1.1  # who has been given chips buys fewer


def test_a_result_with_transfers_says_so_and_is_not_made_again(sim, tmp_path):
    sim.transfer(PAYER, PAYEE, 5)
    sim.step()
    assert sim.result().provenance["user_code"] == "yes"


@pytest.mark.parametrize(
    ("arguments", "more", "error", "text"),
    [
        ((PAYER, "labs/openay", 1), {}, er.ScenarioError,
         "payee: there is no account 'labs/openay'; did you mean 'labs/openai'?"),
        (("bank of nowhere at all", PAYEE, 1), {}, er.ScenarioError,
         "payer: there is no account 'bank of nowhere at all', expected a name such as clouds/microsoft or governments/us"),
        ((PAYER, PAYER, 1), {}, er.ScenarioError, "payee: expected another account than the payer, found governments/us"),
        ((PAYER, PAYEE, -5), {}, er.ScenarioError, "amount: expected a number from 0.01 to 1e+13 [USD], found -5"),
        ((PAYER, PAYEE, float("nan")), {}, er.ScenarioError, "amount: expected a number from 0.01 to 1e+13 [USD], found nan"),
        ((PAYER, PAYEE, "5"), {}, TypeError, "amount: expected a number from 0.01 to 1e+13 [USD], found '5'"),
        ((PAYER, PAYEE), {}, TypeError, "transfer: expected an amount of money, or chips and units"),
        ((PAYER, PAYEE, 1), {"chips": "h100", "units": 1}, TypeError,
         "transfer: expected an amount of money, or chips and units"),
        ((PAYER, PAYEE), {"chips": "h100"}, TypeError, "transfer: expected an amount of money, or chips and units"),
        ((PAYER, 3, 1), {}, TypeError, "payee: expected a text, found 3"),
        ((PAYER, PAYEE), {"chips": "a100", "units": 1}, er.ScenarioError,
         "chips move between clouds, found governments/us"),
        (("clouds/google", "clouds/meta"), {"chips": "a10O", "units": 1}, er.ScenarioError,
         "chips: there is no SKU 'a10O'; did you mean 'a100'?"),
    ],
)  # fmt: skip
def test_a_transfer_that_cannot_be(sim, arguments, more, error, text):
    with pytest.raises(error, match="^" + re.escape(text) + "$"):
        sim.transfer(*arguments, **more)


def test_nobody_gives_what_he_does_not_have(sim):
    text = r"^amount: labs/openai can spend .* USD with its credit line, found 9000000000000.00$"
    with pytest.raises(er.ScenarioError, match=text):
        sim.transfer(PAYEE, PAYER, 9e12)
    with pytest.raises(er.ScenarioError, match=r"^units: clouds/google has \d+ of a100, expected 1 to that many"):
        sim.transfer("clouds/google", "clouds/meta", chips="a100", units=10**9)


def test_what_waits_already_cannot_be_given_twice(sim):
    has = cash(sim, "labs", "openai")
    sim.transfer(PAYEE, PAYER, has)
    with pytest.raises(er.ScenarioError, match="^amount: labs/openai can spend"):
        sim.transfer(PAYEE, PAYER, 9e11)


def test_a_wrong_purpose_is_told_what_there_is(sim):
    text = r"^purpose: expected one of .*subsidy.*, found 'subsidi'; did you mean 'subsidy'\?$"
    with pytest.raises(er.ScenarioError, match=text):
        sim.transfer(PAYER, PAYEE, 1, purpose="subsidi")
    with pytest.raises(er.ScenarioError, match="^purpose: expected one of "):
        sim.transfer(PAYER, PAYEE, 1, purpose="chip_capex")  # an asset, of which no chip would be there


def test_there_is_no_transfer_after_the_end(sim):
    for _ in sim:
        pass
    with pytest.raises(er.Error, match="^the simulation has reached its end$"):
        sim.transfer(PAYER, PAYEE, 1)


def test_a_run_with_a_government_of_the_user_says_so(short):
    assert short.run(seed=1, policies={"us": lambda seen: []}).provenance["user_code"] == "yes"
    assert short.run(seed=1).provenance["user_code"] == "no"
