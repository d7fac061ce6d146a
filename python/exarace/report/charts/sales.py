"""Sales, prices, rents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exarace.report import observed, words
from exarace.report.book import Book, largest, with_others
from exarace.report.colours import CHINA, KNOWN, US
from exarace.report.model import Chart, Panel, Trace
from exarace.report.traces import bars, rows, trace

if TYPE_CHECKING:
    import pandas as pd

BILLION = 1e-9


def revenue(book: Book) -> Chart:
    sold, in_china = book.frame("chips.sold_value"), book.frame("chips.billed_in_china")
    by_year = book.periods(with_others(sold, largest(sold, 6, ("nvidia", "huawei"))), "year")
    all_sales = bars(book, "designers", by_year, "USD bn", scale=BILLION, title="All sales, by designer")
    china = book.periods(with_others(in_china, largest(in_china, 5, ("nvidia", "huawei"))), "year")
    to_china = bars(book, "designers", china, "USD bn", scale=BILLION, title="Sales to sites in China, by designer")
    if by_year.word == "year":
        seen = observed.years("datacentre_revenue", ["NVIDIA"])
        all_sales.traces.append(observed.yearly_points("NVIDIA data centre, observed", seen, book.start, book.end))
        seen = observed.years("nvidia_china_revenue", ["NVIDIA"])
        to_china.traces.append(
            observed.yearly_points("NVIDIA billed in China (all products), observed", seen, book.start, book.end)
        )
    top = by_year.sums.iloc[-1].sum() * BILLION if len(by_year.sums) else np.nan
    return Chart(
        "revenue",
        f"Accelerators sell for {words.number(top)} billion USD in the last {by_year.word}",
        "Sales of systems by designer, networking included. NVIDIA stands at the foot of the bars, so that the points "
        "can be held against it. What NVIDIA bills in China includes graphics cards and goods that are shipped on, "
        "and was about 6 billion USD a year before the boom: the points are an upper bound.",
        [all_sales, to_china],
        ("chips.sold_value", "chips.billed_in_china"),
        ("company_filings",),
    )


WATCHED = ("a100", "h100", "h20", "h200", "b200", "gb200", "b300", "gb300", "rubin", "ascend_910b", "ascend_910c",
           "ascend_950pr")  # fmt: skip
PRICE_SEEN = {"a100": "NVIDIA A100", "h100": "NVIDIA H100", "h20": "NVIDIA H20"}


def while_sold(values: pd.DataFrame, sold: pd.DataFrame) -> pd.DataFrame:
    """Values of SKUs from their first to their last sale."""
    ever = sold > 0
    return values.where(ever.cummax() & ever[::-1].cummax()[::-1])


def prices(book: Book) -> Chart:
    sold = book.frame("chips.sold")
    price, lead = (while_sold(book.frame(name), sold) for name in ("chips.price", "chips.lead_time"))
    shown = [sku for sku in WATCHED if sku in price and price[sku].notna().any()] or largest(sold, 8)
    lines = rows(book, "skus", price[shown], scale=1e-3)
    for sku, line in zip(shown, list(lines), strict=True):
        if sku in PRICE_SEEN:
            found = observed.rows("ai_chip_price", PRICE_SEEN[sku])
            lines.append(observed.points(f"{line.name}, observed", found, book.start, book.end, scale=1e-3, colour=line.colour))
    waits = rows(book, "skus", lead[shown].clip(upper=3), scale=12)
    return Chart(
        "prices",
        f"{_price_path(book, price)}; {_longest_wait(lead, sold)}",
        "On the left the posted price of a chip without networking, from its first to its last sale; points are "
        "yearly averages of reported prices. On the right the backlog over shipments, drawn up to 36 months: "
        "scarcity shows there, in allocation and in spot rents rather than in posted prices.",
        [Panel("thousand USD per chip, log scale", lines, "Posted price", log=True),
         Panel("months", waits, "Lead time")],
        ("chips.price", "chips.sold", "chips.lead_time"),
        ("epoch_prices",),
    )  # fmt: skip


def _price_path(book: Book, price: pd.DataFrame) -> str:
    known = price["h100"].dropna() if "h100" in price else price.mean(axis=1).dropna()
    what = book.label("skus", "h100") if "h100" in price else "a chip"
    if not len(known):
        return "No chip is sold"
    first, last = (words.number(float(known.iloc[i]) / 1000) for i in (0, -1))
    return f"The posted price of {what} goes from {first} to {last} thousand USD while it is sold"


def _longest_wait(lead: pd.DataFrame, sold: pd.DataFrame) -> str:
    """When chips, weighted by what is shipped, were longest on order."""
    mean = (lead * sold).sum(axis=1, min_count=1) / sold.sum(axis=1).where(sold.sum(axis=1) > 0)
    mean = mean.rolling(3, min_periods=1).mean()
    if not mean.notna().any():
        return "there are no lead times"
    return f"the mean wait peaks at {words.number(12 * float(mean.max()))} months in {words.month(mean.idxmax())}"


RENT_SEEN = ("H100 on-demand", "H100 on-demand, median of providers", "H100 neocloud", "H100 Rental Index (Silicon Data)",
             "H100 SXM on-demand")  # fmt: skip


def rents(book: Book) -> Chart:
    def market(country: str, kind: str, colour: str, name: str) -> list[Trace]:
        parts = (("contract", "compute.contract_rent", "solid"), ("spot", "compute.spot_rent", "dot"),
                 ("user cost", "compute.user_cost", "dash"))  # fmt: skip
        out = []
        for label, series, dash in parts:
            values = book.frame(series, compute_class=kind)
            if country in values:
                kept = values[country].where(values[country] > 0)
                out.append(trace(f"{name}: {label}", kept, colour, dash=dash))
        return out

    us, china = market("us", "western", US, "US"), market("cn", "western", CHINA, "Foreign chips")
    china += market("cn", "chinese", KNOWN["hygon"], "Chinese chips")
    for entity in RENT_SEEN:
        found = observed.rows("gpu_rental_price", entity)
        us.append(observed.points(f"{entity}, observed", found, book.start, book.end))
    return Chart(
        "rents",
        _spot_path(book),
        "Rent of an H100-equivalent hour by tier: contracts of one to five years, spot, and the user cost of the "
        "cheapest new chip (its price spread over its life, with energy). Points are list prices of rented H100 on "
        "demand, closest to spot.",
        [Panel("USD per H100e-hour, log scale", us, "United States", log=True),
         Panel("USD per H100e-hour, log scale", china, "China", log=True, marks=True)],
        ("compute.contract_rent", "compute.spot_rent", "compute.user_cost"),
        ("rental_press",),
    )  # fmt: skip


def _spot_path(book: Book) -> str:
    spot = book.frame("compute.spot_rent", compute_class="western")
    spot = spot["us"].dropna() if "us" in spot else spot.mean(axis=1).dropna()
    if not len(spot):
        return "No compute is rented"
    high, last = words.number(float(spot.max())), words.number(float(spot.iloc[-1]))
    return f"US spot rent peaks at {high} USD an hour in {words.month(spot.idxmax())} and ends at {last}"
