"""What a result tells: its end, its denials, its tables, and whether it comes out again."""

import pickle

import exarace as er
import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def base():
    return er.load("baseline").with_({"run.end": "2023-07-01"})


@pytest.fixture(scope="module")
def result(base):
    return base.run(seed=1, record="all")


@pytest.fixture(scope="module")
def saved(result, tmp_path_factory):
    return result.save(tmp_path_factory.mktemp("saved") / "a.h5")


def test_final_holds_what_the_books_say_at_the_end(base, result):
    sim = er.Simulation(base, seed=1)
    for _ in sim:
        pass
    for table, key in [("clouds", "cash"), ("labs", "cash"), ("clouds", "debt"), ("governments", "treasury"),
                       ("governments", "debt")]:  # fmt: skip
        now = getattr(sim, table)[key]
        np.testing.assert_allclose(result.final[table][key], now, rtol=1e-9, atol=0.01)
    opening = [base.get(f"clouds.{cloud}.cash") for cloud in result.final["clouds"].index]
    assert (result.final["clouds"]["cash"] != opening).any()


def test_money_is_in_usd_wherever_it_is_told(base, result):
    sim = er.Simulation(base, seed=1)
    cash = dict(zip(sim.clouds.ids, sim.clouds["cash"], strict=True))
    assert cash["meta"] == pytest.approx(base.get("clouds.meta.cash"))
    assert sim.clouds.unit("cash") == "USD"
    assert not sim.clouds["cash"].flags.writeable


def test_a_repeated_wish_is_not_new_money(result):
    denials = result.denials
    columns = ["date", "buyer", "buyer_home", "seller", "good", "sku", "instrument", "units", "usd", "first_asked"]
    assert denials.columns.to_list() == columns
    assert len(denials) > 0 and (denials["usd"] > 0).all()
    assert (denials["first_asked"] <= denials["date"]).all()
    told, new = result["policy.denied"], result["policy.denied_new"]
    assert denials["usd"].sum() == pytest.approx(float(new.sum()), rel=1e-6)
    assert float(new.sum()) < float(told.sum())
    by_rule = denials.groupby("instrument")["usd"].sum()
    for rule, usd in by_rule.items():
        assert usd == pytest.approx(float(new.sel(instrument=rule).sum()), rel=1e-6)
    np.testing.assert_allclose(told - new, result["policy.denied_standing"], rtol=1e-5, atol=10)


def test_a_denial_tells_the_home_of_the_buyer(base, result):
    denials = result.denials
    clouds = denials[denials["buyer"].str.startswith("clouds/")]
    parents = {row: base.get(f"clouds.{row}.parent") for row in clouds["buyer"].str.removeprefix("clouds/").unique()}
    assert len(clouds) and (clouds["buyer"].str.removeprefix("clouds/").map(parents) == clouds["buyer_home"]).all()
    assert set(denials["buyer_home"]) <= set(result.final["countries"].index)


def test_the_money_of_a_wish_never_exceeds_the_most_that_was_asked_at_a_time(result):
    wish = ["buyer", "seller", "good", "sku", "instrument", "first_asked"]
    most = result["policy.denied"].max("time")
    for key, rows in result.denials.groupby(wish):
        assert rows["usd"].sum() <= float(most.sel(instrument=key[4])) * (1 + 1e-6)


def test_a_file_reads_back_as_the_run_that_wrote_it(result, saved):
    again = er.read(saved)
    pd.testing.assert_frame_equal(again.summary, result.summary, check_dtype=False)
    pd.testing.assert_frame_equal(again.denials, result.denials, check_dtype=False)
    pd.testing.assert_frame_equal(again.events, result.events, check_dtype=False)
    pd.testing.assert_frame_equal(again.final["clouds"], result.final["clouds"], check_dtype=False, check_names=False)
    assert again.scenario == result.scenario
    np.testing.assert_array_equal(again["compute.owned"], result["compute.owned"])


def test_a_pickled_result_is_the_same(result):
    again = pickle.loads(pickle.dumps(result))
    pd.testing.assert_frame_equal(again.summary, result.summary, check_dtype=False)
    assert again.scenario.name == result.scenario.name


@pytest.mark.parametrize("what", ["nothing", "folder", "text", "comparison"])
def test_what_is_no_result_is_not_read(what, base, tmp_path):
    path = tmp_path / "x.h5"
    if what == "folder":
        path.mkdir()
    if what == "text":
        path.write_text("hello")
    if what == "comparison":
        er.compare(base.with_({"run.end": "2022-03-01"}), base.with_({"run.end": "2022-03-01"}), replicates=1, output=path)
    with pytest.raises(er.ResultError, match=f"^{path}: "):
        er.read(path)


def test_tidy_and_wide_tables_hold_the_same_numbers(result):
    tidy = result.to_frame(["compute.owned", "chips.sold"])
    assert tidy.columns[:3].to_list() == ["time", "series", "unit"] and tidy.columns[-1] == "value"
    wide = result.to_frame("compute.owned", tidy=False)
    china = tidy[(tidy["series"] == "compute.owned") & (tidy["country"] == "cn")]
    np.testing.assert_array_equal(china["value"], wide["compute.owned/cn"])
    np.testing.assert_array_equal(wide["compute.owned/cn"], result["compute.owned"].sel(country="cn"))
    assert set(tidy.loc[tidy["series"] == "compute.owned", "unit"]) == {"H100e"}


def test_parquet_holds_the_tidy_table(result, tmp_path):
    path = result.to_parquet(tmp_path / "a.parquet", "compute.owned")
    read = pd.read_parquet(path)
    np.testing.assert_array_equal(read["value"], result.to_frame("compute.owned")["value"])
    with pytest.raises(er.ResultError, match="exists already"):
        result.to_parquet(path, "compute.owned")
    with pytest.raises(er.ScenarioError, match=r"ends in .parquet or .pq, as Parquet is what is written"):
        result.to_parquet(tmp_path / "a.csv")


def test_a_result_comes_out_again(result, saved):
    assert result.reproduce()
    made = er.read(saved).reproduce(threads=1)
    assert made and made.values > 10_000 and "bit for bit" in repr(made)
    assert len(made.differences) == 0


def test_a_run_with_code_of_the_user_is_not_made_again(base):
    run = base.with_({"run.end": "2022-03-01"}).run(seed=1, policies={"us": lambda seen: []})
    with pytest.raises(er.ScenarioError):
        run.reproduce()


def test_the_gap_is_told_as_a_mean_with_its_range(result):
    gap = result.summary.loc["capability.gap"]
    last = result["capability.gap"].values[-12:]
    assert gap["about"] == "capability gap, mean of the last 12 months"
    assert gap["value"] == pytest.approx(last.mean(), rel=1e-6)
    assert (gap["low"], gap["high"]) == (pytest.approx(last.min(), rel=1e-6), pytest.approx(last.max(), rel=1e-6))


def test_one_run_says_that_it_is_one_run(result):
    assert "one run" in repr(result)
    axes = result.plot("compute.owned", top=2)
    assert "one run: seed 1, replicate 0" in [text.get_text() for text in axes.texts]


def test_an_axis_is_logarithmic_where_countries_differ_by_powers_of_ten(result):
    assert result.plot("compute.owned", top=8).get_yscale() == "log"
    assert result.plot("compute.owned", top=8, log=False).get_yscale() == "linear"
    assert result.plot("compute.owned", sel={"country": ["us"]}).get_yscale() == "linear"


@pytest.mark.parametrize(
    ("sel", "text"),
    [
        ({"country": ["us", "chn"]}, "sel: compute.owned has no country 'chn'; did you mean 'cn'?"),
        ({"country": "China"}, "sel: compute.owned has no country 'China'; did you mean 'cn'?"),
        ({"country": "india"}, "sel: compute.owned has no country 'india'; did you mean 'in'?"),
        ({"country": "\u0441n"}, "sel: compute.owned has no country '\u0441n'; it holds '\u0441', cyrillic small letter es"),
        ({"country": 3}, "sel: compute.owned has no country 3; there is ae, br"),
        ("cn", None),
    ],
)
def test_rows_that_are_chosen_wrongly(result, sel, text):
    with pytest.raises((ValueError, TypeError)) as told:
        result.plot("compute.owned", sel=sel)
    assert str(told.value).startswith(text or "sel: expected a dict from dimensions to rows, found 'cn'")


def test_keys_are_completed(base, result):
    assert "compute.owned" in result._ipython_key_completions_()
    sim = er.Simulation(base)
    assert {"cash", "receivables", "parent"} <= set(sim.clouds._ipython_key_completions_())


def test_everything_shows_itself_in_a_notebook(base, result):
    sim = er.Simulation(base)
    for shown in (base, result, sim, sim.clouds, base.source("skus.h20.price")):
        html = shown._repr_html_()
        assert html.startswith("<div>") and len(html) > 100
