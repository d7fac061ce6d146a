"""Names of files and texts of scenarios, whatever is in them."""

import pickle
import subprocess
import sys

import exarace as er
import pytest
from exarace.report import command

TITLE = 'The "small yard .......................................... high fence" case # \\ \t \x1b'


@pytest.fixture
def quoted(tmp_path):
    path = tmp_path / "quoted.toml"
    title = '"The \\"small yard .......................................... high fence\\" case # \\\\ \\t \\u001b"'
    path.write_text(f'extends = "baseline"\ntitle = {title}\n[run]\nend = 2022-03-01\nenterprises = 100\n')
    return path


def test_a_scenario_that_validates_can_be_pickled_swept_and_made_again(quoted, tmp_path):
    scenario = er.load(quoted)
    assert scenario.title == TITLE
    assert pickle.loads(pickle.dumps(scenario)).title == TITLE
    result = scenario.run()
    result.save(tmp_path / "result.h5")
    program = [sys.executable, "-c", "import exarace"]
    assert subprocess.run(program, check=False).returncode == 0
    (tmp_path / "design.toml").write_text(
        'scenario = "quoted"\nsampler = "list"\nreplicates = 2\n[output]\nseries = ["compute.owned"]\n'
    )
    runs = er.sweep(tmp_path / "design.toml", tmp_path / "out")
    assert runs.sizes["run"] == 2 and not runs["failed"].any()


def test_a_key_of_very_many_parts_does_not_end_the_process():
    for text in (
        '"#"' + ".a" * 120_000 + " = 1\n",
        '["#"' + ".a" * 120_000 + "]\nx = 1\n",
        'x = {"#"' + ".a" * 120_000 + " = 1}\n",
    ):
        with pytest.raises(er.ScenarioError, match="too many parts"):
            er.Scenario.from_text(text)
    with pytest.raises(er.ScenarioError, match="too many parts"):
        er.load("baseline").with_({"a" + ".a" * 120_000: 1}).run()


def test_pages_of_folders_with_dots_have_names_of_their_own(tmp_path):
    (tmp_path / "small.toml").write_text(
        'scenario = "baseline"\nsampler = "list"\n[set]\nrun.end = 2022-02-01\nrun.enterprises = 100\n'
        '[output]\nseries = ["compute.owned"]\n'
    )
    for version in ("v1.2", "v1.3"):
        er.sweep(tmp_path / "small.toml", tmp_path / version)
        assert command.main([str(tmp_path / version), "--no-pictures", "--quiet"]) == 0
    assert {"v1.2.html", "v1.3.html"} <= {path.name for path in tmp_path.iterdir()}
