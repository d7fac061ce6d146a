"""Names that others use are answered with how it is done here, and tables are printed whole."""

import pickle
import re

import exarace as er
import pytest
from exarace import _elsewhere


@pytest.fixture(scope="module")
def things():
    base = er.load("baseline").with_({"run.end": "2022-04-01"})
    sim = er.Simulation(base, seed=1)
    return {"PACKAGE": er, "SCENARIO": base, "RESULT": base.run(seed=1), "ENSEMBLE": base.ensemble(2), "SIMULATION": sim,
            "TABLE": sim.clouds}  # fmt: skip


@pytest.mark.parametrize("of", ["PACKAGE", "SCENARIO", "RESULT", "ENSEMBLE", "SIMULATION", "TABLE"])
def test_what_is_called_otherwise_is_not_there_and_what_is_named_is(things, of):
    thing, names = things[of], getattr(_elsewhere, of)
    assert [name for name in names if name in dir(thing)] == []
    for name, text in names.items():
        with pytest.raises(AttributeError, match=re.escape(text)):
            getattr(thing, name)
    called = {call for text in names.values() for call in re.findall(r"(?<![\w.])(\w+)\(", text)}
    known = {*dir(thing), *er.__all__, "f", "len"}
    assert sorted(call for call in called if call not in known) == []
    deeper = {call for text in names.values() for call in re.findall(r"exarace\.(\w+)", text)}
    assert deeper <= set(er.__all__)


def test_the_nearest_name_is_told(things):
    with pytest.raises(AttributeError, match="^Result has no 'plt'; did you mean 'plot'"):
        things["RESULT"].plt  # noqa: B018
    with pytest.raises(AttributeError, match="^exarace has no 'simulation_'; did you mean 'Simulation'"):
        er.simulation_  # noqa: B018


def test_objects_can_still_be_copied_and_looked_at(things):
    assert pickle.loads(pickle.dumps(things["SCENARIO"])) == things["SCENARIO"]
    assert not hasattr(things["RESULT"], "_ipython_display_")


def test_a_printed_table_hides_no_column(things, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    base = things["SCENARIO"]
    effects = er.compare(base, base.with_({"technology.wear": 0.4}), replicates=2)
    for table in (base.find("smic yield"), effects.loc["compute.owned/cn"], things["RESULT"].denials.head(), er.series("gap")):
        assert all(str(column) in repr(table) for column in table.columns)
        assert max(map(len, repr(table).splitlines())) <= 100
    assert type(pickle.loads(pickle.dumps(effects))) is type(effects)


def test_rules_are_found_by_what_they_are_called():
    base = er.load("baseline")
    with pytest.raises(er.ScenarioError, match=r"there is no rule 'october 2023'; .* called so: .*us_2023_11"):
        base.without("october 2023")
    both = base.without(["us_2022_10", "us_2023_11"])
    assert both.text == base.without("us_2022_10", "us_2023_11").text


def test_a_row_is_added_by_its_path():
    base = er.load("baseline")
    row = {**base["skus.h20"], "memory": 141}
    added = base.with_({"skus.mine": row})
    assert added["skus.mine.memory"] == 141
    assert added.text == base.with_({"skus": {"mine": row}}).text == base.with_({"skus": [{**row, "id": "mine"}]}).text
    assert added.name == "baseline (rows of skus)"
    two = base.with_({"skus.mine": row, "skus.other": row})
    assert two["skus.other.memory"] == 141 and two["skus.mine.memory"] == 141


def test_lists_take_words_and_patterns():
    assert er.series("GAP").index.to_list() == ["capability.gap"]
    assert set(er.series("chips.sold*").index) == {"chips.sold", "chips.sold_value", "chips.sold_to_china"}
    with pytest.raises(er.ScenarioError, match="nothing in scenarios fits 'baselin_'; did you mean 'baseline'"):
        er.scenarios("baselin_")


def test_a_checkpoint_goes_on_under_another_scenario(tmp_path):
    base = er.load("baseline").with_({"run.end": "2022-06-01"})
    path = er.Simulation(base, seed=1).run(until="2022-03").checkpoint(tmp_path / "x.h5")
    assert er.resume(path, base.without("us_2022_10", name="calm")).run().scenario.name == "calm"


def test_sensitivity_takes_what_a_sweep_gave(tmp_path):
    base = er.load("baseline").with_({"run.end": "2022-03-01"})
    runs = er.sweep(base, tmp_path / "s", factors={"technology.wear": (0.1, 0.5), "behaviour.cloud.horizon": (1, 3)},
                    sampler="saltelli", n=2)  # fmt: skip
    assert er.sensitivity(runs, "compute.owned").identical(er.sensitivity(tmp_path / "s", "compute.owned"))


def test_an_ensemble_becomes_a_table_and_a_page_with_bands(tmp_path):
    ens = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(3, seed=1)
    table = ens.to_frame("compute.owned")
    assert sorted(table["run"].unique()) == [0, 1, 2] and len(table) == ens["compute.owned"].size
    text = open(ens.report(tmp_path / "a.html", pictures=False)).read()
    assert "Bands hold nine of ten of the 3 runs" in text and "China, low" in text


def test_a_government_sees_no_truce_where_there_is_none():
    seen = []
    base = er.load("baseline").with_({"run.end": "2022-03-01"})
    base.run(seed=1, policies={"us": lambda one: seen.append(one.truce_until) or []})
    assert seen == [None, None]


def test_a_metric_finds_all_that_a_run_records(monkeypatch):
    base = er.load("baseline").with_({"run.end": "2022-03-01"})
    told = er.compare(base, base.with_({"technology.wear": 0.4}), metrics={"n": lambda run: len(run.to_xarray())}, replicates=1)
    assert told.loc[("n", 2022), "a"] == len(base.run(seed=1).to_xarray())


def test_the_nearest_rule_is_one_of_the_same_government():
    with pytest.raises(er.ScenarioError, match="there is no rule 'jp_2023_07_tools'; .*: jp_2023_07, "):
        er.load("baseline").without("jp_2023_07_tools")
