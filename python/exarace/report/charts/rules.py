"""The rules in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exarace._exarace import ScenarioError, read_scenario_text
from exarace.report import words
from exarace.report.book import Book, Missing
from exarace.report.colours import CHINA, KNOWN, US
from exarace.report.model import Chart, Span, Spans

if TYPE_CHECKING:
    import pandas as pd

MAIN = ("chip_threshold", "informed_letter", "hbm_control", "quota")
"""Kinds whose days are marked in other charts."""


def kinds(book: Book) -> dict[str, str]:
    """Kind of every rule, from the scenario in the file; none where that cannot be read any more."""
    try:
        listed = read_scenario_text("scenario", book.facts.get("scenario_text", "")).get("regimes")
    except ScenarioError:
        return {}
    return {row["id"]: row.get("kind", "") for row in listed if isinstance(row, dict)}


def marks(book: Book) -> list[tuple[np.datetime64, str]]:
    """Days on which the main rules of the United States take effect, as far as they lie in the run."""
    table, kind = book.tables.get("regimes"), kinds(book)
    found: dict[str, np.datetime64] = {}
    if table is None or "effective" not in table:
        return []
    for row, rule in table.iterrows():
        day = rule["effective"]
        binding = rule.get("status") == "in_force" and rule.get("issuer") == "us" and kind.get(str(row)) in MAIN
        if binding and book.start <= day < book.end:
            month = f"{words.MONTHS[day.month - 1][:3]} {day.year}"
            found.setdefault(month, day.to_datetime64().astype("datetime64[D]"))
    return _apart(sorted((day, label) for label, day in found.items()))


def _apart(days: list[tuple[np.datetime64, str]]) -> list[tuple[np.datetime64, str]]:
    """Without those that follow another within four months."""
    kept: list[tuple[np.datetime64, str]] = []
    for day, label in days:
        if not kept or (day - kept[-1][0]).astype(int) > 120:
            kept.append((day, label))
    return kept


def rules(book: Book) -> Chart:
    table = book.tables.get("regimes")
    if table is None or "effective" not in table or not len(table):
        raise Missing("policy.in_force")
    kind, spans = kinds(book), []
    series = "policy.denied_new"
    stopped = book.dataset[series].sum("time").to_series() if series in book.dataset else {}
    for row, rule in table.iterrows():
        span = _span(book, str(row), rule, kind.get(str(row), ""), float(stopped.get(row, 0)))
        if span is not None:
            spans.append(span)
    order = {"United States": 0, "Allies and others": 1, "China": 2}
    spans.sort(key=lambda span: (order[span.group], span.start, span.label))
    binding = sum(span.binding for span in spans)
    return Chart(
        "rules",
        f"{binding} rules and budgets are law at some time in the run, {len(spans) - binding} more are only feared",
        "From the day a rule takes effect to its end or the end of the run: United States blue, China red, others "
        "grey. Pale bars were announced or proposed and never enforced; they begin with the first report and act "
        "through expectation. Hover for kind, dates and what the rule refused.",
        [Spans(spans)],
        ("policy.in_force", "policy.denied_new"),
    )


def _first_heard(rule: pd.Series) -> pd.Timestamp:
    return min(rule[day] for day in ("reported", "announced", "effective") if rule[day] == rule[day])


def _span(book: Book, row: str, rule: pd.Series, kind: str, stopped: float) -> Span | None:
    """A rule's bar within the run; None for one that ended before or begins after."""
    binding = rule["status"] in ("in_force", "stayed")
    start, end = rule["effective"] if binding else _first_heard(rule), rule["ends"]
    if not start < book.end or end <= book.start:
        return None
    last = end if end < book.end else book.end
    issuer = str(rule["issuer"])
    dates = [f"{name} {rule[name].date()}" for name in ("announced", "effective", "ends") if rule[name] == rule[name]]
    about = [str(rule["name"]), kind.replace("_", " "), ", ".join(dates), f"status: {rule['status'].replace('_', ' ')}"]
    if stopped > 0:
        about.append(f"refused wishes worth {words.number(stopped / 1e9)} bn USD")
    first = max(start, book.start)
    return Span(
        label=str(rule["name"]) or row,
        start=first.to_datetime64(),
        end=max(last, first + (book.end - book.start) / 150).to_datetime64(),
        colour={"us": US, "cn": CHINA}.get(issuer, KNOWN["uk"]),
        group={"us": "United States", "cn": "China"}.get(issuer, "Allies and others"),
        about="<br>".join(part for part in about if part),
        binding=binding,
    )
