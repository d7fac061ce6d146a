"""What the rules stopped, and what got around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exarace.report import observed, words
from exarace.report.book import Book, Periods, largest, with_others
from exarace.report.colours import CHINA, KNOWN, colours
from exarace.report.model import Chart, Panel, Trace
from exarace.report.traces import bars, dates, rows, trace

if TYPE_CHECKING:
    import pandas as pd

BILLION = 1e-9


def denied(book: Book) -> Chart:
    by_rule, by_buyer = book.frame("policy.denied_new"), refused_buyers(book)
    total = float(by_rule.sum().sum()) * BILLION
    top = largest(by_rule.cumsum(), 1)
    most = f", most of all under {_short_name(book, top[0])}" if top else ""
    return Chart(
        "denied",
        f"Over the run the rules refuse requests worth {words.number(total)} billion USD{most}",
        "Value of wanted deals that the law refused, by the rule that decided and by buyer. A wish that is asked again "
        "counts once, and again only by what it grew: this measures unmet wishes, not lost sales. Below what became of "
        "applications for licences.",
        [
            bars(book, "regimes", book.periods(with_others(by_rule, largest(by_rule, 7))), "USD bn", scale=BILLION,
                 title="By rule"),
            buyers_panel(book, book.periods(with_others(by_buyer, largest(by_buyer, 8)))),
            licences(book),
        ],
        ("policy.denied_new",),
    )  # fmt: skip


def refused_buyers(book: Book) -> pd.DataFrame:
    """New money that was refused [step, buyer], by account ("clouds/alibaba")."""
    import pandas as pd

    rows = book.denials
    steps = book.days.searchsorted(pd.DatetimeIndex(rows["date"]), side="right") - 1
    sums = rows.groupby([steps, rows["buyer"].astype(str)])["usd"].sum().unstack(fill_value=0.0)
    return sums.reindex(range(len(book.days)), fill_value=0.0).set_axis(book.days, axis=0)


def buyers_panel(book: Book, periods: Periods) -> Panel:
    """Bars by buyer; buyers are of several tables."""
    found = [str(buyer).rpartition("/") for buyer in periods.sums.columns]
    chinese = {row for table, _, row in found if table and row in book.chinese(table)}
    names = [book.label(table, row) if table else "Others" for table, _, row in found]
    chosen = colours([row for _, _, row in found], chinese)
    traces = [
        Trace(name, dates(periods.sums.index), periods.sums[column].to_numpy(dtype=float) * BILLION, "bar", colour)
        for name, column, colour in zip(names, periods.sums.columns, chosen, strict=True)
    ]
    return Panel(f"USD bn per {periods.word}", traces, "By buyer", period=periods.word)


def _short_name(book: Book, rule: str) -> str:
    name = book.label("regimes", rule).split(":")[0]
    return f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"


RULINGS = {"licence_granted": ("Granted", "#2a9d8f"), "licence_refused": ("Refused", CHINA),
           "licence_declined": ("Granted, not taken up", KNOWN["other"])}  # fmt: skip


def licences(book: Book) -> Panel:
    """Rulings on applications, counted by quarter."""
    import pandas as pd

    counts = {}
    for kind, (name, _) in RULINGS.items():
        happened = pd.DatetimeIndex(book.events.loc[book.events["kind"] == kind, "date"])
        steps = book.days.searchsorted(happened, side="right") - 1
        counts[name] = np.bincount(steps[steps >= 0], minlength=len(book.days))[: len(book.days)]
    periods = book.periods(pd.DataFrame(counts, index=book.days, dtype=float))
    traces = [trace(name, periods.sums[name], colour) for name, colour in RULINGS.values()]
    for one in traces:
        one.kind = "bar"
    return Panel(f"applications per {periods.word}", traces, "Licences", period=periods.word)


def china_supply(book: Book) -> Chart:
    legal, made = book.frame("chips.units_to_china"), book.frame("compute.foreign_in_china")
    owned = book.frame("compute.owned")
    foreign = legal[[sku for sku in legal if not _is_chinese(book, sku)]]
    home = legal[[sku for sku in legal if _is_chinese(book, sku)]]
    stock = [trace("Foreign chips", made.sum(axis=1), KNOWN["us"], scale=1e-3)]
    if "cn" in owned:
        stock.append(trace("Chinese chips", (owned["cn"] - made.sum(axis=1)).clip(lower=0), CHINA, scale=1e-3))
    total = float(foreign.sum().sum()) * 1e-6
    return Chart(
        "china_supply",
        f"Foreign designers sell {words.number(total)} million chips to Chinese buyers, "
        f"Chinese designers {words.number(float(home.sum().sum()) * 1e-6)} million",
        "Legal shipments to buyers with a Chinese parent, wherever the site; variants built to stay below a threshold "
        "take over from one another. On the right the installed compute of Chinese firms by origin; diverted chips "
        "are in it.",
        [bars(book, "skus", book.periods(with_others(legal, largest(legal, 9))), "thousand chips", scale=1e-3, marks=True,
              title="Chips shipped to Chinese buyers"),
         Panel("thousand H100e, log scale", stock, "Installed by Chinese firms", log=True, marks=True)],
        ("chips.units_to_china", "compute.foreign_in_china", "compute.owned"),
    )  # fmt: skip


def _is_chinese(book: Book, sku: str) -> bool:
    table = book.tables.get("skus")
    return table is not None and sku in table.index and table.at[sku, "designer"] in book.chinese("designers")


def stockpiles(book: Book) -> Chart:
    stock, down = book.frame("chips.stock"), book.frame("money.written_down")
    value = stock * book.frame("chips.unit_cost")
    shown = largest(value, 8)
    owners = largest(down, 6, ("nvidia", "huawei"))
    lost = float(down.iloc[-1].sum()) * BILLION
    return Chart(
        "stockpiles",
        _written_down(lost, float(value.sum(axis=1).max()) * BILLION),
        "Finished chips with their designers, at cost: stocks built on forecasts, ahead of a rule, or stranded by "
        "one. On the right what was written down since the start, when goods made for a market were no longer "
        "allowed there or had aged. Dotted lines mark the main rules.",
        [Panel("USD bn at cost", rows(book, "skus", with_others(value, shown), kind="area", scale=BILLION),
               "Finished chips in stock", marks=True),
         Panel("USD bn since the start", rows(book, "designers", down[owners], scale=BILLION), "Written down",
               marks=True)],
        ("chips.stock", "chips.unit_cost", "money.written_down"),
    )  # fmt: skip


def _written_down(lost: float, peak: float) -> str:
    high = f"stocks of finished chips reach {words.number(peak)} billion USD at cost"
    if not lost > 0:
        return f"Nothing is written down; {high}"
    return f"Unsold chips are written down by {words.number(lost)} billion USD; {high}"


def diversion(book: Book) -> Chart:
    diverted = book.frame("chips.diverted")
    quarters = book.periods(with_others(diverted, largest(diverted, 9)))
    panel = bars(book, "brokers", quarters, "thousand chips", scale=1e-3, title="Diverted, by route", marks=True)
    if quarters.word == "quarter":
        found = observed.rows("smuggled_chips_to_china", "All routes")
        panel.traces.append(observed.points("2024 per quarter, estimate, observed", found, book.start, book.end, scale=1e-3 / 4))
    premium = trace("Premium over the posted price", book.line("chips.grey_premium"), CHINA, scale=100)
    total = float(diverted.sum().sum()) * 1e-3
    peak = float(np.nanmax(premium.y)) if premium.seen() else np.nan
    return Chart(
        "diversion",
        f"{words.number(total)} thousand chips are diverted to China, at premiums of up to {words.number(peak)} %",
        "Controlled chips that reach Chinese buyers through resellers, server makers and clouds that redirect. The "
        "premium clears restricted demand against what the routes can carry. The observed point is an estimate whose "
        "range runs from 10,000 to several hundred thousand a year.",
        [panel, Panel("percent", [premium], "Premium on the grey market", marks=True)],
        ("chips.diverted", "chips.grey_premium"),
        ("cnas_2025",),
    )
