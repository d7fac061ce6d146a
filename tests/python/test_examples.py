"""What README, how-to pages and help texts tell users to type, typed; over a baseline of six months."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import examples
import exarace as er
import matplotlib
import pytest

ROOT = examples.ROOT
PROGRAM = Path(sys.executable).with_name("exarace")
COMMANDS = ["", "run", "sweep", "resume", "compare", "report", "export", "explore"]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/howto").glob("*.md"))]
FEWER = {
    "replicates=20": "replicates=2", "replicates=50": "replicates=2", "--replicates 50": "--replicates 2",
    "--members 50": "--members 2",
    "ensemble(20)": "ensemble(2)", "ensemble(100": "ensemble(2", "n=512": "n=2", '"2026-01"': '"2022-04"',
    "2025-01-01": "2022-03-01", "2026-01-01": "2022-03-01", "2028-01-01": "2022-06-01",
}  # fmt: skip
SLOW = ("exarace calibrate", "exarace backtest", "exarace nowcast", "exarace judge")
"""Hundreds of runs over years with data: tests of their own play them."""
SMALL = examples.DESIGN.replace("[0.2, 0.3]", "[" + ", ".join(f"0.{i}" for i in range(20, 34)) + "]")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with what examples speak of, and the environment in which the baseline is short."""
    top = tmp_path_factory.mktemp("examples")
    short = examples.stage(top / "short")
    (short / "small.toml").write_text(SMALL)
    env = {**os.environ, "EXARACE_SCENARIOS": str(short), "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    here = top / "here"
    here.mkdir()
    (here / "scenarios").symlink_to(ROOT / "scenarios")
    (here / "my.toml").write_text('extends = "baseline"\ntitle = "Mine"\n')
    (here / "my_design.toml").write_text(examples.DESIGN)
    (here / "hawk.py").write_text(examples.HAWK)
    for line in ("run baseline --checkpoint-at 2022-03-01 --quiet", "sweep small --quiet"):
        subprocess.run([PROGRAM, *line.split()], cwd=here, env=env, check=True)
    shutil.copy(here / "results/baseline.2022-03-01.checkpoint.h5", here / "results/baseline.checkpoint.h5")
    return here, env


@pytest.fixture
def place(prepared, tmp_path, monkeypatch):
    """Calls a line in a copy of that folder."""
    here, env = prepared
    shutil.copytree(here, tmp_path, symlinks=True, dirs_exist_ok=True)
    monkeypatch.setenv("EXARACE_SCENARIOS", env["EXARACE_SCENARIOS"])
    monkeypatch.chdir(tmp_path)
    matplotlib.use("Agg")

    def call(line):
        words = [PROGRAM.name, *shlex.split(fewer(line))[1:]]
        if words[1] == "explore":
            words.append("--no-open")
        done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"

    return call


def fewer(text):
    for words, few in FEWER.items():
        text = text.replace(words, few)
    return text


def help_of(command):
    words = [PROGRAM, *([command] if command else []), "--help"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def lines_of_help():
    return [line for command in COMMANDS for line in examples.of_help(help_of(command))]


def has_explorer():
    try:
        er.explorer.page()
    except er.ResultError:
        return False
    return True


def test_help_texts_have_examples():
    assert len(lines_of_help()) >= 15


@pytest.mark.parametrize("line", lines_of_help())
def test_an_example_of_a_help_text_runs(line, place, tmp_path):
    if line.startswith("exarace explore") and not has_explorer():
        pytest.skip("this installation has no explorer: ./dev web makes it")
    if line.startswith(("exarace run", "exarace resume")):
        (tmp_path / "results/baseline.h5").unlink()  # it makes its result itself
    place(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_tells_runs(page, place, tmp_path):
    for number, code in enumerate(examples.blocks(page, "toml")):
        if code.startswith("# ") and code.split("\n")[0].endswith(".toml"):
            (tmp_path / code.split("\n")[0].removeprefix("# ")).write_text(code)
        else:
            assert code, number
    names = {"er": er, "base": er.load("baseline")}
    names["a"], names["b"] = names["base"], names["base"].with_({"technology.wear": 0.4})
    for code in examples.blocks(page, "python"):
        exec(compile(fewer(code), page.name, "exec"), names)
    for block in examples.blocks(page, "", "sh", "bash"):
        for line in examples.commands(block):
            if not line.startswith(SLOW) and (not line.startswith("exarace explore") or has_explorer()):
                place(line)
