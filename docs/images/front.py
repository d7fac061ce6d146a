"""Makes the picture of the README, docs/images/front.png, and prints what its five lines print into it again.

The picture shows 60 draws of the posterior, held against what was observed. Call from the top of the tree:
.venv/bin/python docs/images/front.py
"""

from __future__ import annotations

import contextlib
import datetime
import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import exarace as er
import matplotlib
import numpy as np
import pandas as pd
from exarace.report import observed

matplotlib.use("Agg")
from matplotlib.figure import Figure  # noqa: E402

MEMBERS = 60
US, CHINA, NVIDIA, GAP, INK = "#3f7fd0", "#d9483b", "#6fae2f", "#8e6fc1", "#3c424a"


def play(number: int) -> dict[str, pd.Series]:
    """What is drawn of one draw, by name over time."""
    scenario = er.load("baseline").with_(er.posterior().changes(number))
    data = scenario.run(seed=1, replicate=number, threads=1, record=["compute.owned", "chips.sold_value", "capability.gap"])
    owned = data["compute.owned"].to_pandas() / 1e6
    sales = data["chips.sold_value"].sel(designer="nvidia").to_pandas() / 1e9
    gap = data["capability.gap"].to_pandas().rolling(12).mean()
    return {"us": owned["us"], "cn": owned["cn"], "nvidia": sales.resample("QS").sum(), "gap": gap}


def band(ax, runs: list[pd.Series], colour: str, label: str) -> None:
    """Median and nine runs of ten."""
    values = pd.DataFrame(runs)
    low, middle, high = (values.quantile(q) for q in (0.05, 0.5, 0.95))
    ax.fill_between(middle.index, low, high, color=colour, alpha=0.25, linewidth=0)
    ax.plot(middle.index, middle, color=colour, linewidth=1.8, label=label)


def points(ax, series: str, entity: str, months: int | None, label: str) -> None:
    """Observations, with the observer's range where there is one."""
    found = observed.rows(series, entity, months)
    day = found["first_day"] + (found["last_day"] - found["first_day"]) / 2
    if months is None:
        day = found["last_day"]
    ax.plot(day, found["value"], "D", color="white", markeredgecolor=INK, markersize=4.5, label=label, zorder=4)


def main() -> None:
    with ThreadPoolExecutor() as workers:
        runs = list(workers.map(play, range(MEMBERS)))
    figure = Figure(figsize=(11, 3.7), layout="constrained", dpi=130)
    axes = figure.subplots(1, 3)
    for name, colour, label in (("us", US, "United States"), ("cn", CHINA, "China")):
        band(axes[0], [run[name] for run in runs], colour, label)
    axes[0].set(title="AI compute by owner's country", ylabel="million H100 equivalents", yscale="log")
    band(axes[1], [run["nvidia"] for run in runs], NVIDIA, "model")
    points(axes[1], "datacentre_revenue", "NVIDIA", 3, "observed")
    axes[1].set(title="NVIDIA, data-centre revenue", ylabel="bn USD a quarter")
    band(axes[2], [run["gap"] for run in runs], GAP, "model, mean of 12 months")
    points(axes[2], "capability_gap_months", "ECI: age of the first US model at least as good as the best Chinese model", None,
           "observed, at the end of a quarter")  # fmt: skip
    axes[2].set(title="Best Chinese model behind the US", ylabel="months")
    for ax in axes:
        ax.axvline(observed.LAST_DAY, color="#80868f", linewidth=0.8, linestyle=":")
        ax.annotate("observations end", (observed.LAST_DAY, 1), xycoords=("data", "axes fraction"), rotation=90, fontsize=6.5,
                    ha="left", va="top", color="#80868f")  # fmt: skip
        ax.spines[["top", "right"]].set_visible(False)
        ax.tick_params(labelsize=8, colors=INK)
        ax.title.set_fontsize(10)
        ax.set_xlim(np.datetime64("2022-01-01"), np.datetime64("2031-01-01"))
        if ax.get_yscale() == "linear":
            ax.set_ylim(bottom=0)
        ax.legend(frameon=False, fontsize=7.5, loc="best")
    today = datetime.date.today()
    facts = er.posterior().facts
    note = (
        f"exarace {er.__version__}, {today.day} {today:%B %Y}. Lines are medians of {MEMBERS} draws of the posterior "
        f"(observations to {facts['until']}), bands hold nine of ten."
    )
    figure.supxlabel(note, x=0.01, ha="left", fontsize=7.5, color="#5f6670")
    figure.savefig(Path(__file__).with_name("front.png"))
    tell_readme()


def tell_readme() -> None:
    """Runs the first block of Python of the README and puts what it prints below it."""
    page = Path(__file__).resolve().parents[2] / "README.md"
    text = page.read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code[1], {})
    start = text.index("```text\n", code.end()) + len("```text\n")
    page.write_text(text[:start] + printed.getvalue() + text[text.index("```", start) :], encoding="utf-8")


if __name__ == "__main__":
    main()
