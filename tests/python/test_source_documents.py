"""docs/model/source_documents.md: whatever it names exists, and every command on it runs or parses."""

import csv
import json
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import exarace as er
import pytest
from exarace.history.data import observations

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("exarace")
PAGE = (ROOT / "docs/model/source_documents.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| ---")
]
FACTS = [row for row in ROWS if len(row) == 3 and row[2].startswith(("`exarace ", "`er.", "`observations()"))]
STORIES = sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml") if path.stem != "levers")


def program(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=False)


@cache
def listed(what):
    return json.loads(program("list", what, "--json").stdout)


@cache
def series():
    return set(re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', program("list", "series", "--json").stdout))


@cache
def story(name):
    return er.load(name)


@cache
def observed():
    with (ROOT / "scenarios/history/observations.csv").open(encoding="utf-8") as file:
        return {row["series"] for row in csv.DictReader(file)}


def is_key(path):
    """Whether some shipped scenario has the key, or a row of that name."""
    for name in ("baseline", *STORIES):
        try:
            story(name).get(f"{path}.name" if path.count(".") == 1 else path)
        except er.ScenarioError:
            continue
        return True
    return False


def exists(name):
    if re.fullmatch(r"M\d+", name):
        return 1 <= int(name[1:]) <= 25
    if name.startswith("observed: "):
        return name.removeprefix("observed: ") in observed()
    if name in STORIES:
        return True
    return name in series() or ("." in name and is_key(name))


def names_of(row):
    return [name for name in re.findall(r"`([^`]+)`", row[1]) if not name.startswith("epoch_")]


def test_every_row_of_the_page_has_a_place_or_a_reason_and_one_command():
    assert len(FACTS) > 90
    for row in FACTS:
        assert names_of(row) or "left out" in row[1] or "no observation" in row[1] or "not an" in row[1], row
        assert re.fullmatch(r"`(exarace |er\.|observations\(\)\.)[^`]+`", row[2]), row


@pytest.mark.parametrize("name", sorted({name for row in FACTS for name in names_of(row)}))
def test_what_the_page_names_exists(name):
    assert exists(name)


@pytest.mark.parametrize("command", sorted({row[2].strip("`") for row in FACTS if row[2].startswith("`er.")}))
def test_every_line_of_python_of_the_page_finds_what_it_looks_for(command):
    name, words = re.fullmatch(r'er\.load\("(\w+)"\)\.find\("([\w ]+)"\)', command).groups()
    found = story(name).find(words)
    first = found.index[0].replace("_", " ")
    assert all(word in first for word in words.replace("_", " ").split())


@pytest.mark.parametrize("series", sorted(set(re.findall(r"series == '(\w+)'", PAGE))))
def test_observations_that_the_page_asks_for_are_there(series):
    assert len(observations().query(f"series == '{series}'"))


@pytest.mark.parametrize("command", sorted({row[2].strip("`") for row in FACTS if row[2].startswith("`exarace ")}))
def test_every_command_of_the_page_runs_or_parses(command):
    _, verb, *words = shlex.split(command)
    if verb in ("list", "validate"):
        answer = program(verb, *words)
        assert answer.returncode == 0, answer.stderr
        assert answer.stdout
        return
    assert verb in ("run", "compare")
    stories, sets, without, record = [], [], [], []
    takes = {"--set": sets, "--without": without, "--record": record}
    rest = iter(words)
    for word in rest:
        takes.get(word, stories).append(next(rest) if word in takes else word)
    for name in stories:
        answer = program("validate", name, *(part for change in sets for part in ("--set", change)))
        assert answer.returncode == 0, answer.stderr
        for rule in without:
            assert is_key(f"regimes.{rule}.kind")
    assert set(",".join(record).split(",")) - {""} <= series()
    assert len(stories) == (1 if verb == "run" or without else 2)
