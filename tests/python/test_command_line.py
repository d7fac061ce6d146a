"""What the program does together with the Python package, and what both must tell alike."""

import json
import subprocess
import sys
from pathlib import Path

import exarace as er
import pytest

PROGRAM = Path(sys.executable).with_name("exarace")
SHORT = ["--set", "run.end=2023-03-01", "--replicates", "2", "--quiet", "--json"]
HAWK = """\
import exarace as er

class Hawk(er.GovernmentPolicy):
    def decide(self, seen):
        return [er.Act(m.id, "tighten", factor=0.5) for m in seen.own("chip_threshold") if m.in_force]

policies = {"us": Hawk}
"""


@pytest.fixture
def call(tmp_path):
    """Calls the program in a folder of its own."""
    (tmp_path / "hawk.py").write_text(HAWK)
    (tmp_path / "nobody.py").write_text("policies = {}\n")
    (tmp_path / "broken.py").write_text("policies = {'us': 3}\n1 / 0\n")
    (tmp_path / "empty.py").write_text("")

    def run(*words):
        return subprocess.run([PROGRAM, *words], cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def effects(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_several_scenarios_are_compared_with_the_first(call, tmp_path):
    told = effects(call("compare", "baseline", "no_controls", "full_embargo", *SHORT))
    assert [one["b"] for one in told] == ["no_controls", "full_embargo"]
    alone = effects(call("compare", "baseline", "full_embargo", *SHORT, "-o", "alone.h5"))
    assert told[1]["effects"] == alone["effects"]
    names = {file.name for file in (tmp_path / "results").iterdir()}
    assert names == {"no_controls_against_baseline.h5", "full_embargo_against_baseline.h5"}


def test_a_rule_is_taken_out_alike_by_program_and_package(call):
    told = effects(call("compare", "baseline", "--without", "us_2022_10", *SHORT))
    assert (told["a"], told["b"]) == ("baseline", "baseline_without_us_2022_10")
    base = er.load("baseline").with_({"run.end": "2023-03-01"})
    table = er.compare(base, base.without("us_2022_10"), replicates=2)
    for row in told["effects"]:
        assert table.loc[(row["measure"], row["year"]), "effect"] == pytest.approx(row["effect"], rel=1e-9, abs=1e-9)


def test_runs_and_sweeps_take_rules_out_too(call, tmp_path):
    done = call("run", "baseline", "--set", "run.end=2022-12-01", "--without", "us_2022_10*", "--quiet")
    assert done.returncode == 0, done.stderr
    result = er.read(tmp_path / "results/baseline_without_us_2022_10x.h5")
    assert not result.events["instrument"].str.startswith("us_2022_10").any()
    done = call("sweep", "small", "--without", "us_2022_10", "--dry-run", "--json")
    assert done.returncode == 0, done.stderr
    done = call("run", "baseline", "--without", "us_2022_11")
    assert done.returncode == 2 and done.stderr.startswith("--without: there is no rule 'us_2022_11'; did you mean")


def test_policies_of_a_file_decide_on_the_side_that_is_named(call):
    told = effects(call("compare", "baseline", "--policies", "hawk.py", *SHORT))
    assert told["b"] == "baseline with Hawk for us"
    other = effects(call("compare", "baseline", "baseline", "--policies", "nobody.py", "--policies", "hawk.py", *SHORT, "-f"))
    assert told["effects"] == other["effects"]
    first = effects(call("compare", "baseline", "baseline", "--policies", "hawk.py", "--policies", "nobody.py", *SHORT))
    pairs = zip(told["effects"], first["effects"], strict=True)
    assert all(a["effect"] == pytest.approx(-b["effect"], rel=1e-9, abs=1e-9) for a, b in pairs)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("none.py", "--policies: none.py: no such file"),
        ("broken.py", "--policies: broken.py: cannot be run: ZeroDivisionError: division by zero"),
        ("empty.py", "--policies: empty.py: holds no dict 'policies' from ids of governments to policies"),
    ],
)
def test_a_file_that_holds_no_policies(call, file, text):
    done = call("compare", "baseline", "--policies", file, *SHORT)
    assert (done.returncode, done.stderr.strip(), done.stdout) == (2, text, "")


def test_one_scenario_alone_is_no_comparison(call):
    done = call("compare", "baseline")
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "compare: expected at least two scenarios, or one and --without RULE or --policies FILE"
    )


def test_a_summary_tells_the_gap_as_a_mean_with_its_range(call, tmp_path):
    done = call("run", "baseline", "--set", "run.end=2024-01-01", "-o", "a.h5")
    (line,) = [line for line in done.stdout.splitlines() if "capability gap" in line]
    gap = er.read(tmp_path / "a.h5").summary.loc["capability.gap"]
    assert line.split("  ")[1] == "capability gap, mean of the last 12 months" and " to " in line and gap["low"] <= gap["high"]
    told = json.loads(call("run", "baseline", "--set", "run.end=2024-01-01", "-o", "b.h5", "--json", "--quiet").stdout)
    (same,) = [row for row in told["summary"] if row["name"] == "capability.gap"]
    assert (same["value"], same["low"], same["high"]) == (gap["value"], gap["low"], gap["high"])
