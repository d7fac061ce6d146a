"""No message that a user sees is the raw text of C++, of pybind11, or of a library that was handed nonsense."""

import inspect
import re

import exarace as er
import numpy as np
import pandas as pd
import pytest

RAW = re.compile(
    r"incompatible (function|constructor) arguments|Invoked with|std::|pybind11|_exarace\.|basic_string|vector::"
    r"|map::at|bad_alloc|bad_variant|bad_optional|Unable to cast|terminate called"
    r"|not JSON|unhashable|not subscriptable|NoneType' object|has no attribute|argument of type|positional argument"
    r"|os\.PathLike|0-d array|truth value of an array"
)
ODD = [None, 3, -1, 2.5, True, "", "nonsense", "a\0b", "\u4e2d", float("nan"), [], [1], {}, {"x": 1}, ("a",), b"x",
       np.array(0.2), np.array([1, 2]), pd.Series([1]), lambda *_: None]  # fmt: skip


@pytest.fixture(scope="module")
def world():
    """Objects whose calls are tried."""
    base = er.load("baseline").with_({"run.end": "2022-03-01"})
    sim = er.Simulation(base, seed=1)
    return {"scenario": base, "result": base.run(seed=1), "simulation": sim, "table": sim.clouds,
            "ensemble": base.ensemble(2), "module": er}  # fmt: skip


CALLS = {
    "module": ["load", "open", "read", "sensitivity", "plot_effects"],
    "scenario": ["get", "find", "source", "with_", "scale", "without", "diff"],
    "result": ["plot", "save", "report", "to_frame", "to_parquet", "__getitem__"],
    "simulation": ["transfer"],
    "table": ["__getitem__", "about", "unit"],
    "ensemble": ["plot", "quantiles", "__getitem__"],
}
NEEDED = {
    "open": {"path": "none.h5"},
    "with_": {"changes": {}},
    "scale": {"factors": {}},
    "save": {"path": "a.h5"},
    "report": {"path": "a.html"},
    "to_parquet": {"path": "a.parquet"},
    "plot": {"series": "compute.owned"},
    "quantiles": {"series": "compute.owned"},
    "transfer": {"payer": "governments/us", "payee": "labs/openai", "amount": 1},
    "sensitivity": {"sweep": "none", "of": "compute.owned"},
    "plot_effects": {"effects": pd.DataFrame(), "measure": "x"},
}
NOT_OURS = {"ax", "style", "options", "where"}


def text_of(call):
    """What a call says that refuses its arguments; nothing where it takes them."""
    try:
        call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


@pytest.mark.parametrize(("whose", "name"), [(whose, name) for whose, names in CALLS.items() for name in names])
def test_a_call_with_nonsense_is_refused_in_words(world, whose, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call = getattr(world[whose], name)
    needed = NEEDED.get(name, {})
    for parameter in inspect.signature(call).parameters.values():
        if parameter.name in NOT_OURS or parameter.kind is inspect.Parameter.VAR_KEYWORD:
            continue
        for odd in ODD:
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                said = text_of(lambda odd=odd: call(odd))
            elif parameter.kind is inspect.Parameter.POSITIONAL_ONLY:
                said = text_of(lambda odd=odd: call(odd))
            else:
                arguments = {**needed, parameter.name: odd}
                said = text_of(lambda arguments=arguments: call(**arguments))
            assert not RAW.search(said), f"{name}({parameter.name}={odd!r}): {said}"


@pytest.mark.parametrize("option", ["seed", "replicate", "threads", "record", "policies", "progress"])
def test_an_option_of_a_run_is_refused_in_words(world, option):
    for odd in ODD:
        said = text_of(lambda odd=odd: world["scenario"].run(**{option: odd}))
        assert not RAW.search(said), f"{option}={odd!r}: {said}"


@pytest.mark.parametrize("option", ["replicates", "seed", "threads", "confidence", "policies", "metrics", "record", "output"])
def test_an_option_of_a_comparison_is_refused_in_words(world, option, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    base = world["scenario"]
    for odd in ODD:
        said = text_of(lambda odd=odd: er.compare(base, base, **{"replicates": 1, "force": True, option: odd}))
        assert not RAW.search(said), f"{option}={odd!r}: {said}"


@pytest.mark.parametrize("option", ["design", "factors", "sampler", "n", "replicates", "seed", "series", "reductions"])
def test_an_option_of_a_sweep_is_refused_in_words(world, option, tmp_path):
    design = {"design": world["scenario"], "factors": {"technology.wear": [0.2]}, "output": tmp_path / "x"}
    for odd in ODD:
        if odd is None or isinstance(odd, bool | int) and not isinstance(odd, bool) and odd > 0:
            continue  # these are taken, and would make runs
        said = text_of(lambda odd=odd: er.sweep(**{**design, option: odd}))
        assert not RAW.search(said), f"{option}={odd!r}: {said}"


def test_a_raw_text_would_be_found():
    assert RAW.search("get(): incompatible function arguments. The following argument types are supported")
    assert RAW.search("basic_string::substr: __pos (which is 3) > this->size()")
    assert not RAW.search("n: expected a whole number from 1 to 1000000, found 2.5")
