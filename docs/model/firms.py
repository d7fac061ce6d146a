"""Holds labs and clouds of the baseline against what was observed at the ends of 2024 and 2025; writes docs/model/firms.md.

Call from the top of the tree: .venv/bin/python docs/model/firms.py [--seeds 20] [--threads 1]
"""

from __future__ import annotations

import argparse
import csv
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import exarace as er
import numpy as np

TOP = Path(__file__).resolve().parents[2]
OBSERVED = TOP / "scenarios" / "history" / "observations.csv"
HOURS = 8766 * 0.7 / 12
"""Hours that a chip sells in a month."""
# What is compared: name, row of the observations (series, entity), series of the model, its row, by what it is divided.
ROWS = [
    *((f"{name}: compute used [H100e]", "lab_accessible_compute", entity, "labs.hours", lab, HOURS) for name, entity, lab in (
        ("OpenAI", "OpenAI", "openai"), ("Anthropic", "Anthropic", "anthropic"),
        ("Google DeepMind", "Google DeepMind", "deepmind"), ("Meta", "Meta Superintelligence Labs", "meta_ai"),
        ("xAI", "xAI/SpaceXAI", "xai_lab"))),
    *((f"{name}: run rate [bn USD]", "ai_lab_revenue", name, "money.lab_revenue", lab, 1e9)
      for name, lab in (("OpenAI", "openai"), ("Anthropic", "anthropic"))),
    *((f"{name}: chips owned [H100e]", "owned_stock_h100e", entity, "compute.held_by_cloud", cloud, 1)
      for name, entity, cloud in (
        ("CoreWeave", "CoreWeave Nvidia", "coreweave"), ("Oracle", "Oracle Nvidia", "oracle"), ("xAI", "xAI Nvidia", "xai"),
        ("Google", "Google all (TPU+Nvidia)", "google"), ("Meta", "Meta all (Nvidia+AMD)", "meta"),
        ("Microsoft", "Microsoft all (Nvidia+AMD)", "microsoft"), ("Amazon", "Amazon all (Trainium+Nvidia)", "amazon"))),
    *((f"{name}: capex of the last quarter [bn USD]", "capex", entity, "capex.all", cloud, 1e9)
      for name, entity, cloud in (("Google", "Alphabet", "google"), ("Meta", "Meta", "meta"))),
    ("CoreWeave: capex of the third quarter [bn USD]", "capex", "CoreWeave", "capex.all", "coreweave", 1e9),
    ("CoreWeave: revenue of the third quarter [bn USD]", "cloud_revenue", "CoreWeave", "money.rental_revenue", "coreweave", 4e9),
]  # fmt: skip
DIMS = {"money.lab_revenue": "lab", "labs.hours": "lab"}
PAGE = """\
# Labs and clouds against the world

Made by `docs/model/firms.py`. `within` says whether the median is within a factor of two of what was observed.
Of {all} rows {within} are in the baseline with its usual values over {seeds} seeds, on which nothing was conditioned, and
{learnt} over as many draws of the [posterior](baseline.md), which was conditioned on totals and on some of these firms.
Observations: `scenarios/history/observations.csv`.

| what | quarter | observed | low | median | high | factor | within | posterior: low | median | high | factor | within |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

`low` and `high` hold 90 % of the seeds or draws; `factor` is the median over the observation. A lab's compute is the hours
that it uses over those that a chip can sell.
"""


def observed() -> list[tuple[str, str, str, str, float, int, int]]:
    """By row: name, series, row, divisor, and year and quarter of what was observed at the ends of 2024 and 2025."""
    found = []
    with OBSERVED.open(encoding="utf-8") as text:
        lines = list(csv.DictReader(text))
    names = list(lines[0])
    series, entity, first, value = names[0], names[1], names[3], names[5]
    for name, what, who, model, row, over in ROWS:
        quarter = 7 if "third" in name else 10
        for year in (2024, 2025):
            for line in lines:
                if (line[series], line[entity]) == (what, who) and line[first] == f"{year}-{quarter:02d}-01":
                    found.append((name, model, row, over, float(line[value]), year, quarter))
                    break
    return found


def play(seed: int, draws: str | None = None) -> dict[str, object]:
    names = sorted({model for _, _, _, model, _, _ in ROWS})
    base = er.load("baseline").with_({"run.end": "2026-01-01"})
    luck = {"seed": seed} if draws is None else {"replicate": seed - 1, "draws": draws}
    data = base.run(**luck, record=names, threads=1, progress=False)
    return {name: data[name] for name in names}


def of_run(run: dict[str, object], row: tuple) -> float:
    _, model, who, over, _, year, quarter = row
    path = run[model].sel({DIMS.get(model, "cloud"): who}).sel(time=slice(f"{year}-{quarter:02d}-01", f"{year}-{quarter + 2}-28"))
    values = path.values
    whole = {"capex.all": values.sum(), "money.rental_revenue": values.mean()}.get(model, values[-1])
    return float(whole) / over


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    with ThreadPoolExecutor(asked.threads) as pool:
        usual = list(pool.map(play, range(1, asked.seeds + 1)))
        learnt = list(pool.map(lambda seed: play(seed, "posterior"), range(1, asked.seeds + 1)))
    lines, within = [], [0, 0]
    for row in observed():
        shown = [f"{row[5]}-Q{(row[6] + 2) // 3}", f"{row[4]:.3g}"]
        for column, runs in enumerate((usual, learnt)):
            low, median, high = np.quantile([of_run(run, row) for run in runs], (0.05, 0.5, 0.95))
            factor = median / row[4]
            near = 0.5 <= factor <= 2
            within[column] += near
            shown += [*(f"{v:.3g}" for v in (low, median, high)), f"{factor:.2f}", "yes" if near else "no"]
        lines.append(f"| {row[0]} | {' | '.join(shown)} |")
    page = PAGE.format(seeds=asked.seeds, within=within[0], learnt=within[1], all=len(lines), rows="\n".join(lines))
    (TOP / "docs" / "model" / "firms.md").write_text(page)


if __name__ == "__main__":
    main()
