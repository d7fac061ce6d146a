"""Many seeds of one scenario, and governments in them."""

import warnings

import exarace as er
import numpy as np
import pytest


@pytest.fixture(scope="module")
def base():
    return er.load("baseline").with_({"run.end": "2022-07-01"})


@pytest.fixture(scope="module")
def ens(base):
    return base.ensemble(5, seed=3, threads=2)


def test_a_member_is_the_run_of_its_replicate(base, ens):
    alone = base.run(seed=3, replicate=2)
    np.testing.assert_allclose(ens["compute.owned"].sel(run=2), alone["compute.owned"], rtol=1e-6)
    np.testing.assert_array_equal(ens[2]["compute.owned"], alone["compute.owned"])
    assert ens[-1].provenance["replicate"] == "4"


def test_numbers_do_not_depend_on_threads(base, ens):
    one = base.ensemble(5, seed=3, threads=1)
    for name in ("compute.owned", "chips.sold", "capability.gap"):
        np.testing.assert_array_equal(one[name], ens[name])


def test_parts_of_a_series_are_those_of_the_whole(ens):
    whole = ens["chips.sold"].values
    lazy = ens["chips.sold"]
    np.testing.assert_array_equal(lazy.isel(run=3, time=[0, 2]).values, whole[3][[0, 2]])
    np.testing.assert_array_equal(lazy.isel(run=[4, 1], time=-1).values, whole[[4, 1], -1])
    np.testing.assert_array_equal(lazy.isel(time=slice(1, 3)).values, whole[:, 1:3])


def test_bands_hold_the_runs_that_they_say(ens):
    q = ens.quantiles("compute.owned", [0.0, 0.5, 1.0])
    assert (q.sel(quantile=0.0) <= q.sel(quantile=1.0)).all()
    np.testing.assert_allclose(q.sel(quantile=1.0), ens["compute.owned"].max("run"))
    axes = ens.plot("compute.owned", by="country", top=2, band=1.0)
    china = ens["compute.owned"].sel(country="cn").sum("run")
    assert len(axes.collections) == 2 and float(china[-1]) > 0
    assert "5 runs: median and 100 % of the runs" in [text.get_text() for text in axes.texts]
    assert len(ens.plot("compute.owned", band=None).collections) == 0


def test_its_summary_holds_medians_and_ranges(ens):
    summary = ens.summary
    assert (summary["low"] <= summary["median"]).all() and (summary["median"] <= summary["high"]).all()
    told = [ens[i].summary.loc["compute.installed", "value"] for i in range(5)]
    assert summary.loc["compute.installed", "median"] == pytest.approx(np.median(told))


def test_it_shows_itself(ens):
    assert repr(ens).startswith("<exarace.Ensemble of 'baseline (run.end=2022-07-01)': 5 runs, seed 3, 6 steps, ")
    assert "nine of ten runs" in ens._repr_html_()
    assert "compute.owned" in ens._ipython_key_completions_()


class Counter(er.GovernmentPolicy):
    """Remembers how often it was asked; acts only the first time."""

    def __init__(self):
        self.asked = 0

    def decide(self, seen):
        self.asked += 1
        return []


def test_every_run_has_its_own_copy_of_a_policy(base):
    policy = Counter()
    first = base.run(seed=1, policies={"us": policy})
    second = base.run(seed=1, policies={"us": policy})
    assert policy.asked == 0
    assert first.policies["us"].asked == second.policies["us"].asked == 6


def test_a_class_is_made_anew_for_each_run(base):
    made = []

    class Told(Counter):
        def __init__(self):
            super().__init__()
            made.append(self)

    base.ensemble(3, threads=2, policies={"us": Told})
    assert len(made) == 3 and [policy.asked for policy in made] == [6, 6, 6]


def test_what_a_policy_raises_ends_an_ensemble_with_its_own_words(base):
    def angry(seen):
        raise RuntimeError("no more chips")

    with pytest.raises(RuntimeError, match="^no more chips$"):
        base.ensemble(4, threads=2, policies={"us": angry})


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"n": 0}, er.ScenarioError, "n: expected a whole number from 1 to 1000000, found 0"),
        ({"n": 2.5}, TypeError, "n: expected a whole number from 1 to 1000000, found 2.5"),
        ({"draws": 3}, TypeError, "draws: expected a Posterior, the file of one, or 'posterior', found 3"),
        ({"draws": "no.h5"}, er.ResultError, "no.h5: cannot be read"),
        ({"policies": {"us": int}}, TypeError, "policies['us']: expected a GovernmentPolicy or a function"),
        ({"record": "chips.solt"}, er.ScenarioError, "no series fits 'chips.solt'; did you mean 'chips.sold'?"),
    ],
)
def test_options_that_cannot_be(base, options, error, text):
    with pytest.raises(error) as told:
        base.ensemble(**{"n": 2, **options})
    assert str(told.value).startswith(text)


def test_a_bar_comes_without_a_warning(base, capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        base.run(progress=True)
    assert "step" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        (("x", "enakt"), er.ScenarioError, "verb: expected one of enact, stay, end, tighten, list, delist, found 'enakt'; did"),
        (("x", "tighten", -1), er.ScenarioError, "factor: expected a number from 0 to inf, found -1"),
        (("x", "tighten", "much"), TypeError, "factor: expected a number from 0 to inf, found 'much'"),
        (("x", "stay", 1.0, "soon"), er.ScenarioError, "until: expected a day such as 2026-01-31, or a month, found 'soon'"),
        ((3,), TypeError, "measure: expected the id of a regime, found 3"),
    ],
)
def test_an_act_that_cannot_be(arguments, error, text):
    with pytest.raises(error) as told:
        er.Act(*arguments)
    assert str(told.value).startswith(text)
