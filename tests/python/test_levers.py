"""The levers of the explorer name keys that there are, and say what they rest on."""

import datetime
import re
import sys
from pathlib import Path

import exarace as er
import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
LEVERS = tomllib.loads((ROOT / "scenarios/levers.toml").read_text(encoding="utf-8"))["lever"]
TABLES = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
SOURCES = {key for cell in re.findall(r"^\| (`[^|]*`) \|", TABLES, re.M) for key in re.findall(r"`([a-z0-9_]+)`", cell)}


@pytest.fixture(scope="module")
def base():
    return er.load("baseline")


def keys_of(lever):
    return lever.get("keys", []) + [f"regimes.{rule}.status" for rule in lever.get("rules", [])]


def test_there_are_levers_of_every_sort_and_no_two_of_a_name():
    assert len({lever["id"] for lever in LEVERS}) == len(LEVERS) >= 12
    assert {lever["kind"] for lever in LEVERS} == {"rule", "number", "factor", "months"}


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever["id"])
def test_a_lever_says_what_it_is_and_rests_on(lever):
    assert {"label", "group", "about", "source", "kind"} <= lever.keys()
    assert lever["source"] in SOURCES | {"assumed", "calibrated"}
    assert lever["kind"] == "rule" or lever["low"] < lever["high"] and lever["step"] > 0 and lever["range"]


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever["id"])
def test_a_lever_moves_keys_that_there_are(lever, base):
    values = [base.get(key) for key in keys_of(lever)]
    assert values
    if lever["kind"] == "number":
        assert all(lever["low"] <= value <= lever["high"] for value in values)
    if lever["kind"] == "months":
        assert all(isinstance(value, datetime.date) for value in values)
    for key, value in {**lever.get("on", {}), **lever.get("off", {})}.items():
        base.with_({key: value})
    if "needs" in lever:
        assert base.get(f"mechanisms.{lever['needs']}") is True


@pytest.mark.parametrize("lever", [x for x in LEVERS if x["kind"] == "number"], ids=lambda lever: lever["id"])
def test_both_ends_of_a_number_are_valid(lever, base):
    for end in (lever["low"], lever["high"]):
        base.with_({key: end for key in lever["keys"]})


def test_levers_are_no_scenario():
    assert "levers" not in er.scenarios().index
