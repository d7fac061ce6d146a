"""Bands of a posterior's draws behind the lines of a report."""

import json
import re

import exarace as er
import numpy as np
import pytest
from exarace.report import bands
from exarace.report.book import Book
from exarace.report.colours import colours
from exarace.report.command import main
from exarace.report.story import tell

KEY = next(str(key) for key in er.posterior().draws["key"].values if ":" not in str(key))


@pytest.fixture(scope="module")
def result():
    return er.load("baseline").with_({"run.end": "2022-07-01"}).run(seed=1)


def test_bands_stand_behind_the_lines(result, tmp_path):
    page = result.report(tmp_path / "a.html", draws="posterior", members=3, pictures=False)
    text = (tmp_path / "a.html").read_text()
    assert page.endswith("a.html") and "Bands hold nine of ten of 3 runs" in text
    figures = json.loads(re.search(r"const figures = (\{.*?\});\n", text)[1])
    owned = {trace["name"]: trace["y"] for trace in figures["owned-1"]["data"]}
    low, high = (np.array(owned[f"China, {edge}"]) for edge in ("low", "high"))
    assert (low <= high).all() and (low < high).any()


def test_what_is_set_by_hand_is_not_drawn(result):
    post, base = er.posterior(), er.load("baseline")
    assert bands.by_hand(base, post) == []
    value = base[KEY]
    other = base.scale({KEY: 0.99}) if not isinstance(value, bool) else base
    assert bands.by_hand(other, post) == [KEY]


def test_there_are_colours_for_any_number_of_rows():
    ids = ["tencent", "huawei", *(f"firm{i}" for i in range(40))]
    assert len(colours(ids, set(ids))) == len(colours(ids)) == 42
    assert len(set(colours(ids[:8]))) == 8


def test_without_draws_there_are_no_bands(result):
    assert all(trace.kind == "line" for _, trace in bands.lines(tell(Book(result._source))))


def test_a_sweep_and_a_comparison_have_bands_of_their_own(tmp_path, capsys):
    base = er.load("baseline").with_({"run.end": "2022-03-01"})
    er.compare(base, base.with_({"technology.wear": 0.4}), replicates=2, output=tmp_path / "c.h5")
    assert main([str(tmp_path / "c.h5"), "--draws", "posterior"]) == 2
    assert "intervals of its own" in capsys.readouterr().err


def test_a_year_is_observed_whole_though_its_last_quarter_ends_in_the_next():
    from exarace.report import observed

    years = observed.years("datacentre_revenue", ["NVIDIA"])
    assert years.index[-1] == 2025 and years[2025] == pytest.approx(39.1 + 41.1 + 51.2 + 62.3)
