"""Intervals that docs/mechanisms draws lie around what the baseline has."""

import sys
from pathlib import Path

import exarace as er

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EXPECTED = Path(__file__).parents[2] / "docs" / "mechanisms" / "expected.toml"


def test_mechanisms_are_drawn_around_the_values_of_the_baseline():
    base = er.load("baseline")
    keys = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["draws"]["keys"]
    outside = {k["key"]: (k["low"], base.get(k["key"]), k["high"]) for k in keys
               if not k["low"] <= (1.0 if "factor" in k else base.get(k["key"])) <= k["high"]}  # fmt: skip
    assert len(keys) > 10
    assert outside == {}
