"""Holds the baseline against the world: backtest, calibration, ablations; writes docs/model/baseline.md, its pictures and the
posterior that comes with the baseline (scenarios/baseline.posterior.h5).

Call from the top of the tree: .venv/bin/python docs/model/baseline.py [path of the program exarace]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
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


def quarter(values: np.ndarray) -> np.ndarray:
    return values[: len(values) // 3 * 3].reshape(-1, 3).sum(1)


def observed(series: str) -> tuple[list[float], list[float]]:
    """Times and values of the observations of a series, each at the beginning of its period."""
    from exarace.history import observables

    points = sorted((p for p in observables.points() if p.series == series and p.first >= 2022 * 12), key=lambda p: p.first)
    return [p.first / 12 for p in points], [p.value for p in points]


def draw(runs: dict[str, Run]) -> None:
    months = 2022 + np.arange(108) / 12
    quarters = 2022 + np.arange(36) / 4
    colours = dict(baseline="#1f4e79", free="#c55a11", no_2022="#548235", no_2023="#7030a0")
    fig, axes = plt.subplots(2, 3, figsize=(15, 8.4), layout="constrained")
    for name, run in runs.items():
        nvidia = run.at("designer", "nvidia")
        line = dict(color=colours[name], label=LABEL[name], lw=2 if name == "baseline" else 1.2)
        axes[0, 0].plot(quarters, quarter(run.get("chips.sold_value")[:, nvidia]) / 1e9, **line)
        axes[0, 1].plot(quarters, quarter(run.get("chips.billed_in_china")[:, nvidia]) / 1e9, **line)
        axes[0, 2].plot(months, run.get("money.services") / 1e9, **line)
        axes[1, 0].plot(months, run.get("compute.owned")[:, run.at("country", "cn")] / 1e6, **line)
        axes[1, 1].plot(months, run.get("capability.frontier_us"), **line)
        axes[1, 2].plot(quarters, quarter(run.get("capex.ai").sum(1)) / 1e9, **line)
    axes[0, 0].plot(*observed("datacentre_revenue: NVIDIA"), "ko", ms=4, label="observed (China: all segments)")
    axes[0, 1].plot(*observed("nvidia_china_revenue: NVIDIA"), "ko", ms=4)
    titles = ("NVIDIA data-centre revenue a quarter [bn USD]", "NVIDIA billed in China a quarter [bn USD]",
              "Revenue of AI services [bn USD a year]", "Compute of Chinese owners [M H100e]",
              "Best released US model [index]", "AI capex of all clouds a quarter [bn USD]")
    for ax, title in zip(axes.flat, titles, strict=True):
        ax.set_title(title, fontsize=11)
        ax.grid(alpha=0.3)
    axes[0, 2].set_yscale("symlog", linthresh=0.1)
    axes[1, 0].set_yscale("log")
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=5, fontsize=10)
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


def markdown(frame) -> str:
    """A table of numbers and texts."""
    shown = frame.reset_index()
    lines = ["| " + " | ".join(str(c).replace("_", " ") for c in shown.columns) + " |", "|" + " --- |" * shown.shape[1]]
    for row in shown.to_numpy(dtype=object):
        lines.append("| " + " | ".join(cell(v) for v in row) + " |")
    return "\n".join(lines)


def cell(value) -> str:
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.3g}" if abs(value) < 1e4 else f"{value:.4g}"
    return str(value)


def fans(result) -> None:
    """Forecasts from the last two origins with many series, and the places of the observations."""
    from exarace.history import data
    from exarace.history.page import draw_fan

    wanted = ["datacentre_revenue: NVIDIA", "ai_chip_units: NVIDIA H100", "capex: Amazon", "capex: Microsoft", "capex: Alphabet",
              "foundry.revenue: TSMC", "nvidia_china_revenue: NVIDIA", "chip_sales_cumulative_h100e: Google TPU",
              "chip_sales_cumulative_h100e: Nvidia", "ai_lab_revenue: OpenAI", "capex: Meta", "capex: Alibaba", "H100 rent"]
    one = next(f for f in result.forecasts if data.month_text(f.origin) == "2024-12")
    wanted += sorted({p.series for p in one.points[one.known :]} - set(wanted))  # fill what is left of the picture
    known = [p.series for p in one.points[: one.known]]
    scored = set(result.scores.loc[result.scores["origin"] == "2024-12", "series"])
    shown = [s for s in wanted if known.count(s) >= 3 and s in scored][:12]
    fig, axes = plt.subplots(3, 4, figsize=(15, 9), layout="constrained")
    for ax, series in zip(axes.flat, shown, strict=False):
        draw_fan(ax, one, series, result.scores)
    for ax in axes.flat[len(shown):]:
        ax.set_visible(False)
    fig.savefig(IMAGES / "baseline_fans.png", dpi=80)
    fig, ax = plt.subplots(figsize=(6, 2.8), layout="constrained")
    ax.hist(result.scores["pit"], bins=np.linspace(0, 1, 11), color="#9ecae1", edgecolor="#2171b5")
    ax.axhline(len(result.scores) / 10, color="k", lw=0.8, ls="--")
    ax.set_xlabel("place of the observation among the members (PIT)")
    fig.savefig(IMAGES / "baseline_pit.png", dpi=80)


def taught(post, spreads) -> None:
    """Prior against posterior of the keys that the data narrowed most, and from which block that comes."""
    told = post.keys.sort_values("spread").head(25)
    fig, (left, right) = plt.subplots(1, 2, figsize=(15, 8), layout="constrained", width_ratios=[1, 0.8])
    rows = np.arange(len(told))[::-1]
    left.hlines(rows, -1.645, 1.645, color="#bbbbbb", lw=8, label="prior, 90 %")
    left.hlines(rows, told["shift"] - 1.645 * told["spread"], told["shift"] + 1.645 * told["spread"], color="#2171b5", lw=3,
                label="posterior, 90 %")
    left.plot(told["shift"], rows, "|", color="#08306b", ms=9, mew=2)
    left.set_yticks(rows, [key.removeprefix("behaviour.") for key in told.index], fontsize=9)
    left.set_xlabel("standard deviations of the prior (0: its median)")
    left.set_ylim(-0.5, len(told) - 0.5)
    left.grid(axis="x", alpha=0.3)
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.06), ncols=2, fontsize=9)
    shown = spreads.loc[told.index]
    image = right.imshow(shown.to_numpy(), cmap="Blues_r", vmin=0.3, vmax=1, aspect="auto")
    right.set_xticks(range(shown.shape[1]), shown.columns, rotation=40, ha="right", fontsize=9)
    right.set_yticks([])
    for (row, column), value in np.ndenumerate(shown.to_numpy()):
        if value < 0.95:
            right.text(column, row, f"{value:.2f}", ha="center", va="center", fontsize=7,
                       color="white" if value < 0.6 else "black")
    right.set_title("spread that one block of data alone leaves of 1", fontsize=10)
    fig.colorbar(image, ax=right, shrink=0.5)
    fig.savefig(IMAGES / "baseline_taught.png", dpi=80)


def write(runs: dict[str, Run], result, post, spreads) -> None:
    from exarace.history.learnt import told_most
    from exarace.history.page import misses

    base = runs["baseline"]
    columns = ["observations", "series", "crps", "damped", "skill", "skill_low", "skill_high", "best", "skill_best", "bare_skill",
               "coverage", "band_low", "band_high"]
    table = result.table()
    counted = table[(table["observations"] >= 15) & (table.index != "all")]
    told = post.keys.sort_values("spread")
    bare = result.by_origin()["bare_against_persistence"].groupby("origin").mean()
    fill = {
        "blocks": markdown(table[columns]), "demands": markdown(result.demands()),
        "losses": markdown(result.losses()),
        "origins": markdown(result.by_origin()),
        "in_sample": markdown(result.fits.pivot(index="block", columns="origin", values="error")),
        "posterior_fit": markdown(post.blocks),
        "misses": markdown(misses(result.scores)),
        "blocks_taught": markdown(told_most(spreads)),
        "keys": str(len(told)), "identified": str(int(told["identified"].sum())),
        "taught": markdown(told[["prior_low", "prior_high", "low", "high", "spread"]].head(20)),
        "not_identified": ", ".join(f"`{k}`" for k in told.index[~told["identified"]]) or "none",
        "skill": f"{table.loc['all', 'skill']:+.2f}", "coverage": f"{100 * table.loc['all', 'coverage']:.0f}",
        "above": str(int((counted["skill"] > 0).sum())), "counted": str(len(counted)),
        "bare": ", ".join(f"{o}: {v:+.2f}" for o, v in bare.items()),
        "observations": str(len(result.scores)), "until": post.facts["until"], "draws": str(post.draws.sizes["draw"]),
        "half_lives": result.facts["half_lives"],
        "share_2023": f"{share(base, runs['free'], 2023):.0f}", "share_2024": f"{share(base, runs['free'], 2024):.0f}",
        "core_capex": core_capex(base),
    }
    page = (TOP / "docs" / "model" / "baseline.template.md").read_text()
    for name, text in fill.items():
        page = page.replace("{" + name + "}", text)
    (TOP / "docs" / "model" / "baseline.md").write_text(page)


def told(what: str) -> None:
    """Says how long a part took, and what it took of processors (the rows of docs/performance.md)."""
    now = spent()
    wall, processors = (later - earlier for later, earlier in zip(now, told.last, strict=True))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{what}: {wall:.0f} s, {processors:.0f} s of processors, {most:.2f} GB at most", flush=True)
    told.last = now


def spent() -> tuple[float, float]:
    """Wall time and processor time so far [s]."""
    t = os.times()
    return t.elapsed, t.user + t.system + t.children_user + t.children_system


told.last = spent()


def main() -> None:
    import exarace as er
    from exarace.history.calibrate import calibrate_and_fit
    from exarace.history.learnt import by_block

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", nargs="?", default=str(TOP / ".venv/bin/exarace"))
    parser.add_argument("--members", type=int, default=150)
    parser.add_argument("--updates", type=int, default=4)
    parser.add_argument("--work", default=str(TOP / "results" / ".baseline_page"), help="runs; the same command goes on")
    asked = parser.parse_args()
    IMAGES.mkdir(exist_ok=True)
    base = er.load("baseline")
    how = dict(members=asked.members, updates=asked.updates, seed=1)
    result = er.backtest(base, **how, folder=f"{asked.work}/backtest")
    told(f"backtest of {len(result.forecasts)} origins")
    post, fit = calibrate_and_fit(base, "2025-12", **how, folder=f"{asked.work}/calibration")
    told("calibration")
    spreads = by_block(fit, [str(key) for key in post.draws["key"].values])
    post.save(TOP / "scenarios" / "baseline.posterior.h5", force=True)
    with tempfile.TemporaryDirectory() as folder:
        runs = {name: play(asked.program, Path(folder), name, changes) for name, changes in CHANGES.items()}
        draw(runs)
        picture(runs["baseline"])
        fans(result)
        taught(post, spreads)
        write(runs, result, post, spreads)
    told("runs, pictures and page")


if __name__ == "__main__":
    main()
