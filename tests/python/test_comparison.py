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
    assert axes.get_title(loc="left") == "baseline less baseline, 3 pairs"


def test_a_measure_that_is_not_told_is_refused_with_the_nearest(compared):
    with pytest.raises(er.ScenarioError, match="measure: nothing is told of 'compute.ownd'; did you mean 'compute.owned'"):
        er.plot_effects(compared[0], "compute.ownd")
