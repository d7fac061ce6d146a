"""Runs the baseline and its ablations, writes docs/model/baseline.md and its pictures.

Call from the top of the tree: .venv/bin/python docs/model/baseline.py [path of the program exarace]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

TOP = Path(__file__).resolve().parents[2]
IMAGES = TOP / "docs" / "images"
FOUR = ("microsoft", "amazon", "google", "meta")
CHINESE = ("huawei", "cambricon", "biren", "hygon", "moore_threads", "kunlunxin", "t_head", "metax", "enflame")
LABEL = dict(baseline="baseline", free="threshold never crossed", no_2022="without October 2022",
             no_2023="without October 2023")
CHANGES = {
    "baseline": [],
    "free": ["behaviour.enterprise.adoption_threshold=300"],
    "no_2022": ["mechanisms.M1=false"],
    "no_2023": ["regimes.us_2023_11.status=failed"],
}


class Run:
    """One result file: series by name, labels by dimension."""

    def __init__(self, path: Path):
        self.series = h5py.File(path)["series"]

    def get(self, name: str) -> np.ndarray:
        return np.nan_to_num(self.series[name][:])

    def at(self, dim: str, name: str) -> int:
        return [x.decode() for x in self.series[dim][:]].index(name)

    def years(self, values: np.ndarray) -> np.ndarray:
        whole = len(values) // 12 * 12
        return values[:whole].reshape(-1, 12, *values.shape[1:]).sum(1)


def play(program: str, folder: Path, name: str, changes: list[str]) -> Run:
    path = folder / f"{name}.h5"
    sets = [part for change in changes for part in ("--set", change)]
    subprocess.run([program, "run", "baseline", "-o", str(path), "--force", "--quiet", *sets], check=True)
    return Run(path)


def table(run: Run) -> list[tuple[str, float, float, str]]:
    """Rows of the sanity check: what, model, observed, source."""
    nvidia = run.at("designer", "nvidia")
    sold = run.years(run.get("chips.sold_value"))[:, nvidia] / 1e9
    capex = run.years(run.get("capex.all"))[:, [run.at("cloud", c) for c in FOUR]].sum(1) / 1e9
    made = run.get("chips.made_by")
    foreign = [i for i in range(made.shape[1]) if i not in {run.at("designer", d) for d in CHINESE}]
    shipped = run.years(made)[:, foreign].sum(1).cumsum() / 1e6
    units = run.years(run.get("chips.sold"))
    billed = run.years(run.get("chips.billed_in_china"))[:, nvidia] / 1e9
    huawei = sum(units[2, i] for i in range(units.shape[1])
                 if run.series["sku"][i].decode().startswith(("ascend", "huawei"))) / 1e6
    foundry = run.get("money.fab_revenue")[35, run.at("fab", "tsmc")] / 1e9
    gap = run.get("capability.gap")
    flop = np.log10(run.get("labs.training_flop").max(1))
    rows = [(f"NVIDIA data-centre revenue {2022 + i}, bn USD", sold[i], seen, "company")
            for i, seen in enumerate((15.0, 47.5, 115.3))]
    rows += [(f"cash capex of the four {2022 + i}, bn USD", capex[i], seen, "companies")
             for i, seen in enumerate((151, 147, 228))]
    rows += [("shipped since 2022 without Chinese chips, end of 2023, M H100e", shipped[1], 1.6, "Epoch AI"),
             ("the same, end of 2024", shipped[2], 6.5, "Epoch AI")]
    rows += [(f"NVIDIA billed in China {2022 + i}, bn USD", billed[i], seen, "company")
             for i, seen in enumerate((5.8, 10.3, 17.1))]
    rows += [("H20 in 2024, million", units[2, run.at("sku", "h20")] / 1e6, 1.0, "Epoch AI"),
             ("Huawei cards in 2024, million", huawei, 0.5, "SemiAnalysis"),
             ("TSMC revenue at the end of 2024, bn USD a year", foundry, 90.1, "company"),
             ("diverted chips in 2024, thousand", run.years(run.get("chips.diverted")).sum(1)[2] / 1e3, 140,
              "CNAS, 10 to 500"),
             ("largest run by end of 2023, log10 FLOP", flop[23], 25.7, "Epoch AI"),
             ("largest run by end of 2024, log10 FLOP", flop[35], 25.7, "Epoch AI"),
             ("capability gap, mean of 2023-06 to 2024-12, months", gap[17:36].mean(), 7.9, "Epoch AI")]
    return rows + first_half_of_2025(run, foreign)


def first_half_of_2025(run: Run, foreign: list[int]) -> list[tuple[str, float, float, str]]:
    """The last half year that may be looked at."""
    half = slice(36, 42)
    four = [run.at("cloud", c) for c in FOUR]
    openai = run.get("money.lab_revenue")[41, run.at("lab", "openai")] / 1e9
    rent = run.get("compute.spot_rent")[41, run.at("country", "us"), 0]
    return [("NVIDIA data-centre revenue, first half of 2025, bn USD",
             run.get("chips.sold_value")[half, run.at("designer", "nvidia")].sum() / 1e9, 80.2, "company"),
            ("cash capex of the four, first half of 2025, bn USD", run.get("capex.all")[half][:, four].sum() / 1e9, 160.2,
             "companies"),
            ("shipped since 2022 without Chinese chips, mid 2025, M H100e",
             run.get("chips.made_by")[:42, foreign].sum() / 1e6, 11.8, "Epoch AI"),
            ("H20 in the first half of 2025, million", run.get("chips.sold")[half, run.at("sku", "h20")].sum() / 1e6, 0.51,
             "Epoch AI"),
            ("OpenAI revenue in mid 2025, bn USD a year", openai, 10, "company"),
            ("rent of an H100 in mid 2025 (spot), USD an hour", rent, 2.36, "Silicon Data")]


def labs(run: Run) -> list[tuple[str, float, float, str]]:
    """Compute of labs, which is no part of the check: what, model, observed, source."""
    spend = run.get("money.compute_spend")[24:36].mean(0) / 1e9
    hours = run.get("labs.research_hours") + run.get("labs.serving_hours")
    used = hours * 12 / 8766 / 1e3

    def of(lab: str) -> int:
        return run.at("lab", lab)

    rows = [("OpenAI, spend on compute in 2024, bn USD", spend[of("openai")], 7.0),
            ("Anthropic, the same", spend[of("anthropic")], 2.5),
            ("OpenAI, compute at the end of 2023, thousand H100e", used[23, of("openai")], 103),
            ("OpenAI, the same at the end of 2024", used[35, of("openai")], 386),
            ("Google DeepMind", used[35, of("deepmind")], 420), ("Meta", used[35, of("meta_ai")], 248),
            ("Anthropic", used[35, of("anthropic")], 209), ("xAI", used[35, of("xai_lab")], 203)]
    return [(*row, "Epoch AI") for row in rows]


def verdict(what: str, model: float, seen: float) -> str:
    if "log10" in what:
        return "yes" if abs(model - seen) <= 0.301 else "no"
    if "diverted" in what:
        return "yes" if 10 <= model <= 500 else "no"
    return "yes" if 0.5 <= model / seen <= 2 else "no"


def quarter(values: np.ndarray) -> np.ndarray:
    return values[: len(values) // 3 * 3].reshape(-1, 3).sum(1)


def draw(runs: dict[str, Run]) -> None:
    months = 2022 + np.arange(108) / 12
    quarters = 2022 + np.arange(36) / 4
    colours = dict(baseline="#1f4e79", free="#c55a11", no_2022="#548235", no_2023="#7030a0")
    fig, axes = plt.subplots(2, 3, figsize=(15, 8))
    for name, run in runs.items():
        nvidia = run.at("designer", "nvidia")
        line = dict(color=colours[name], label=LABEL[name], lw=2 if name == "baseline" else 1.2)
        axes[0, 0].plot(quarters, quarter(run.get("chips.sold_value")[:, nvidia]) / 1e9, **line)
        axes[0, 1].plot(quarters, quarter(run.get("chips.billed_in_china")[:, nvidia]) / 1e9, **line)
        axes[0, 2].plot(months, run.get("money.services") / 1e9, **line)
        axes[1, 0].plot(months, run.get("compute.owned")[:, run.at("country", "cn")] / 1e6, **line)
        axes[1, 1].plot(months, run.get("capability.frontier_us"), **line)
        axes[1, 2].plot(quarters, quarter(run.get("capex.ai").sum(1)) / 1e9, **line)
    seen = np.array([3.75, 3.81, 3.83, 3.62, 4.28, 10.32, 14.51, 18.4, 22.6, 26.3, 30.8, 35.6, 39.1, 41.1])
    axes[0, 0].plot(quarters[:14], seen, "ko", ms=4, label="observed (company)")
    china = np.array([2.08, 1.6, 1.15, 0.954, 1.59, 2.74, 4.03, 1.95, 2.49, 3.67, 5.42, 5.53, 5.52, 2.77])
    axes[0, 1].plot(quarters[:14], china, "ko", ms=4, label="observed, all segments")
    titles = ("NVIDIA data-centre revenue a quarter [bn USD]", "NVIDIA billed in China a quarter [bn USD]",
              "Revenue of AI services [bn USD a year]", "Compute of Chinese owners [M H100e]",
              "Best released US model [index]", "AI capex of all clouds a quarter [bn USD]")
    for ax, title in zip(axes.flat, titles, strict=True):
        ax.set_title(title, fontsize=11)
        ax.grid(alpha=0.3)
    axes[0, 2].set_yscale("symlog", linthresh=0.1)
    axes[1, 0].set_yscale("log")
    axes[0, 0].legend(fontsize=8)
    axes[0, 1].legend(fontsize=8)
    fig.tight_layout()
    fig.savefig(IMAGES / "baseline_page.png", dpi=80)


def picture(run: Run) -> None:
    """The picture of the README."""
    months = 2022 + np.arange(108) / 12
    fig, axes = plt.subplots(1, 3, figsize=(13, 3.8))
    for country, colour in (("us", "#1f4e79"), ("cn", "#c00000")):
        axes[0].plot(months, run.get("compute.owned")[:, run.at("country", country)] / 1e6, color=colour, label=country)
    axes[0].set_yscale("log")
    axes[0].set_title("AI compute by owner [M H100e]", fontsize=10)
    axes[0].legend()
    for name, colour, label in (("capability.frontier_us", "#1f4e79", "us"), ("capability.frontier_china", "#c00000", "cn")):
        axes[1].plot(months, run.get(name), color=colour, label=label)
    axes[1].set_title("Best released model [capability index]", fontsize=10)
    axes[1].legend()
    denied = run.get("policy.denied").sum(1) / 1e9
    axes[2].bar(months, denied, width=1 / 13, color="#7f7f7f")
    axes[2].set_title("Deals stopped by law in a month [bn USD]", fontsize=10)
    for ax in axes:
        ax.grid(alpha=0.3)
    fig.tight_layout()
    fig.savefig(IMAGES / "baseline.png", dpi=80)


def share(run: Run, free: Run, year: int) -> float:
    """Part of NVIDIA's revenue of a year that needs the driver [%]."""
    nvidia = run.at("designer", "nvidia")
    with_it, without = (r.years(r.get("chips.sold_value"))[year - 2022, nvidia] for r in (run, free))
    return 100 * (1 - without / with_it)


def core_capex(run: Run) -> str:
    """What the four clouds invest outside AI, beside all that they invest."""
    four = [run.at("cloud", c) for c in FOUR]
    everything, ai = (run.years(run.get(name))[:3, four].sum(1) / 1e9 for name in ("capex.all", "capex.ai"))
    years = [f"{sum_ - part:.0f} of {sum_:.0f} bn USD in {year}"
             for sum_, part, year in zip(everything, ai, range(2022, 2025), strict=True)]
    return ", ".join(years[:-1]) + " and " + years[-1]


def announced() -> list[str]:
    """Months of the first shipments of SKUs that were announced, in order."""
    text = (TOP / "scenarios" / "world" / "skus_announced.toml").read_text()
    months = re.findall(r"^launch = (\d{4}-\d{2})", text, re.MULTILINE)
    return sorted(month for month in months if month < "2031")  # what was only proposed stands there with a later date


def lines_of(rows: list[tuple[str, float, float, str]]) -> list[str]:
    return [f"| {what} | {model:.3g} | {seen:.4g} | {source} | {verdict(what, model, seen)} |"
            for what, model, seen, source in rows]


def write(runs: dict[str, Run]) -> None:
    base = runs["baseline"]
    lines = lines_of(table(base))
    template = (TOP / "docs" / "model" / "baseline.template.md").read_text()
    page = template.replace("{table}", "\n".join(lines)).replace("{labs}", "\n".join(lines_of(labs(base))))
    page = page.replace("{share_2023}", f"{share(base, runs['free'], 2023):.0f}")
    page = page.replace("{share_2024}", f"{share(base, runs['free'], 2024):.0f}")
    months = announced()
    page = page.replace("{announced}", str(len(months))).replace("{core_capex}", core_capex(base))
    page = page.replace("{first_announced}", months[0]).replace("{last_announced}", months[-1])
    met = sum(line.endswith("| yes |") for line in lines)
    page = page.replace("{met}", str(met)).replace("{all}", str(len(lines)))
    (TOP / "docs" / "model" / "baseline.md").write_text(page)


def main() -> None:
    program = sys.argv[1] if len(sys.argv) > 1 else str(TOP / ".venv/bin/exarace")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        runs = {name: play(program, Path(folder), name, changes) for name, changes in CHANGES.items()}
        draw(runs)
        picture(runs["baseline"])
        write(runs)


if __name__ == "__main__":
    main()
