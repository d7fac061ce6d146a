"""Takes away, one at a time, what the baseline is given from outside, and measures how much of each sector's turnover is
with the outside; writes docs/model/given.md.

Call from the top of the tree: .venv/bin/python docs/model/given.py [--seeds 8] [--threads 1]
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import exarace as er
import numpy as np

TOP = Path(__file__).resolve().parents[2]
YEARS = (2022, 2025, 2030)
RULES = (
    ("core income of clouds", "`operating_cash_flow` by cloud and date; given", "given: what AI earns is not added to it"),
    ("sales of fabs to other buyers", "`other_demand` of lines; what is short is short for all", "falls as AI takes the lines"),
    ("other revenue of toolmakers", "what fabs of the model leave free of `other_revenue`", "falls as fabs buy more"),
    ("wages, energy, materials", "parts of revenue, or of what runs", "follow turnover"),
    ("taxes, budgets, bonds", "rates on profit; amounts in laws", "follow profit and law"),
    ("loans, interest", "what cash flow, capital or contracts cover; dearer with debt", "follow investment"),
    ("shares, rounds, dividends", "worth over shares sold in a year; cash beyond a reserve", "follow worth and cash"),
    ("spending on AI services", "people and exposed wages by capability and price", "follows capability"),
)
PAGE = """\
# What is given from outside

Made by `docs/model/given.py`: means over {seeds} seeds, each taken away under the same luck. Nothing else in the baseline
replays a series: what is not in the first table comes out of decisions, or is a number that does not change with time
([reference](../reference/parameters.md)).

## By date, with what hangs on it

Change of an outcome when the given thing is taken away as said; `story` is what a user sets to take it away.

{given}

SKUs cannot be taken out without leaving no world at all, so their dates are moved by a year. The state of January 2022 is
given as well: fleet, stocks, capacities, cash, capability; so are the days on which labs and clouds are founded.

## Turnover with the outside, by sector

Part of all that a sector of the model pays and gets that goes to or comes from households, banks, product markets and
suppliers. A share near one is no fault where a sector pays wages and power; where it is income that no rule earns, it is.

{books}

Each flow with the outside has a rule:

| flow | rule | what lets it fall or grow |
| --- | --- | --- |
{rules}
"""

Changes = dict[str, object]


def flat(base: er.Scenario, table: str, column: str) -> Changes:
    """A series of a table held at its first value, in all rows that give one."""
    changes: Changes = {}
    for row in base.tables[table]["id"] if hasattr(base.tables[table], "columns") else base.tables[table]:
        key = f"{table}.{row}.{column}"
        value = base.get(key)
        if isinstance(value, dict):
            dated = {k: v for k, v in value.items() if k[:1].isdigit()}
            if dated:
                changes[key] = next(iter(dated.values()))
    return changes


def later(base: er.Scenario) -> Changes:
    """Every launch after the start a year later."""
    changes: Changes = {}
    for row in base.tables["skus"]["id"] if hasattr(base.tables["skus"], "columns") else base.tables["skus"]:
        day = str(base.get(f"skus.{row}.launch"))
        if day > "2022-01-01":
            changes[f"skus.{row}.launch"] = f"{int(day[:4]) + 1}{day[4:]}".replace("-02-29", "-02-28")
    return changes


GIVEN: list[tuple[str, str, str, Callable[[er.Scenario], Changes] | Changes]] = [
    ("export law of all sides", "never in force", "`no_controls`",
     {f"mechanisms.{m}": False for m in ("M1", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M15", "M17", "M20")}),
    ("launches of SKUs", "each a year later", "`skus.*.launch`", later),
    ("operating cash flow of clouds", "as at the start", "`clouds.*.operating_cash_flow`",
     lambda base: flat(base, "clouds", "operating_cash_flow")),
    ("plans of core investment", "as at the start", "`clouds.*.core_capex`", lambda base: flat(base, "clouds", "core_capex")),
    ("other demand of lines", "as at the start", "`lines.*.other_demand`", lambda base: flat(base, "lines", "other_demand")),
    ("growth of grid power", "as at the start", "`countries.*.grid_growth`",
     lambda base: flat(base, "countries", "grid_growth")),
    ("access of foreign labs to China", "all", "`countries.cn.market_access`", {"countries.cn.market_access": 1.0}),
    ("growth of internal work", "none", "`behaviour.cloud.internal_growth = 0`", {"behaviour.cloud.internal_growth": 0.0}),
    ("threshold at which services are useful", "never crossed", "`behaviour.enterprise.adoption_threshold = 300`",
     {"behaviour.enterprise.adoption_threshold": 300.0}),
]
OUTCOMES: dict[str, tuple[str, dict[str, str], int, int]] = {
    "AI capex 2023-25": ("capex.ai", {}, 2023, 2025),
    "AI capex 2026-30": ("capex.ai", {}, 2026, 2030),
    "chip sales 2023-25": ("chips.sold_value", {}, 2023, 2025),
    "US compute 2030": ("compute.owned", {"country": "us"}, 2030, 2030),
    "Chinese compute 2030": ("compute.owned", {"country": "cn"}, 2030, 2030),
    "services 2030": ("money.services", {}, 2030, 2030),
}


def outcomes(scenario: er.Scenario, seed: int) -> np.ndarray:
    names = sorted({name for name, *_ in OUTCOMES.values()})
    data = scenario.run(seed=seed, record=names, threads=1, progress=False)
    found = []
    for name, where, first, last in OUTCOMES.values():
        values = data[name].sel(where) if where else data[name]
        values = values.sel(time=slice(f"{first}-01-01", f"{last}-12-31"))
        values = values.sum([d for d in values.dims if d != "time"])
        found.append(float(values.mean() if name.startswith(("compute", "money")) else values.sum()))
    return np.array(found)


def given_table(base: er.Scenario, seeds: int, threads: int) -> str:
    cases = [base] + [base.with_(c(base) if callable(c) else c) for *_, c in GIVEN]
    with ThreadPoolExecutor(threads) as pool:
        jobs = [[pool.submit(outcomes, case, seed) for seed in range(1, seeds + 1)] for case in cases]
        means = [np.mean([job.result() for job in row], axis=0) for row in jobs]
    lines = ["| given | taken away | " + " | ".join(OUTCOMES) + " | story |", "|" + " --- |" * (3 + len(OUTCOMES))]
    for (name, how, story, _), mean in zip(GIVEN, means[1:], strict=True):
        changes = " | ".join(f"{100 * (a / b - 1):+.0f} %" for a, b in zip(mean, means[0], strict=True))
        lines.append(f"| {name} | {how} | {changes} | {story} |")
    return "\n".join(lines)


def books_table(base: er.Scenario) -> str:
    flows = base.run(seed=1, record=["money.flows"], threads=1, progress=False)["money.flows"]
    names = [str(n) for n in flows["payer"].values]
    outside = np.arange(len(names)) >= names.index("household")  # the outside world stands last in the order of accounts
    lines = ["| sector | " + " | ".join(str(y) for y in YEARS) + " |", "| --- |" + " --- |" * len(YEARS)]
    for at, name in enumerate(names):
        if outside[at]:
            continue
        shares = []
        for year in YEARS:
            paid = flows.sel(time=slice(f"{year}-01-01", f"{year}-12-31")).sum("time").values
            both = paid[at] + paid[:, at]
            shares.append(100 * both[outside].sum() / both.sum() if both.sum() > 0 else float("nan"))
        lines.append(f"| {name} | " + " | ".join("-" if np.isnan(s) else f"{s:.0f} %" for s in shares) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    base = er.load("baseline")
    page = PAGE.format(
        seeds=asked.seeds, given=given_table(base, asked.seeds, asked.threads), books=books_table(base),
        rules="\n".join(f"| {a} | {b} | {c} |" for a, b, c in RULES),
    )  # fmt: skip
    (TOP / "docs" / "model" / "given.md").write_text(page)


if __name__ == "__main__":
    main()
