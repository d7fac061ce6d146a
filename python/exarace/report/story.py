"""The story: charts in order, and what is said around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from exarace.report import words
from exarace.report.book import Book, Missing
from exarace.report.charts import compute, law, money, race, rules, sales
from exarace.report.model import Chart, Panel, Trace

ORDER: tuple[tuple[str, Callable[[Book], Chart]], ...] = (
    ("Who owns how much compute", compute.owned),
    ("Chips shipped", compute.shipments),
    ("Chip sales", sales.revenue),
    ("Prices and lead times", sales.prices),
    ("Rents", sales.rents),
    ("Investment", money.capex),
    ("Income from AI", money.income),
    ("The rules", rules.rules),
    ("What the rules stopped", law.denied),
    ("What China buys", law.china_supply),
    ("Stockpiles and write-downs", law.stockpiles),
    ("Diversion", law.diversion),
    ("Chinese self-sufficiency", race.self_sufficiency),
    ("The capability gap", race.capability),
    ("Power", compute.power),
    ("Money flows", money.flows),
    ("Public spending", money.public),
)


@dataclass
class Story:
    """Everything that a report says."""

    title: str
    opening: list[str]
    charts: list[tuple[str, Chart]]
    """Heading and chart."""
    left_out: list[str]
    """A line for every chart that could not be made."""
    driver: list[str]
    facts: list[tuple[str, str]]
    marks: list[tuple] = field(default_factory=list)


def tell(book: Book) -> Story:
    """Make all charts that the result holds the series for."""
    charts, left_out = [], []
    for heading, make in ORDER:
        try:
            chart = make(book)
        except Missing as missing:
            left_out.append(f"{heading}: not drawn, the run did not record {missing}; run with --record {missing}")
            continue
        except (KeyError, IndexError, ValueError) as problem:
            left_out.append(f"{heading}: not drawn, the result does not hold enough for it ({problem})")
            continue
        chart.panels = [panel for panel in chart.panels if not isinstance(panel, Panel) or panel.seen()]
        for panel in chart.panels:
            if isinstance(panel, Panel):
                panel.span = (book.start.to_datetime64(), book.end.to_datetime64())
        if chart.panels:
            charts.append((heading, chart))
        else:
            left_out.append(f"{heading}: not drawn, there is no number in {words.listing(list(chart.series))}")
    return Story(book.title, opening(book), charts, left_out, driver(book), facts(book), rules.marks(book))


GREY = "#7a7f87"


def overlay(story: Story, other: Story) -> None:
    """Lay the lines of another story behind those of this one, dashed and grey; charts that only one has stay alone."""
    charts = {chart.name: chart for _, chart in other.charts}
    for _, chart in story.charts:
        for panel, below in zip(chart.panels, charts[chart.name].panels if chart.name in charts else [], strict=False):
            if isinstance(panel, Panel) and isinstance(below, Panel) and panel.unit == below.unit:
                panel.traces = [*_shadows(panel, below, other.title), *panel.traces]


def _shadows(panel: Panel, below: Panel, title: str) -> list[Trace]:
    """The other story's lines of the same names, and of stacks their sum; the legend names them once."""
    lines = {trace.name: trace for trace in below.seen() if trace.kind == "line"}
    out = [
        replace(lines[trace.name], name=f"{trace.name}, {title}", colour=GREY, dash="dash" if trace.dash == "solid" else "dot")
        for trace in panel.seen()
        if trace.kind == "line" and trace.name in lines
    ]
    stack = [trace for trace in below.seen() if trace.kind in ("bar", "area")]
    if stack and all(len(trace.x) == len(stack[0].x) for trace in stack):
        total = np.nansum([trace.y for trace in stack], axis=0)
        out.append(Trace(f"Sum, {title}", stack[0].x, total, "line", GREY, "dash"))
    for trace in out[1:]:
        trace.listed = False
    if len(out) > 1:
        out[0].name = f"{title}, dashed"
    return out


def opening(book: Book) -> list[str]:
    """What this is, in plain words."""
    who = f"seed {book.facts.get('seed', '?')}, replicate {book.facts.get('replicate', '?')}"
    return [
        f"One run of the scenario \N{LEFT DOUBLE QUOTATION MARK}{book.title}\N{RIGHT DOUBLE QUOTATION MARK} ({who}), "
        f"from {words.month(book.start)} to {words.month(book.days[-1])} in steps of a {book.step}.",
        "Lines and bars are simulated. Grey or outlined points are observations, labelled so; there are none after "
        "December 2025, and everything later follows from the rules of the scenario and from the model's assumptions. One "
        "run is one throw of the dice: differences between scenarios need many paired runs (exarace compare).",
    ]


def driver(book: Book) -> list[str]:
    """What the run takes from outside, what is assumed, and what it does not claim."""
    return [_threshold(book), _given(), _basis(), _limits()]


def _threshold(book: Book) -> str:
    value = book.parameter("behaviour.enterprise.adoption_threshold")
    crossed = book.events[book.events["kind"] == "threshold"]["date"]
    known = f" It stands at {words.number(value)} index points here" if isinstance(value, float) else " It is"
    when = f" and is crossed in {words.month(crossed.iloc[0])}." if len(crossed) else " and is not crossed in this run."
    growth = ""
    if "money.services" in book.dataset and len(crossed):
        services = book.line("money.services")
        before = services[services.index <= crossed.iloc[0]]
        if len(before) and before.iloc[-1] > 0:
            factor = services.iloc[-1] / before.iloc[-1]
            growth = f" Revenue of AI services is {words.number(float(factor))} times larger at the end than on that day."
    return (
        "The turn of 2023 rests on one declared driver: a level of capability, adoption_threshold, above which people "
        f"begin to use AI services.{known}{when} A lab's release produces the crossing, but the level itself is set from "
        "what happened in November 2022; revenue, investment and chip sales after it are to a large part its "
        f"work.{growth} How much can be measured: compare this run with one in which behaviour.enterprise.adoption_threshold "
        "is far higher."
    )  # fmt: skip


def _given() -> str:
    return (
        "Given from outside, and not explained by the model: dates and texts of the rules; launch dates and data of "
        "announced chips; operating cash flow and core investment of the large platforms; gross domestic product; what "
        "grids can connect in a year; demand for wafers outside AI; opening balances, fleets and production lines of the "
        "first day. The range of public grid limits and of returns to automated research is wide, and no observation "
        "narrows it."
    )


def _basis() -> str:
    from exarace.listing import parameters

    table = parameters()
    single = table[~table.index.str.contains("<id>")]
    counts = single["basis"].value_counts()
    sourced, assumed, fitted = (int(counts.get(name, 0)) for name in ("sourced", "assumed", "calibrated"))
    return (
        f"Of the {sourced + assumed + fitted} numbers of the rules that are no mere choices, {sourced} have a source, "
        f"{assumed} are assumed and {fitted} were fitted to history up to mid 2025. Rows of tables (chips, firms, "
        "countries) say for each of their numbers whether it is sourced or assumed; opening balances mostly are "
        "assumed. A good fit does not make the future known: other settings fit as well and lead elsewhere."
    )


def _limits() -> str:
    return (
        "This is a model of one sector. It makes no claim about gross domestic product, employment or security, and its "
        "capability index says nothing about what models are used for."
    )


def facts(book: Book) -> list[tuple[str, str]]:
    """Provenance that fits on a line each."""
    return [(name.replace("_", " "), text) for name, text in book.facts.items() if "\n" not in text and len(text) < 200]
