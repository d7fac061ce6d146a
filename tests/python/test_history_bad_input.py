"""What cannot be, of observations, observables, members and posteriors: each a message with place and remedy."""

import csv
import dataclasses
import shutil

import exarace as er
import numpy as np
import pytest
from exarace.history import data, members, nowcast, observables
from exarace.history.world import world_of

pytest.importorskip("iterative_ensemble_smoother")
SMALL = {"members": 20, "updates": 1}


@pytest.fixture(scope="module")
def base():
    return er.load("baseline")


@pytest.fixture(scope="module")
def posterior(base, tmp_path_factory):
    return er.calibrate(base, "2022-12", **SMALL, folder=tmp_path_factory.mktemp("calibration"), progress=False)


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A folder of history of one's own, in which a line of observations is changed; the last line by a change of cells."""
    shutil.copytree(data.folder(), tmp_path / "history")
    caches = (data.observations, observables.table, observables.points)

    def change(row, **cells):
        path = tmp_path / "history" / "observations.csv"
        rows = list(csv.DictReader(path.open()))
        at = next(n for n, r in enumerate(rows) if all(r[k] == v for k, v in row.items()))
        rows.append({**rows[at], **cells})
        with path.open("w", newline="") as file:
            out = csv.DictWriter(file, rows[0])
            out.writeheader()
            out.writerows(rows)
        for cache in caches:
            cache.cache_clear()
        return f"history/observations.csv:{len(rows) + 1}: "

    monkeypatch.setattr(data, "folder", lambda: tmp_path / "history")
    yield change
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"first_day": "soon"}, "capex of Amazon: first_day: expected a month such as 2025-06, found 'soon'"),
        ({"first_day": "2025-04-01", "last_day": "2025-03-31"}, "it ends with 2025-03 before it begins with 2025-04"),
        ({"vintage": "2022-01"}, "known in 2022-01, before its period ends with 2025-03"),
        ({"value": "much"}, "expected a value and an error greater than 0"),
        ({"error": "0"}, "expected a value and an error greater than 0"),
        ({"series": "capxe"}, r"capxe of Amazon \[USD bn\]: no observable stands for it; did you mean 'capex'\?; a row of"),
    ],
)
def test_an_observation_that_cannot_be_says_its_line(history, base, cells, wrong):
    place = history({"series": "capex", "entity": "Amazon", "first_day": "2025-01-01", "last_day": "2025-03-31"}, **cells)
    with pytest.raises(er.ScenarioError, match=place + ".*" + wrong):
        er.calibrate(base, "2022-12")


def test_observations_outside_the_run_are_counted_with_their_line(history, base, posterior, tmp_path):
    where = {"series": "capex", "entity": "Amazon", "first_day": "2025-01-01", "last_day": "2025-03-31"}
    late = history(where, first_day="2041-01-01", last_day="2041-03-31", vintage="2041-06").removesuffix(": ")
    start, end = data.month_number("2022-01"), data.month_number("2030-12")
    found = observables.left_out(start, end, data.month_number("2022-12"))
    assert [p.line for p in found["after the run"]] == [int(late.rpartition(":")[2])]
    seen = len(observables.within(start, data.month_number("2023-01"), data.month_number("2022-12")))
    assert seen + sum(map(len, found.values())) == len(observables.points())
    told = posterior.facts["left_out"]
    assert f"{len(found['before the run'])} before the run, which begins with 2022-01" in told and "not known at the end" in told
    after = er.calibrate(base, "2022-12", **SMALL, folder=tmp_path, progress=False)
    assert f"1 after the run, which ends with 2030-12 (run.end), first {late.removeprefix('history/')}" in after.facts["left_out"]
    assert np.array_equal(after.values, posterior.values)


def test_a_unit_that_does_not_fit_is_refused(base, monkeypatch):
    rows = list(observables.table())
    at = next(n for n, o in enumerate(rows) if o.series == "capex" and o.entity == "Google" or o.entity == "Alphabet")
    rows[at] = dataclasses.replace(rows[at], expr='sold("h100")')
    monkeypatch.setattr(observables, "table", lambda: tuple(rows))
    with pytest.raises(er.ScenarioError, match=r"observations are in USD bn \(money\), the expression gives thing"):
        observables.check(world_of(base))


def test_an_observable_of_an_unknown_series_says_line_and_remedy(base, monkeypatch):
    rows = list(observables.table())
    at = next(n for n, o in enumerate(rows) if o.expr.startswith('S("'))
    rows[at] = dataclasses.replace(rows[at], expr='S("capex.al", cloud="google")')
    monkeypatch.setattr(observables, "table", lambda: tuple(rows))
    with pytest.raises(er.ScenarioError, match=rf"history/observables.csv:{rows[at].line}: .*did you mean 'capex.all'"):
        observables.check(world_of(base))


def test_a_posterior_of_another_world_names_the_keys(posterior, base, tmp_path):
    other = dataclasses.replace(
        posterior, draws=posterior.draws.assign_coords(key=["behaviour.gone", *posterior.draws["key"].values[1:]])
    )
    missing = posterior.draws["key"].values[0]
    with pytest.raises(er.ScenarioError, match=f"no key 'behaviour.gone', and the posterior has none of '{missing}'; "):
        other.check(base)


def test_keys_without_draws_are_named_by_a_nowcast(posterior, base, tmp_path):
    fewer = dataclasses.replace(posterior, draws=posterior.draws.isel(key=slice(1, None)))
    missing = str(posterior.draws["key"].values[0])
    assert fewer.check(base) == [missing]
    one = nowcast.nowcast(base, fewer, quarters=1, members=4, folder=tmp_path)
    assert f"not drawn, for this posterior has no draws of them: '{missing}'" in one.text()


def test_a_member_that_fails_is_dropped_and_counted(base, tmp_path):
    values = np.array([[1.0] * 19 + [1e6]])
    runs = members.play(members.until(base, data.month_number("2022-03")), ["times:behaviour.cloud.horizon"], values,
                        ["capex.ai"], tmp_path, seed=1)  # fmt: skip
    assert runs.good.tolist() == [True] * 19 + [False]
    assert len(runs.messages) == 1 and runs.load("capex.ai").shape[0] == 19


def test_a_tenth_of_failing_members_is_the_most(base, tmp_path):
    values = np.array([[1.0] * 8 + [1e6] * 2])
    with pytest.raises(er.ScenarioError, match="2 of 10 members failed"):
        members.play(members.until(base, data.month_number("2022-03")), ["times:behaviour.cloud.horizon"], values,
                     ["capex.ai"], tmp_path, seed=1)  # fmt: skip


def test_a_design_whose_draws_are_missing_or_of_another_world_says_so(posterior, base, tmp_path):
    (tmp_path / "d.toml").write_text('scenario = "baseline"\nreplicates = 2\ndraws = "p.h5"\n')
    with pytest.raises(er.ResultError, match="p.h5"):
        er.sweep(tmp_path / "d.toml", tmp_path / "d")
    base.with_({"run.end": "2022-03-01"}).run(seed=1).save(tmp_path / "p.h5")
    with pytest.raises(er.ResultError, match="holds no draws; 'exarace calibrate"):
        er.sweep(tmp_path / "d.toml", tmp_path / "d")
    keys = ["technology.gone", *posterior.draws["key"].values[1:]]
    other = dataclasses.replace(posterior, draws=posterior.draws.assign_coords(key=keys),
                                keys=posterior.keys.set_axis(keys))  # fmt: skip
    other.save(tmp_path / "p.h5", force=True)
    with pytest.raises(er.ScenarioError, match="another version of the world.*technology.gone"):
        er.sweep(tmp_path / "d.toml", tmp_path / "d")
    assert not (tmp_path / "d").exists()
