"""Investment, income, money flows, public spending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exarace.report import observed, words
from exarace.report.book import Book, largest, with_others
from exarace.report.colours import KNOWN, US
from exarace.report.model import Chart, Panel, Ranking
from exarace.report.traces import bars, rows, trace

if TYPE_CHECKING:
    import pandas as pd

BILLION = 1e-9
FOUR = ("microsoft", "google", "amazon", "meta")


def capex(book: Book) -> Chart:
    everything, ai = book.frame("capex.all"), book.frame("capex.ai")
    four = [cloud for cloud in FOUR if cloud in everything]
    by_firm = book.periods(everything[four], "year")
    panel = bars(book, "clouds", by_firm, "USD bn", scale=BILLION, title="Four large US clouds, all cash capex")
    if by_firm.word == "year":
        seen = observed.years("capex", ["Microsoft", "Alphabet", "Amazon", "Meta"])
        panel.traces.append(observed.yearly_points("Sum of the four, observed", seen, book.start, book.end))
    stack = with_others(ai, largest(ai, 9))
    by_year = book.periods(stack, "year")
    total = by_year.sums.iloc[-1].sum() * BILLION if len(by_year.sums) else np.nan
    return Chart(
        "capex",
        f"AI investment of all clouds is {words.number(total)} billion USD in the last {by_year.word}",
        "On the left cash capital spending of the four firms, core business included; observed is cash paid for "
        "property and equipment in their filings. On the right the AI part of all clouds.",
        [panel, bars(book, "clouds", by_year, "USD bn", scale=BILLION, title="AI capex by cloud")],
        ("capex.all", "capex.ai"),
        ("company_filings",),
    )


def income(book: Book) -> Chart:
    services = trace("Revenue of AI services", book.line("money.services"), KNOWN["microsoft"], scale=BILLION)
    funding = trace("Private funding of AI firms", book.line("money.ai_funding"), KNOWN["amazon"], scale=BILLION)
    invested = book.trailing_year(book.frame("capex.ai")).sum(axis=1, min_count=1)
    spent = trace("AI capex of all clouds", invested, US, scale=BILLION)
    ratio = invested.iloc[-1] / book.line("money.services").iloc[-1]
    seen = f", {words.number(ratio)} times what AI services earn" if np.isfinite(ratio) else ""
    return Chart(
        "income",
        f"At the end AI capex is {words.number(spent.y[-1])} billion USD a year{seen}",
        "On the left sums over 12 months. Services are what enterprises and consumers pay for AI; the difference to "
        "capex is carried by core businesses, funding, debt and internal workloads. In the middle revenue of labs; "
        "observed are run rates that they stated, OpenAI net of its partner's share. On the right users by lab; "
        "observed are weekly users of OpenAI, which stands at the foot.",
        [Panel("USD bn per year, log scale", [spent, services, funding], "World", log=True),
         lab_revenue(book), lab_users(book)],
        ("money.services", "money.ai_funding", "capex.ai", "money.lab_revenue", "demand.users_of"),
        ("company_filings", "lab_revenue_press"),
    )  # fmt: skip


def lab_revenue(book: Book) -> Panel:
    revenue = book.frame("money.lab_revenue")
    shown = [*[lab for lab in ("openai", "anthropic") if lab in revenue], *largest(revenue, 5)]
    lines = rows(book, "labs", revenue[list(dict.fromkeys(shown))[:6]], scale=BILLION)
    for lab, entity in (("openai", "OpenAI"), ("anthropic", "Anthropic")):
        found = observed.rows("ai_lab_revenue", entity)
        found = found[found["unit"] == "USD bn annualised run rate"]
        lines.append(observed.points(f"{entity}, observed", found, book.start, book.end, at="end", colour=KNOWN[lab]))
    return Panel("USD bn per year, log scale", lines, "Revenue of labs", log=True)


def lab_users(book: Book) -> Panel:
    users = book.frame("demand.users_of")
    stacked = rows(book, "labs", with_others(users, largest(users, 6, ("openai",))), kind="area", scale=1e-6)
    found = observed.rows("weekly_users", "OpenAI")
    stacked.append(observed.points("OpenAI, weekly users, observed", found, book.start, book.end))
    return Panel("million people", stacked, "Users by lab")


OUTSIDE = ("household", "bank", "product_market", "other_inputs")
"""Sectors that stand for the rest of the economy."""
MOST_FLOWS = 14


def flows(book: Book) -> Chart:
    data = book.dataset["money.flows"] if "money.flows" in book.dataset else book.frame("money.flows")
    last = (data.isel(time=slice(-book.steps_a_year, None)).sum("time") * BILLION).to_series().sort_values(ascending=False)
    inside = [payer not in OUTSIDE and payee not in OUTSIDE for payer, payee in last.index]
    across = [(payer in OUTSIDE) != (payee in OUTSIDE) for payer, payee in last.index]
    total, own = float(last.sum()), float(last[inside].sum())
    return Chart(
        "flows",
        f"{words.number(own)} billion USD pass between governments, firms and investors in the last {book.last_span}",
        f"Who paid whom, largest first; within sectors too. With the rest of the economy it is {words.number(total)} "
        "billion. Households, banks, the product market and other inputs are the outside world: each has a rule, and "
        f"the books close to the cent. {_outside(book)}",
        [_ranking(last[inside], "Among governments, firms and investors", KNOWN["us"]),
         _ranking(last[across], "With the rest of the economy", KNOWN["other"])],
        ("money.flows", "money.outside_share"),
    )  # fmt: skip


def _ranking(paid: pd.Series, title: str, colour: str) -> Ranking:
    """The largest flows that are anything."""
    paid = paid[paid >= 0.05].head(MOST_FLOWS)
    names = [f"{_sector(payer)} to {_sector(payee)}" for payer, payee in paid.index]
    return Ranking("USD bn", names, paid.to_numpy(dtype=float), [colour] * len(names), title)


def _sector(name: str) -> str:
    plural = {"product_market": "product market", "other_inputs": "other inputs", "bank": "banks"}
    return plural.get(name, f"{name}s")


def _outside(book: Book) -> str:
    if "money.outside_share" not in book.dataset:
        return ""
    share = book.line("money.outside_share").iloc[-1]
    return f"The outside world takes part in {words.percent(float(share))} of the turnover of the last step."


def public(book: Book) -> Chart:
    spent, debt = book.frame("money.public_spending"), book.frame("money.public_debt")
    chosen = largest(spent, 7, ("us", "cn"))
    by_year = book.periods(with_others(spent, chosen), "year")
    total = spent.sum() * BILLION
    owed = rows(book, "governments", debt[largest(debt, 6, ("us", "cn"))], scale=BILLION)
    return Chart(
        "public",
        f"Governments spend {words.number(float(total.sum()))} billion USD on chips and AI in the run, "
        f"the United States {words.number(float(total.get('us', np.nan)))}, "
        f"China {words.number(float(total.get('cn', np.nan)))}",
        "Grants, tax credits, funds, vouchers, procurement and power subsidies of the budget lines in the scenario, "
        "and the public bonds issued for them; bank spreads rise with these bonds.",
        [bars(book, "governments", by_year, "USD bn", scale=BILLION, title="Public spending on chips and AI"),
         Panel("USD bn", owed, "Public bonds issued for it")],
        ("money.public_spending", "money.public_debt"),
    )  # fmt: skip
