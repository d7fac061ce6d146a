"""Two scenarios compared from Python, and the report of a comparison."""

import exarace as er
import numpy as np
import pytest
from exarace import report


@pytest.fixture(scope="module")
def pair():
    base = er.load("baseline").with_({"run.end": "2023-04-01"})
    return base, base.with_({"technology.wear": 0.4})


@pytest.fixture(scope="module")
def compared(pair, tmp_path_factory):
    path = tmp_path_factory.mktemp("compared") / "c.h5"
    return er.compare(*pair, replicates=3, output=path), path


def test_effects_are_a_table_by_measure_and_year(compared):
    table, _ = compared
    assert table.index.names == ["measure", "year"]
    assert table.loc[("compute.owned/us", 2022), "unit"] == "H100e"
    inside = table[(table["low"] <= table["effect"]) & (table["effect"] <= table["high"])]
    assert len(inside) == len(table)
    assert table.attrs["replicates"] == 3


def test_the_effect_is_the_mean_difference_of_the_runs_in_the_file(compared):
    table, path = compared
    with er.open(path, group="runs") as runs:
        mean = (runs["b"] - runs["a"]).mean("replicate").to_series()
    np.testing.assert_allclose(table["effect"].to_numpy(), mean.reindex(table.index).to_numpy(), rtol=1e-9, atol=1e-6)


def test_a_comparison_opens_as_a_dataset(compared):
    table, path = compared
    with er.open(path) as effects:
        assert effects["effect"].dims == ("measure", "year")
        assert float(effects["effect"].sel(measure="capex.ai", year=2022)) == table.loc[("capex.ai", 2022), "effect"]


def test_a_scenario_has_no_effect_against_itself(pair):
    assert (er.compare(pair[0], pair[0], replicates=2)["effect"] == 0).all()


def test_wrong_arguments_are_refused(pair):
    with pytest.raises(er.ScenarioError, match="replicates: expected a whole number from 1 to 1000000, found 0"):
        er.compare(*pair, replicates=0)
    with pytest.raises(er.ScenarioError, match="confidence: expected a number between 0 and 1, found 95"):
        er.compare(*pair, confidence=95)


def test_a_comparison_has_a_report_with_a_picture_for_every_headline(compared, tmp_path):
    page = tmp_path / "c.html"
    report.write(report.open_result(str(compared[1])), str(page))
    text = page.read_text()
    assert "compute.owned" in text and "pairs of runs" in text
    assert len(list((tmp_path / "c_png").glob("*.png"))) > 10


def test_effects_are_drawn_by_year_with_their_intervals(compared):
    table, _ = compared
    axes = er.plot_effects(table, "compute.owned").axes[0]
    bars = {bar.get_label(): bar for bar in axes.containers}
    assert list(bars) == ["compute.owned", "compute.owned/us", "compute.owned/cn"]
    (segments,) = bars["compute.owned"].lines[2]
    drawn = np.array([segment[:, 1] for segment in segments.get_segments()])
    np.testing.assert_allclose(drawn, table.loc["compute.owned"][["low", "high"]].to_numpy())
    less = "baseline (run.end=2023-04-01, technology.wear=0.4) less baseline (run.end=2023-04-01), 3 pairs"
    assert axes.get_title(loc="left") == less


@pytest.fixture(scope="module")
def several(pair, tmp_path_factory):
    """Three scenarios, files of both comparisons, and a measure of the user's own."""
    folder = tmp_path_factory.mktemp("several")
    base, other = pair

    def hhi(result):
        owned = result["compute.owned"]
        return ((owned / owned.sum("country")) ** 2).sum("country")

    metrics = {"hhi": hhi, "last": lambda result: float(result["compute.owned"].isel(time=-1).sum())}
    third = base.with_({"behaviour.cloud.horizon": 2.0}, name="short sight")
    return er.compare(base, other, third, replicates=2, metrics=metrics, output=folder / "c.h5"), folder, metrics


def test_several_are_told_against_the_first(pair, several, compared):
    table, folder, _ = several
    assert table.index.names == ["scenario", "measure", "year"]
    assert table.attrs["b"] == [pair[1].name, "short sight"]
    one = er.compare(*pair, replicates=2)
    np.testing.assert_array_equal(table.loc[pair[1].name].loc[one.index, "effect"], one["effect"])
    assert sorted(file.name for file in folder.iterdir()) == [
        "c_baseline_run.end_2023-04-01_technology.wear_0.4.h5", "c_short_sight.h5"]  # fmt: skip
    with pytest.raises(er.ScenarioError, match="^effects: expected those of one scenario"):
        er.plot_effects(table, "compute.owned")
    assert er.plot_effects(table.loc["short sight"], "hhi").axes[0].get_ylabel() == "hhi [1]"


def test_a_metric_is_what_its_function_says_of_every_run(pair, several):
    table, folder, metrics = several
    runs = [pair[0].run(replicate=replicate) for replicate in (0, 1)]
    hhi = [metrics["hhi"](run) for run in runs]
    by_year = np.mean([one.groupby("time.year").mean() for one in hhi], axis=0)
    np.testing.assert_allclose(table.loc[("short sight", "hhi"), "a"], by_year, rtol=1e-6)
    last = table.loc[("short sight", "last"), "a"]
    assert np.isnan(last.loc[2022]) and last.loc[2023] == pytest.approx(np.mean([metrics["last"](run) for run in runs]))
    with er.open(folder / "c_short_sight.h5") as effects:
        assert "hhi" in effects["measure"].values


class Hawk(er.GovernmentPolicy):
    def decide(self, seen):
        return [er.Act(m.id, "tighten", factor=0.5) for m in seen.own("chip_threshold") if m.in_force]


def test_governments_of_the_user_play_on_one_side(pair):
    base = pair[0]
    one = er.compare(base, policies=({}, {"us": Hawk}), replicates=2, metrics={"n": lambda result: 1.0})
    other = er.compare(base, base, policies={"us": Hawk()}, replicates=2, threads=1)
    np.testing.assert_array_equal(one.loc[other.index, "effect"], other["effect"])
    assert (one["effect"] != 0).any()
    assert (one.attrs["a"], one.attrs["b"]) == (base.name, f"{base.name} with Hawk for us")


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"policies": [{}]}, er.ScenarioError, "policies: expected a dict for each of the 2 scenarios, found 1"),
        ({"policies": ({}, {"us": 3})}, TypeError, "policies[1]['us']: expected a GovernmentPolicy or a function"),
        ({"metrics": [1]}, TypeError, "metrics: expected names of series, or a dict, found [1]"),
        ({"metrics": {"x": 1}}, TypeError, "metrics['x']: expected a function of a Result, or the name of a series, found 1"),
        ({"metrics": {"x": lambda r: "y"}}, er.ScenarioError, "metrics['x']: expected a number, or one for each of the 15"),
        ({"metrics": {"x": lambda r: [1, 2]}}, er.ScenarioError, "metrics['x']: expected a number, or one for each of the 15"),
    ],
)
def test_what_cannot_be_compared(pair, options, error, text):
    with pytest.raises(error) as told:
        er.compare(*pair, replicates=1, **options)
    assert str(told.value).startswith(text)


def test_two_scenarios_of_one_name_are_told_apart(pair):
    assert er.compare(pair[0], pair[0], replicates=1).attrs["b"] == pair[0].name + " (2)"


def test_one_scenario_alone_is_no_comparison(pair):
    with pytest.raises(TypeError, match="^compare: expected at least two scenarios, or one and policies for two$"):
        er.compare(pair[0])


def test_a_measure_that_is_not_told_is_refused_with_the_nearest(compared):
    with pytest.raises(er.ScenarioError, match="measure: nothing is told of 'compute.ownd'; did you mean 'compute.owned'"):
        er.plot_effects(compared[0], "compute.ownd")


def test_any_series_is_told_by_its_name(pair):
    table = er.compare(*pair, metrics=["compute.contract_rent"], replicates=2)
    rent = table.loc[("compute.contract_rent/us/western", 2022), "b"]
    own = {"mine": lambda run: run["compute.contract_rent"].sel(country="us", compute_class="western")}
    assert rent == er.compare(*pair, metrics=own, replicates=2).loc[("mine", 2022), "b"] > 0
    twice = er.compare(*pair, metrics="capability.frontier_us", replicates=1)  # a headline
    assert twice.index.is_unique and ("capability.frontier_us", 2022) in twice.index


def test_a_series_that_there_is_not_is_named(pair):
    with pytest.raises(er.ScenarioError, match=r"there is no series 'power.usd'; did you mean 'power.used'"):
        er.compare(*pair, metrics=["power.usd"], replicates=1)
    with pytest.raises(TypeError, match="metrics: expected names of series, or a dict"):
        er.compare(*pair, metrics=[3], replicates=1)


def test_a_measure_that_is_not_in_the_table_says_how_to_get_it(compared):
    table, _ = compared
    with pytest.raises(
        KeyError,
        match=r"only headlines are told; metrics=\['compute.contract_rent'\] adds it",
    ):
        table.loc["compute.contract_rent"]
    with pytest.raises(KeyError, match="no measure 'compute.ownd/cn'; did you mean 'compute.owned/cn'"):
        table.loc[("compute.ownd/cn", 2022), "effect"]
    assert table.loc["compute.owned/cn", ["unit", "a"]].shape[1] == 2
