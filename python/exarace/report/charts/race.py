"""Chinese self-sufficiency, its binding input, and the capability gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exarace.report import observed, words
from exarace.report.book import Book, largest
from exarace.report.colours import CHINA, KNOWN, OBSERVED, US
from exarace.report.model import Chart, Panel
from exarace.report.traces import bars, rows, trace

if TYPE_CHECKING:
    import pandas as pd


def self_sufficiency(book: Book) -> Chart:
    chinese = book.chinese("designers")
    foreign, owned = book.frame("compute.foreign_in_china").sum(axis=1), book.frame("compute.owned")
    stock = 1 - foreign / owned["cn"].where(owned["cn"] > 0)
    value = _share_of_sales(book, chinese)
    seen = observed.rows("china_domestic_share", "Chinese AI accelerators")
    seen = seen[seen["basis"] == "sales value"]
    shares = [trace("Of installed compute (H100e)", stock, CHINA, scale=100),
              trace("Of a year's sales (USD)", value, KNOWN["hygon"], scale=100, dash="dash"),
              observed.points("Of sales, observed", seen, book.start, book.end, scale=100)]  # fmt: skip
    bound = book.frame("chips.binding_input")
    bound = bound.drop(columns="demand", errors="ignore")
    stacks = book.frame("chips.stacks")
    owners = [row for row in largest(stacks, 20) if row in chinese][:5]
    scarce = bound.sum().sort_values(ascending=False)
    name = book.label("inputs", str(scarce.index[0])) if len(scarce) and scarce.iloc[0] > 0 else "no input"
    return Chart(
        "self_sufficiency",
        f"Chinese chips are {words.percent(float(stock.iloc[-1]))} of the compute of Chinese firms at the end; "
        f"over the run {name} bind most",
        "Share of Chinese designers in the compute that firms with a Chinese parent own, and in what such firms paid "
        "for chips over 12 months. In the middle packages that were not started for want of an input, all designers of "
        "the world together; on the right the HBM stacks that Chinese designers hold.",
        [Panel("percent", shares, "Share of Chinese chips", marks=True),
         bars(book, "inputs", book.periods(bound), "thousand packages", scale=1e-3, title="Not started for want of"),
         Panel("million stacks", rows(book, "designers", stacks[owners], scale=1e-6), "HBM stocks of Chinese designers",
               marks=True)],
        ("compute.foreign_in_china", "compute.owned", "chips.sold_value", "chips.sold_to_china", "chips.binding_input",
         "chips.stacks"),
        ("bernstein_2025",),
    )  # fmt: skip


def _share_of_sales(book: Book, chinese: set[str]) -> pd.Series:
    """Chinese designers' part of what buyers with a Chinese parent paid over 12 months."""
    sales = book.trailing_year(book.frame("chips.sold_to_china"))
    home = sales[[row for row in sales if row in chinese]].sum(axis=1, min_count=1)
    total = sales.sum(axis=1, min_count=1)
    return home / total.where(total > 0)


def capability(book: Book) -> Chart:
    leaders = [trace("Best US model", book.line("capability.frontier_us"), US),
               trace("Best Chinese model", book.line("capability.frontier_china"), CHINA),
               trace("Best open weights", book.line("capability.open_frontier"), KNOWN["t_head"], dash="dot")]  # fmt: skip
    months = book.line("capability.gap")
    found = observed.rows("capability_gap_months", "ECI: age of the first US model at least as good as the best Chinese model")
    year = months.rolling(book.steps_a_year, min_periods=min(book.steps_a_year, len(months))).mean()
    gap = [trace("Gap, mean of 12 months", year, KNOWN["kr"]),
           trace("Gap, month by month", months, OBSERVED, dash="dot"),
           observed.points("Observed", found, book.start, book.end, at="end")]  # fmt: skip
    last = months.tail(book.steps_a_year)
    return Chart(
        "capability",
        f"Over the last {book.last_span} the best Chinese model is {words.number(float(last.mean()))} months behind, "
        f"between {words.number(float(last.min()))} and {words.number(float(last.max()))}",
        "Capability of released models on the scale of the Epoch Capabilities Index, where one point more is a fixed "
        "factor of effective training compute. The gap is the age of the first US model that was at least as good as "
        "the best Chinese one: it grows by a month every month and drops with each Chinese release, hence the saw; "
        "its mean over 12 months is drawn solid.",
        [Panel("index", leaders, "Frontier"), Panel("months", gap, "Gap")],
        ("capability.frontier_us", "capability.frontier_china", "capability.open_frontier", "capability.gap"),
        ("epoch_eci",),
    )
