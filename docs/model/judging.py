"""Measures what the present rules get from `exarace judge`: writes docs/model/judging.md from its template.

Call from the top of the tree, after docs/model/baseline.py: .venv/bin/python docs/model/judging.py [path of the program exarace]
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import traces

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
DRAWS, POSTERIOR_DRAWS, LUCKS = 20, 100, 5


def judged(program: str, *arguments: str) -> dict:
    done = subprocess.run([program, "judge", *arguments, "--json", "--quiet"], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def number(row: dict, name: str) -> float:
    return row[name] if row[name] is not None else math.nan


def share(part: float) -> str:
    return f"{100 * part:.1f} %".replace(".0 %", " %")


def main() -> None:
    program = sys.argv[1] if len(sys.argv) > 1 else str(TOP / ".venv/bin/exarace")
    found = {"prior": judged(program, "--guard"), "posterior": judged(program, "--guard", "--draws", "posterior")}
    asked = ("--lucks", str(LUCKS), "--pairs")
    policies = judged(program, "--policies", *asked, str(DRAWS))["policies"]
    learnt = judged(program, "--policies", *asked, str(POSTERIOR_DRAWS), "--draws", "posterior")["policies"]
    guards = {name: rows["guard"]["guards"] for name, rows in found.items()}
    names = [row["variant"] for row in guards["prior"]]
    head = [f"| the guard, part of {guards['prior'][0]['members']} members that break it | " + " | ".join(names) + " |",
            "| --- |" + " --- |" * len(names)]
    lines = [f"| {name} draws | " + " | ".join(share(row["broken"]) for row in rows) + " |" for name, rows in guards.items()]
    low = sum(row["broken"] <= 0.02 for rows in guards.values() for row in rows)
    table = ["| policy | what | wanted | prior: median change | 90 % of the draws | agree | verdict "
             "| posterior: median change | agree | verdict |", "| --- |" + " --- |" * 9]
    for row, known in zip(policies["table"], learnt["table"], strict=True):
        change, down, up = (number(row, name) for name in ("change_percent", "low", "high"))
        table.append(f"| {row['policy']} | {row['what']} | {row['wanted']} | {change:+.1f} % | {down:+.0f} to {up:+.0f} % | "
                     f"{row['agree']:.2f} | {row['verdict']} | {number(known, 'change_percent'):+.1f} % | {known['agree']:.2f} | "
                     f"{known['verdict']} |")
    fill = {
        "guard": "\n".join([*head, *lines]), "low": str(low), "variants": str(2 * len(names)), "holds": str(policies["holds"]),
        "posterior_holds": str(learnt["holds"]), "pairs": str(DRAWS), "posterior_pairs": str(POSTERIOR_DRAWS),
        "lucks": str(LUCKS),
        "expectations": str(len(policies["table"])), "policies": "\n".join(table),
        "traces": "\n".join(traces.rows()),
    }
    page = (HERE / "judging.template.md").read_text()
    for name, text in fill.items():
        page = page.replace("{" + name + "}", text)
    (HERE / "judging.md").write_text(page)


if __name__ == "__main__":
    main()
