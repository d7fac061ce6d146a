"""Every wrong argument from Python, with the exact message."""

import math
import re

import exarace as er
import pytest


@pytest.fixture(scope="module")
def short():
    return er.load("baseline").with_({"run.end": "2022-03-01"})


@pytest.fixture(scope="module")
def result(short):
    return short.run(seed=1)


THREADS = "threads: expected a whole number from 1 to 4096, found "
SEED = "seed: expected a whole number from 0 to 9000000000000000, found "
VALUE = "expected a number, text, truth value, date, list or dict, found "


def refused(call, error, text):
    with pytest.raises(error, match="^" + re.escape(text) + "$"):
        call()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("baselin", "no scenario is called 'baselin'; did you mean 'baseline'?"),
        ("", "expected the name or path of a scenario, found ''; exarace.scenarios() lists all names"),
        ("./nothing.toml", "nothing.toml: no such file; exarace.scenarios() lists all names"),
        ("here/basline.toml", "here/basline.toml: no such file; did you mean 'baseline', a name that needs no path?"),
        ("/", "/: this is a folder; name a scenario file in it"),
    ],
)
def test_a_scenario_that_is_not_there(name, text):
    refused(lambda: er.load(name), er.ScenarioError, text)


@pytest.mark.parametrize("value", [None, 3, ["baseline"]])
def test_what_names_no_scenario(value):
    text = f"expected the name or path of a scenario; exarace.scenarios() lists all names, found {value!r}"
    refused(lambda: er.load(value), TypeError, f"path_or_name: {text}")


@pytest.mark.parametrize(
    ("changes", "error", "text"),
    [
        ({"run.ende": 1}, er.ScenarioError, "unknown key 'ende' in run; did you mean 'end'?"),
        ({"clouds.azure2.cash": 1}, er.ScenarioError, "unknown id 'azure2' in clouds"),
        ({"clouds.meta.cash": math.nan}, er.ScenarioError, "expected an amount between 0 and 1e+13 [USD], found nan"),
        ({"clouds.meta.cash": -1}, er.ScenarioError, "expected an amount between 0 and 1e+13 [USD], found -1"),
        ({"clouds.meta.cash": None}, TypeError, VALUE + "None of type NoneType"),
        ({"run.end": "2020-01-01"}, er.ScenarioError, "must be later than run.start, 2022-01-01, found 2020-01-01"),
    ],
)
def test_a_change_that_cannot_be(short, changes, error, text):
    refused(lambda: short.with_(changes).run(), error, f"with_[2]:{next(iter(changes))}: {text}")


def test_changes_are_a_dict(short):
    refused(lambda: short.with_([1]), TypeError, "changes: expected a dict from key paths to values, found [1]")


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"threads": -1}, er.ScenarioError, THREADS + "-1"),
        ({"threads": 0}, er.ScenarioError, THREADS + "0"),
        ({"threads": 10**12}, er.ScenarioError, THREADS + "1000000000000"),
        ({"threads": "x"}, TypeError, THREADS + "'x'"),
        ({"threads": 1.5}, TypeError, THREADS + "1.5"),
        ({"seed": -1}, er.ScenarioError, SEED + "-1"),
        ({"seed": 2**70}, er.ScenarioError, SEED + "1180591620717411303424"),
        ({"seed": "abc"}, TypeError, SEED + "'abc'"),
        ({"seed": True}, TypeError, SEED + "True"),
        ({"replicate": -1}, er.ScenarioError, SEED.replace("seed", "replicate") + "-1"),
        ({"record": "chips.solt"}, er.ScenarioError, "no series fits 'chips.solt'; did you mean 'chips.sold'?"),
        ({"record": 3}, TypeError, "record: expected a text or a list of texts, found 3"),
        ({"record": [3]}, TypeError, "record: expected a text or a list of texts, found [3]"),
        ({"policies": {"usa": list}}, er.ScenarioError, "policies: there is no government 'usa'; did you mean 'us'?"),
        (
            {"policies": {"us": 3}},
            TypeError,
            "policies['us']: expected a GovernmentPolicy or a function of an Observation, found 3",
        ),
        (
            {"policies": {"us": lambda seen: 3}},
            TypeError,
            "policies['us']: expected a list of Act, which may be empty, from its function, found 3",
        ),
        ({"policies": [3]}, TypeError, "policies: expected a dict from ids of governments to policies, found [3]"),
        (
            {"progress": 3},
            TypeError,
            "progress: expected True, False, None or a function of (step, steps), found 3",
        ),
    ],
)
def test_an_option_of_a_run(short, options, error, text):
    refused(lambda: short.run(**options), error, text)


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"series": "compute.instaled"},
            er.ResultError,
            "there is no series 'compute.instaled'; did you mean 'compute.installed'?",
        ),
        ({"series": "nonsense"}, er.ResultError, "there is no series 'nonsense'; exarace.series() lists all"),
        (
            {"series": "compute.installed", "by": "nonsense"},
            ValueError,
            "compute.installed: no dimension 'nonsense'; there is country",
        ),
        (
            {"series": "compute.installed", "sel": {"lab": "x"}},
            ValueError,
            "sel: compute.installed has no dimension 'lab'; there is time, country",
        ),
        ({"series": "compute.installed", "top": 0}, er.ScenarioError, "top: expected a whole number from 1 to 1000, found 0"),
    ],
)
def test_a_plot(result, options, error, text):
    refused(lambda: result.plot(**options), error, text)


def test_a_row_that_a_plot_asks_for(result):
    with pytest.raises(ValueError, match="^sel: compute.installed has no country 'usa'; did you mean 'us'"):
        result.plot("compute.installed", sel={"country": "usa"})


def test_a_series_that_was_not_recorded(short):
    one = short.run(record="chips.sold")
    text = "series 'compute.installed' was not recorded; run with record='compute.installed'"
    refused(lambda: one.plot("compute.installed"), er.ResultError, text)


def test_a_place_for_a_result(result, tmp_path):
    taken = tmp_path / "a.h5"
    taken.write_text("mine")
    text = f"{taken}: exists already; replace it with force=True or name another place"
    refused(lambda: result.save(taken), er.ResultError, text)
    refused(lambda: result.save(tmp_path), OSError, f"{tmp_path}: is a folder; name a file in it")
    assert taken.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["a.h5"]


def test_a_name_that_promises_another_kind_of_file(result, short, tmp_path):
    wanted = "expected a name that ends in .h5, .hdf5 or .nc, as HDF5 is what is written, found"
    table, page = tmp_path / "a.csv", tmp_path / "a.xyz"
    refused(lambda: result.save(table), er.ScenarioError, f"path: {wanted} '{table}'")
    refused(lambda: er.compare(short, short, output=table), er.ScenarioError, f"output: {wanted} '{table}'")
    wanted = "expected a name that ends in .html or .htm, as an HTML page is what is written, found"
    refused(lambda: result.report(page), er.ScenarioError, f"page: {wanted} '{page}'")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_opened(result, tmp_path):
    whole = result.save(tmp_path / "a.h5")
    refused(
        lambda: er.open(whole, group="nonsense"),
        er.ResultError,
        f"{whole}: there is no group 'nonsense'; there is series, final, events, denials, summary, parameters",
    )
    damaged = tmp_path / "b.h5"
    damaged.write_bytes((tmp_path / "a.h5").read_bytes()[:100_000])
    text = "is damaged, changed by another program, or no result of exarace; 'exarace verify' tells which"
    refused(lambda: er.open(damaged), er.ResultError, f"{damaged}: {text}")
    refused(lambda: er.open(tmp_path / "c.h5"), OSError, f"{tmp_path / 'c.h5'}: there is no such file")


def test_what_is_no_scenario(short):
    hint = "expected a Scenario, found 'baseline'; exarace.load reads one"
    refused(lambda: er.compare(short, "baseline"), TypeError, "b: " + hint)
    refused(lambda: er.Simulation("baseline"), TypeError, "scenario: " + hint)


def test_a_column_that_is_not_there(short):
    simulation = er.Simulation(short)
    with pytest.raises(KeyError, match="clouds has no column 'cahs'; did you mean 'cash'?"):
        simulation.clouds["cahs"]


def test_every_error_of_a_scenario_has_its_messages(short):
    with pytest.raises(er.ScenarioError) as caught:
        er.Act("us_2023_11", "tightn")
    assert caught.value.messages == [str(caught.value)]
    with pytest.raises(er.ScenarioError) as caught:
        short.with_({"run.ende": 1, "technology.waer": 2})
    assert len(caught.value.messages) == 2


def test_a_design_that_is_made_here_has_no_place_on_the_disk(short, tmp_path):
    with pytest.raises(er.ScenarioError, match="^factors:[0-9:]+ unknown key 'waer' in technology; did you mean 'wear'"):
        er.sweep(short, tmp_path / "x", factors={"technology.waer": (0.1, 0.2)})


@pytest.mark.parametrize("call", [er.calibrate, er.backtest, er.nowcast])
def test_what_is_held_against_the_world_is_a_scenario(call):
    with pytest.raises(TypeError, match="^scenario: expected a Scenario, found 3; exarace.load reads one$"):
        call(3)


def test_a_file_that_is_no_posterior_is_told_once(result, tmp_path):
    path = result.save(tmp_path / "r.h5")
    text = f"{path}: holds no draws; 'exarace calibrate -o {path}' makes such a file"
    refused(lambda: er.posterior(path), er.ResultError, text)
