"""What one does with a scenario before it runs: look for keys, scale, take rules out, compare, cite."""

import datetime
import pickle

import exarace as er
import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def base():
    return er.load("baseline")


def test_words_find_keys_of_rows_by_name_and_meaning(base):
    assert {"lines.smic_n7.process_yield", "lines.smic_n5.process_yield"} <= set(base.find("smic yield").index)
    found = base.find("smic_n7 defect_density")
    assert found.index[0] == "lines.smic_n7.defect_density"
    assert found.loc["lines.smic_n7.defect_density", "value"] == base.get("lines.smic_n7.defect_density")
    assert set(found.columns) == {"value", "unit", "prior", "basis", "source", "about"}
    assert "<table" in found._repr_html_()


def test_keys_of_kinds_and_of_nested_rows_are_found_too(base):
    assert "regimes.us_2023_11.clauses.a.tpp_min" in base.find("us_2023_11 tpp_min").index
    assert base.find("regimes.us_2023_11.credibility").index[0] == "regimes.us_2023_11.credibility"


def test_what_fits_nothing_finds_nothing(base):
    assert len(base.find("qqqq")) == 0
    assert "no key fits 'qqqq'" in repr(base.find("qqqq"))
    partial = base.find("smic yield qqqq")
    assert "these fit 2 of the 3 words; 'qqqq' is in none" in repr(partial) and "qqqq" in partial._repr_html_()
    assert "note" not in base.find("smic yield").attrs


def test_every_found_value_is_that_of_get(base):
    for key, row in base.find("cash clouds").head(20).iterrows():
        assert row["value"] == base.get(key)


def test_scaling_multiplies_numbers_series_and_patterns(base):
    grid = base.get("countries.us.grid_growth")
    scaled = base.scale({"countries.us.grid_growth": 2, "lines.smic_*.defect_density": 0.5})
    assert scaled.get("countries.us.grid_growth") == {k: v if k == "between" else 2 * v for k, v in grid.items()}
    for line in (line for line in base.tables["lines"] if line.startswith("smic_")):
        key = f"lines.{line}.defect_density"
        assert scaled.get(key) == pytest.approx(0.5 * base.get(key))
    assert set(base.diff(scaled).index) >= {"countries.us.grid_growth", "lines.smic_n7.defect_density"}


def test_a_distribution_keeps_the_spread_of_its_logarithm(base):
    drawn = base.with_({"technology.wear": {"dist": "lognormal", "median": 0.1, "sigma": 0.3}})
    assert drawn.scale({"technology.wear": 2}).get("technology.wear") == {
        "dist": "lognormal", "median": 0.2, "sigma": 0.3}  # fmt: skip


@pytest.mark.parametrize(
    ("factors", "error", "text"),
    [
        ({"run.end": 2}, er.ScenarioError, "scale:run.end: expected a key that holds numbers, found"),
        ({"clouds.*.cahs": 2}, er.ScenarioError, "scale:clouds.*.cahs: no key with a number fits this pattern"),
        ({"technology.wear": -1}, er.ScenarioError, "scale:technology.wear: expected a number from 0 to inf"),
        ({"technology.wear": "x"}, TypeError, "scale:technology.wear: expected a number from 0 to inf"),
        ({"technology.wear": 1e9}, er.ScenarioError, "scale[1]:technology.wear: expected a number between"),
    ],
)
def test_what_cannot_be_scaled(base, factors, error, text):
    with pytest.raises(error) as told:
        base.scale(factors)
    assert str(told.value).startswith(text)


def test_a_rule_that_never_was_leaves_no_trace(base):
    short = base.with_({"run.end": "2024-04-01"})
    without = short.without("us_2023_11", name="no October 2023")
    result, before = without.run(seed=1), short.run(seed=1)
    assert "us_2023_11" not in set(result.events["instrument"])
    assert "us_2023_11" in set(before.events["instrument"])
    assert float(result["policy.denied"].sel(instrument="us_2023_11").sum()) == 0
    assert float(result["policy.in_force"].sel(instrument="us_2023_11").sum()) == 0
    assert result.provenance["scenario"] == "no October 2023"


def test_the_rule_that_it_replaced_goes_on(base):
    without = base.without("us_2023_11")
    assert base.get("regimes.us_2022_10.ends") == datetime.date(2023, 11, 17)
    assert without.get("regimes.us_2022_10.ends") is None
    assert base.without("us_2022_10", "us_2023_11").get("regimes.us_2022_10.status") == "failed"


def test_patterns_take_out_all_that_fit(base):
    gone = base.without("us_2023_11*")
    for rule in (rule for rule in base.tables["regimes"] if rule.startswith("us_2023_11")):
        assert gone.get(f"regimes.{rule}.status") == "failed"


def test_a_rule_that_is_not_there(base):
    with pytest.raises(er.ScenarioError, match=r"^without\[1\]: there is no rule 'us_2023_10'; did you mean 'us_20"):
        base.without("us_2023_10")
    with pytest.raises(TypeError, match="^without: expected the id of a rule"):
        base.without()


def test_names_tell_what_was_changed(base):
    tight = base.with_({"regimes.us_2023_11.clauses.a.tpp_min": 2400})
    assert tight.name == "baseline (us_2023_11.a.tpp_min=2400)"
    assert tight.title == "Baseline (us_2023_11.a.tpp_min=2400)"
    assert tight.with_({"run.end": "2028-01-01"}).name == "baseline (us_2023_11.a.tpp_min=2400, run.end=2028-01-01)"
    named = tight.with_({"run.seed": 2}, name="tight")
    assert named.name == "tight" and named.with_({"run.seed": 3}).name == "tight (run.seed=3)"
    assert named.changes == {"regimes.us_2023_11.clauses.a.tpp_min": "2400", "run.seed": "2"}
    many = base.with_({f"clouds.{cloud}.cash": 1e9 for cloud in base.tables["clouds"][:5]})
    assert many.name.endswith(", 2 more)")


def test_a_pickled_scenario_keeps_its_name_and_its_changes(base):
    tight = base.scale({"technology.wear": 0.5})
    again = pickle.loads(pickle.dumps(tight))
    assert (again, again.name, again.title, again.changes) == (tight, tight.name, tight.title, tight.changes)


def test_scalars_of_numpy_and_pandas_stand_for_numbers_and_days(base):
    changed = base.with_({
        "technology.wear": np.array(0.2),
        "behaviour.cloud.horizon": np.float32(3),
        "run.seed": np.int64(7),
        "run.end": pd.Timestamp("2028-01-01"),
        "mechanisms.M1": np.bool_(False),
        "countries.us.grid_growth": pd.Series([1.0, 2.0], index=pd.to_datetime(["2022-01-01", "2024-01-01"])),
    })  # fmt: skip
    assert changed.get("technology.wear") == 0.2
    assert changed.get("run.end") == datetime.date(2028, 1, 1)
    assert changed.get("mechanisms.M1") is False
    assert changed.get("countries.us.grid_growth") == {"2022-01-01": 1.0, "2024-01-01": 2.0}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.datetime(2028, 1, 1, tzinfo=datetime.timezone.utc), "expected a day without a time zone, found 2028-01-01"),
        (pd.Timestamp("2028-01-01", tz="Asia/Shanghai"), "expected a day without a time zone, found 2028-01-01"),
        (datetime.datetime(2028, 1, 1, 12), "expected a day, found the moment 2028-01-01T12:00:00"),
        (np.datetime64("2028-01-01T12"), "expected a day, found the moment 2028-01-01T12"),
        (pd.NaT, "expected a day, found NaT"),
        (object(), "expected a number, text, truth value, date, list or dict, found"),
    ],
)
def test_nothing_of_a_value_is_dropped_in_silence(base, value, text):
    with pytest.raises(TypeError) as told:
        base.with_({"run.end": value})
    assert str(told.value).startswith("with_[1]:run.end: " + text)


def test_a_source_is_told_in_words_and_for_bibtex(base):
    cited = base.source("skus.h20.memory_bandwidth")
    assert cited.source == "epoch_ml_hardware" and "Epoch AI" in cited.text
    assert cited.bibtex().startswith("@misc{epoch_ml_hardware,\n  author = {{Epoch AI}},\n  title = {Machine Learning Hardware}")
    assert base.source("lines.smic_n7.other_demand").basis == "assumed"
    assert base.source("clouds.meta.cash").basis in ("assumed", "sourced")
    with pytest.raises(er.ScenarioError, match="holds several keys"):
        base.source("skus.h20")
    with pytest.raises(er.ScenarioError, match="unknown id 'h200000' in skus"):
        base.source("skus.h200000.price")


def test_every_source_that_a_row_names_is_in_the_list(base):
    from exarace.citation import _entries

    known = _entries()
    named = {row["source"] for rows in base.get("").values() if isinstance(rows, list)
             for row in rows if isinstance(row, dict) and "source" in row}  # fmt: skip
    assert named - set(known) - {"assumed"} == set()


def test_diff_tells_keys_and_both_values(base):
    told = base.diff(base.with_({"technology.wear": 0.4}))
    assert told.index.to_list() == ["technology.wear"]
    assert told.iloc[0]["other"] == 0.4 and told.iloc[0]["this"] == base.get("technology.wear")
    assert len(base.diff(base)) == 0
    with pytest.raises(TypeError, match="^other: expected a Settings, found 'baseline'|^other: expected a Scenario"):
        base.diff("baseline")
