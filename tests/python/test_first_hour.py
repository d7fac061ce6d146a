"""The twelve tasks of docs/decisions/0013: each as one types it, in at most six lines."""

import re
from pathlib import Path

import exarace as er
import matplotlib
import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs/decisions/0013-the-first-hour-typed.md"
TASKS = re.findall(r"^\*\*(\d+)\. (.*?)\*\*\n\n```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
FEWER = {"ensemble(20)": "ensemble(2)", "replicates=20": "replicates=2", "n=256": "n=2", '"2026-01"': '"2022-04"'}


def test_there_are_twelve():
    assert [int(number) for number, _, _ in TASKS] == list(range(1, 13))


@pytest.mark.parametrize(("number", "title", "code"), TASKS, ids=[title for _, title, _ in TASKS])
def test_a_task_is_done_in_six_lines(number, title, code, tmp_path, monkeypatch):
    matplotlib.use("Agg")
    monkeypatch.chdir(tmp_path)
    assert len([line for line in code.splitlines() if line.strip()]) <= 6
    for words, few in FEWER.items():
        code = code.replace(words, few)
    base = er.load("baseline").with_({"run.end": "2022-07-01"})
    base.run(seed=1).save("base.h5")
    exec(code, {"er": er, "base": base, "other": base.with_({"technology.wear": 0.4})})
