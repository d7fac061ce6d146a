"""Plays the baseline with and without four events, writes docs/model/events.md and its picture.

Call from the top of the tree: .venv/bin/python docs/model/events.py [path of the program exarace]
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from baseline import IMAGES, TOP, Run, play, plt

FIRST = 2022
CHINESE = ("huawei", "cambricon", "biren", "hygon", "moore_threads", "kunlunxin", "t_head", "metax", "enflame")
# H100-equivalents of a chip at 8-bit rates, the basis of Epoch AI's counts.
WEIGHTS = dict(a100=0.315, a100_40gb=0.315, a800=0.315, h100=1.0, h800=1.0, h200=1.0, h20=0.1496, h20_141gb=0.1496)
RULES = {
    "october_2022": ["us_2022_08_letters", "us_2022_10"],
    "october_2023": ["us_2023_10_letters", "us_2023_11"],
    "december_2024": ["us_2024_12_hbm"],
    "april_2025": ["us_2025_04_letters"],
}
# Observed, by quarter from 2022-Q1 to 2025-Q2.
LEGAL_STOCK = np.array([9.414, 19.475, 22.922, 31.907, 48.732, 89.154, 154.710, 177.663, 198.811, 232.471, 273.417,
                        322.257, 376.351, 399.156])  # NVIDIA chips legally sold to China since 2022, thousand H100e (Epoch AI)
A800 = np.array([0, 0, 0, 28.132, 29.306, 26.386, 28.505, 9.089, 0, 0, 0, 0, 0, 0])  # thousand (Epoch AI)
H20 = np.array([0, 0, 0, 0, 0, 0, 0, 0, 138.719, 223.064, 272.247, 324.380, 361.677, 152.692])  # thousand (Epoch AI)
BILLED = np.array([2.08, 1.6, 1.15, 0.954, 1.59, 2.74, 4.03, 1.95, 2.49, 3.67, 5.42, 5.53, 5.52, 2.77])  # bn USD, all segments
SOLD = np.diff(LEGAL_STOCK, prepend=0)
OTHER_IN_CHINA = 0.264 * 16.3 / 4
"""What NVIDIA bills in China beside accelerators for data centres [bn USD a quarter]: the part of all revenue that was
billed there in the fiscal year 2022, of its revenue outside data centres in that year (form 10-K)."""


def by_fiscal_quarter(monthly: np.ndarray) -> np.ndarray:
    """Sums of NVIDIA's fiscal quarters, which end with January, April, July and October; the first from January alone."""
    shifted = np.concatenate([[monthly[0]] * 2, monthly])
    return shifted[: len(shifted) // 3 * 3].reshape(-1, 3).sum(1)


def as_counted(monthly: np.ndarray) -> np.ndarray:
    """Calendar quarters as Epoch AI makes them of fiscal ones: each is spread evenly over its days."""
    fiscal = by_fiscal_quarter(monthly)
    return fiscal[:-1] / 3 + 2 * fiscal[1:] / 3


def at(name: str) -> int:
    """Number of a quarter, "2022-Q3"."""
    return (int(name[:4]) - FIRST) * 4 + int(name[6]) - 1


def name_of(quarter: int) -> str:
    return f"{FIRST + quarter // 4}-Q{quarter % 4 + 1}"


@dataclass
class Paths:
    """What a run says by quarter, in the units of the observations."""

    run: Run
    legal: np.ndarray = field(init=False)  # thousand H100e, sold to Chinese buyers
    billed: np.ndarray = field(init=False)  # bn USD
    written_down: np.ndarray = field(init=False)  # bn USD since the start
    stacks: np.ndarray = field(init=False)  # M, of Chinese designers
    eve: float = field(init=False)  # the same on 31 December 2024, from which on the rule binds
    made: np.ndarray = field(init=False)  # thousand H100e, of Chinese designers

    def __post_init__(self) -> None:
        run = self.run
        nvidia = run.at("designer", "nvidia")
        sold = self.flow("chips.units_to_china")
        self.legal = as_counted(sum(w * sold[:, run.at("sku", sku)] for sku, w in WEIGHTS.items())) / 1e3
        self.billed = by_fiscal_quarter(self.flow("chips.billed_in_china")[:, nvidia])[1:] / 1e9 + OTHER_IN_CHINA
        self.written_down = self.ends(self.level("money.written_down")[:, nvidia]) / 1e9
        chinese = [run.at("designer", d) for d in CHINESE]
        stacks = self.level("chips.stacks")[:, chinese].sum(1) / 1e6
        self.stacks = self.ends(stacks)
        self.eve = float(stacks[12 * (2024 - FIRST) + 11])
        self.made = self.quarters(self.flow("chips.made_by")[:, chinese].sum(1)) / 1e3

    def flow(self, name: str) -> np.ndarray:
        """By month, of what a series counts by week: a week that lies in two months is shared by its days."""
        ends, months = self.days()
        total = np.concatenate([np.zeros((1, *self.run.get(name).shape[1:])), np.cumsum(self.run.get(name), axis=0)])
        at_month = np.apply_along_axis(lambda t: np.interp(months, ends, t), 0, total)
        return np.diff(at_month, axis=0)

    def level(self, name: str) -> np.ndarray:
        """At the end of each month, of what a series says at the end of each week."""
        ends, months = self.days()
        return self.run.get(name)[np.searchsorted(ends[1:], months[1:], side="right") - 1]

    def days(self) -> tuple[np.ndarray, np.ndarray]:
        """Ends of the steps after the beginning of the run, and beginnings of months within it [days]."""
        starts = self.run.series["time"][:].astype(float)
        ends = np.append(starts, starts[-1] + 7) - starts[0]
        first = np.datetime64(f"{FIRST}-01-01")
        months = (np.arange(np.datetime64(f"{FIRST}-01"), np.datetime64("2026-03")).astype("datetime64[D]") - first).astype(float)
        return ends, months[months <= ends[-1]]

    @staticmethod
    def quarters(monthly: np.ndarray) -> np.ndarray:
        return monthly[: len(monthly) // 3 * 3].reshape(-1, 3).sum(1)

    @staticmethod
    def ends(monthly: np.ndarray) -> np.ndarray:
        return monthly[2::3]

    def units(self, sku: str) -> np.ndarray:
        return as_counted(self.flow("chips.units_to_china")[:, self.run.at("sku", sku)]) / 1e3


def ratio(path: np.ndarray, after: str, before: str) -> float:
    return float(path[at(after)] / path[at(before)])


def begins(path: np.ndarray) -> str:
    """First quarter in which something is sold that counts: a twentieth of its best quarter."""
    return name_of(int(np.argmax(path > 0.05 * path.max())))


def lowest(path: np.ndarray, first: str, last: str) -> str:
    return name_of(at(first) + int(np.argmin(path[at(first) : at(last) + 1])))


Row = tuple[str, str, str, float | str, float | str]


def rows(base: Paths) -> list[Row]:
    """Event, what, how it is judged, model, observed. A change below one is a fall."""
    legal, h20, a800 = base.legal, base.units("h20") + base.units("h20_141gb"), base.units("a800")

    def change(what: str, pair: tuple[np.ndarray, np.ndarray], after: str, before: str, event: str = "") -> Row:
        return event, f"{what} in {after} over {before}", "change", ratio(pair[0], after, before), ratio(pair[1], after, before)

    both, cards, bills = (legal, SOLD), (h20, H20), (base.billed, BILLED)
    return [
        change("legal sales", both, "2022-Q4", "2022-Q2", "October 2022"),
        ("", "lowest quarter of legal sales", "when", lowest(legal, "2022-Q2", "2023-Q3"), lowest(SOLD, "2022-Q2", "2023-Q3")),
        ("", "first quarter of the A800", "when", begins(a800), begins(A800)),
        ("", "A800 in its first three quarters, thousand", "size", units_after(a800, 3), units_after(A800, 3)),
        change("legal sales (what came back)", both, "2023-Q3", "2022-Q2"),
        change("legal sales (bought ahead)", both, "2023-Q3", "2023-Q2", "October 2023"),
        change("legal sales", both, "2023-Q4", "2023-Q3"),
        ("", "first quarter of the H20", "when", begins(h20), begins(H20)),
        ("", "H20 in its first two quarters, thousand", "size", units_after(h20, 2), units_after(H20, 2)),
        ("December 2024", "quarter of the highest Chinese stocks of HBM since 2024", "when",
         name_of(at("2024-Q1") + int(base.stacks[at("2024-Q1") :].argmax())), "2024-Q4"),
        ("", "stacks on the eve of the rule, million (observed: bought by then)", "size", base.eve, 13.0),
        change("H20 (bought ahead)", cards, "2025-Q1", "2024-Q4", "April 2025"),
        change("H20", cards, "2025-Q2", "2025-Q1"),
        change("NVIDIA billed in China", bills, "2025-Q2", "2025-Q1"),
    ]


def units_after(path: np.ndarray, quarters: int) -> float:
    first = at(begins(path))
    return float(path[first : first + quarters].sum())


def said(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.3g}"


def verdict(kind: str, model: float | str, seen: float | str) -> tuple[str, str]:
    """Whether sign or date, and whether the size agrees; a date may be a quarter off."""
    if kind == "when":
        late = at(str(model)) - at(str(seen))
        words = "same quarter" if late == 0 else f"{abs(late)} quarter{'s' * (abs(late) > 1)} {'late' if late > 0 else 'early'}"
        return ("yes" if abs(late) <= 1 else "no"), words
    size = "within a factor of two" if 0.5 <= float(model) / float(seen) <= 2 else "no"
    if kind == "size":
        return "", size
    return ("yes" if (float(model) - 1) * (float(seen) - 1) > 0 else "no"), size


def effects(base: Paths, without: dict[str, Paths]) -> list[str]:
    """What each rule alone does, by the pair of runs with and without it."""
    def line(event: str, name: str, what: str, path: str, first: str, last: str) -> str:
        on, off = (getattr(paths, path) for paths in (base, without[name]))
        span = slice(at(first), at(last) + 1)
        values = [x[span].sum() if path in ("legal", "made") else x[at(last)] for x in (on, off)]
        return f"| {event} | {what} | {values[0]:.3g} | {values[1]:.3g} |"

    legal = "legal sales of NVIDIA from {} to {}, thousand H100e"
    written = "written down by NVIDIA by the end of {}, bn USD"
    stacks = "HBM stacks of Chinese designers at the end of {}, million"
    return [
        line("October 2022", "october_2022", legal.format("2022-Q3", "2022-Q4"), "legal", "2022-Q3", "2022-Q4"),
        line("", "october_2022", legal.format("2023-Q1", "2023-Q3"), "legal", "2023-Q1", "2023-Q3"),
        line("October 2023", "october_2023", legal.format("2023-Q4", "2024-Q3"), "legal", "2023-Q4", "2024-Q3"),
        line("", "october_2023", written.format(2024), "written_down", "2024-Q4", "2024-Q4"),
        f"| December 2024 | HBM stacks of Chinese designers on the eve of the rule, million | {base.eve:.3g} | "
        f"{without['december_2024'].eve:.3g} |",
        line("", "december_2024", stacks.format(2025), "stacks", "2025-Q4", "2025-Q4"),
        line("", "december_2024", "accelerators of Chinese designers in 2025-Q4, thousand H100e", "made", "2025-Q4", "2025-Q4"),
        line("April 2025", "april_2025", legal.format("2025-Q2", "2025-Q4"), "legal", "2025-Q2", "2025-Q4"),
        line("", "april_2025", written.format(2025) + " (observed: 4.5 at once)", "written_down", "2025-Q4", "2025-Q4"),
    ]


def draw(base: Paths, without: dict[str, Paths]) -> None:
    quarters = FIRST + np.arange(len(base.legal)) / 4
    seen = quarters[: len(SOLD)]
    fig, axes = plt.subplots(2, 2, figsize=(12, 7))
    panels = ((axes[0, 0], "legal", SOLD, "NVIDIA chips sold legally to China [thousand H100e a quarter]"),
              (axes[0, 1], "billed", BILLED, "NVIDIA billed in China [bn USD a quarter; observed: all segments]"),
              (axes[1, 0], "stacks", None, "HBM stacks of Chinese designers [million]"),
              (axes[1, 1], "written_down", None, "Written down by NVIDIA since 2022 [bn USD]"))
    colours = dict(october_2022="#548235", october_2023="#7030a0", december_2024="#c55a11", april_2025="#c00000")
    for ax, what, observed, title in panels:
        ax.plot(quarters, getattr(base, what), color="#1f4e79", lw=2, label="baseline", zorder=3)
        for name, paths in without.items():
            ax.plot(quarters, getattr(paths, what), color=colours[name], lw=1, label="without " + name.replace("_", " ").title())
        if observed is not None:
            ax.plot(seen, observed, "ko", ms=4, label="observed")
        for day in (2022.77, 2023.8, 2024.92, 2025.27):
            ax.axvline(day, color="grey", lw=0.7, ls=":")
        ax.set_title(title, fontsize=10)
        ax.set_xticks(range(2022, 2027))  # a day is a year and its part
        ax.set_xlim(2022, 2026)
        ax.grid(alpha=0.3)
    axes[0, 0].set_ylim(0, 1.3 * max(base.legal.max(), SOLD.max()))
    axes[0, 1].set_ylim(0, 1.3 * max(base.billed.max(), BILLED.max()))
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="lower center", ncols=6, fontsize=8, frameon=False)
    fig.tight_layout(rect=(0, 0.04, 1, 1))
    fig.savefig(IMAGES / "events.png", dpi=80)


def write(base: Paths, without: dict[str, Paths]) -> None:
    table, right, dated, sized, numbers = [], 0, 0, 0, 0
    for event, what, kind, model, seen in rows(base):
        sign, size = verdict(kind, model, seen)
        dated += kind != "size"
        right += sign == "yes"
        numbers += kind != "when"
        sized += size.startswith("within")
        table.append(f"| {event} | {what} | {said(model)} | {said(seen)} | {sign} | {size} |")
    text = (TOP / "docs" / "model" / "events.template.md").read_text()
    for key, value in {"table": "\n".join(table), "effects": "\n".join(effects(base, without)), "right": str(right),
                       "all": str(dated), "sized": str(sized), "numbers": str(numbers)}.items():
        text = text.replace("{" + key + "}", value)
    (TOP / "docs" / "model" / "events.md").write_text(text)


def unmade(rules: list[str]) -> list[str]:
    """Changes under which rules neither come nor are feared."""
    return [f"regimes.{rule}.{change}" for rule in rules for change in ("status=failed", "credibility=0", "certainty=0")]


def main() -> None:
    program = sys.argv[1] if len(sys.argv) > 1 else str(TOP / ".venv/bin/exarace")
    with tempfile.TemporaryDirectory() as folder:
        until = ["run.end=2026-03-01", "run.step=week"]  # rules bind from their day on; the last fiscal quarter ends in January
        base = Paths(play(program, Path(folder), "baseline", until))
        without = {name: Paths(play(program, Path(folder), name, until + unmade(rules))) for name, rules in RULES.items()}
        draw(base, without)
        write(base, without)


if __name__ == "__main__":
    main()
