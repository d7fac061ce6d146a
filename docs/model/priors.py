"""Finds assumed and calibrated numbers that matter and have no prior; writes docs/model/priors.md.

Each is set to either end of its valid range, everything else as in the baseline, under the same luck.
Call from the top of the tree: .venv/bin/python docs/model/priors.py
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import exarace as er
import numpy as np

TOP = Path(__file__).resolve().parents[2]
LEAST = 0.01
"""Part of a headline by which a number must move it to be told."""
HEADLINES = {
    "US compute": ("compute.owned", {"country": "us"}, "end"),
    "Chinese compute": ("compute.owned", {"country": "cn"}, "end"),
    "AI capex": ("capex.ai", {}, "year"),
    "chip sales": ("chips.sold_value", {}, "year"),
    "services": ("money.services", {}, "end"),
    "diversion": ("chips.diverted", {}, "year"),
}
YEARS = (2025, 2030)
PAGE = """\
# Numbers without a prior that matter

Made by `docs/model/priors.py`. Of {looked} assumed or calibrated numbers outside the tables that have a range and no prior,
{found} move a headline of {years} by more than {least} % somewhere in their valid range; {failed} runs at an end of a range
failed. Nobody draws these numbers, so that what they do is missing in every band: they need a prior (`.prior(...)` in
`fields()`) or a source. A valid range is wider than what is plausible: the moves are no intervals. Without one on purpose:
`production.knowledge.automation` (whether research automates itself is a story, not an error of the baseline),
`outlook.advanced_node` (which lines a published number counts) and `accounts.tax.earmarked` (a choice of law). How widths were
chosen: [calibrate.md](../howto/calibrate.md).

| key | baseline | low | high | moves most | at low | at high |
| --- | --- | --- | --- | --- | --- | --- |
{rows}
"""


def candidates(base: er.Scenario) -> list[tuple[str, float, float, float]]:
    """Key, value, and ends of the range."""
    table = er.parameters()
    table = table[table["type"].eq("number") & table["basis"].isin(["assumed", "calibrated"]) & table["prior"].eq("")]
    out = []
    for key, row in table.iterrows():
        value = None if "<" in key or key.startswith("run.") else base.get(key)
        if isinstance(value, int | float) and np.isfinite(row["low"]) and np.isfinite(row["high"]):
            out.append((str(key), float(value), float(row["low"]), float(row["high"])))
    return out


def headlines(scenario: er.Scenario) -> np.ndarray:
    """Headlines of a run; NaN if it fails."""
    try:
        run = scenario.run(seed=1, record=sorted({name for name, *_ in HEADLINES.values()}), threads=1, progress=False)
    except (er.ScenarioError, er.AuditError):
        return np.full(len(HEADLINES) * len(YEARS), np.nan)
    out = []
    for name, pick, how in HEADLINES.values():
        values = run[name].sel(pick)
        monthly = np.nansum(values.values, axis=tuple(range(1, values.ndim)))
        for year in YEARS:
            months = monthly[(year - 2022) * 12 : (year - 2021) * 12]
            out.append(months[-1] if how == "end" else months.sum())
    return np.array(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", default=str(TOP / "docs" / "model" / "priors.md"))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    base = er.load("baseline")
    keys = candidates(base)
    names = [f"{name} {year}" for name in HEADLINES for year in YEARS]
    ends = [(key, end) for key, _, low, high in keys for end in (low, high)]
    with ThreadPoolExecutor(asked.threads) as pool:
        reference, *found = pool.map(headlines, [base, *(base.with_({key: end}) for key, end in ends)])
    moves = (np.array(found) / reference - 1).reshape(len(keys), 2, len(names))
    rows = []
    for (key, value, low, high), move in zip(keys, moves, strict=True):
        size = np.nan_to_num(np.abs(move)).max(axis=0)
        most = int(size.argmax())
        if size[most] > LEAST or np.isnan(move).any():
            rows.append((float(size[most]), key, value, low, high, names[most], move[0, most], move[1, most]))
    rows.sort(key=lambda row: -row[0])
    text = PAGE.format(
        looked=len(keys), found=len(rows), failed=int(np.isnan(moves[:, :, 0]).sum()), least=f"{100 * LEAST:g}",
        years=" or ".join(map(str, YEARS)),
        rows="\n".join(f"| `{key}` | {value:g} | {low:g} | {high:g} | {name} | {share(a)} | {share(b)} |"
                       for _, key, value, low, high, name, a, b in rows),
    )  # fmt: skip
    Path(asked.output).write_text(text)


def share(x: float) -> str:
    return "failed" if np.isnan(x) else f"{100 * x:+.0f} %"


if __name__ == "__main__":
    main()
