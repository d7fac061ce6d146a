"""Every example in a docstring does what it says."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import exarace
import matplotlib
import pytest


def examples():
    """Docstrings with examples, of all modules of the package; one that is re-exported once."""
    modules = [exarace, *(importlib.import_module(m.name) for m in pkgutil.walk_packages(exarace.__path__, "exarace."))]
    finder = doctest.DocTestFinder()
    found = {}
    for module in modules:
        for test in finder.find(module, module.__name__):
            if test.examples:
                found.setdefault((test.filename, test.lineno), test)
    return sorted(found.values(), key=lambda test: test.name)


@pytest.fixture(scope="session")
def result_file(tmp_path_factory):
    """A result of three months."""
    path = tmp_path_factory.mktemp("result") / "short.h5"
    return exarace.load("baseline").with_({"run.end": "2022-04-01"}).run(seed=1).save(path)


@pytest.mark.parametrize("example", examples(), ids=lambda test: test.name.removeprefix("exarace."))
def test_an_example_does_what_it_says(example, request, result_file, monkeypatch, tmp_path):
    matplotlib.use("Agg")
    monkeypatch.chdir(tmp_path)
    example.globs["getfixture"] = request.getfixturevalue
    told = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, out=told.append)
    assert runner.failures == 0, "".join(told)


def test_the_reference_names_all_that_users_may_call():
    page = (Path(__file__).resolve().parents[2] / "docs/reference/python.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^   (\w+)$", page, re.M)) == {name for name in exarace.__all__ if not name.startswith("__")}


def test_there_are_examples_for_what_one_types_first():
    names = {test.name for test in examples()}
    wanted = ["scenario.Scenario.ensemble", "settings.Settings.find", "settings.Settings.without", "comparison.compare",
              "result.Result.denials", "reading.read", "sweeping.sweep", "simulation.Simulation"]  # fmt: skip
    assert [name for name in wanted if f"exarace.{name}" not in names] == []
