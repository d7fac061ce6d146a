"""Where numbers are written with a comma, files and messages are the same to the bit."""

import os
import subprocess
import sys

import pytest
from sweeping import PROGRAM, write_design

PYTHON = """
import hashlib, locale, sys
if sys.argv[1] == "german":
    locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    assert locale.localeconv()["decimal_point"] == ","
import exarace as er
base = er.load("baseline").with_({"run.end": "2022-03-01", "run.enterprises": 100, "behaviour.cloud.horizon": 2.75,
                                  "clouds.microsoft.capex_factor": {"2022-01-01": 1.5, "2022-02-01": 0.25}})
result = base.run(seed=3)
print(result.summary.to_csv())
print(er.parameters().to_csv())
print(repr(base["behaviour.cloud.horizon"]), result.provenance["scenario_text"] if hasattr(result, "provenance") else "")
design = er.sweep("design.toml", sys.argv[2])
print(design["compute.owned"].sum("country").values.tolist(), design["behaviour.cloud.horizon"].values.tolist())
try:
    er.load("baseline").with_({"behaviour.cloud.horizon": 1e9}).run()
except er.ScenarioError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """An environment with de_DE.UTF-8, made from its sources."""
    folder = tmp_path_factory.mktemp("locales")
    made = subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], capture_output=True, text=True, check=False
    )
    if not (folder / "de_DE.UTF-8").exists():
        pytest.fail(f"localedef: {made.stderr} ./dev check installs the package locales")
    return {**os.environ, "LOCPATH": str(folder), "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}


def test_python_says_the_same_numbers(german, tmp_path):
    write_design(tmp_path, points=4, replicates=1, end="2022-02-01", enterprises=100)
    told = []
    for how, environment in (("german", german), ("plain", {**os.environ, "LC_ALL": "C.UTF-8"})):
        command = [sys.executable, "-c", PYTHON, how, f"out_{how}"]
        ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        told.append(ended.stdout)
    assert told[0] == told[1]
    assert "2,75" not in told[0]


def test_the_program_says_the_same_numbers(german, tmp_path):
    (tmp_path / "own.toml").write_text('extends = "baseline"\n[behaviour.cloud]\nhorizon = 2.75\n[run]\nend = 2022-03-01\n')
    for command in (["run", "own.toml", "--json", "-o", "own.h5", "-f"], ["info", "own.h5"], ["list", "parameters"]):
        told = []
        for environment in (german, {**os.environ, "LC_ALL": "C"}):
            ended = subprocess.run(
                [str(PROGRAM), *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            assert ended.returncode == 0, ended.stderr
            told.append(
                "\n".join(
                    line
                    for line in ended.stdout.splitlines()
                    if not any(w in line for w in ("second", "started", "finished", "checksum"))
                )
            )
        assert told[0] == told[1]


def test_the_programs_tests_pass_where_numbers_have_commas(german):
    tests = PROGRAM.parent / "test_unit"
    ended = subprocess.run([str(tests), "~*processes*"], env=german, capture_output=True, text=True, check=False, timeout=600)
    assert ended.returncode == 0, ended.stdout[-3000:]
