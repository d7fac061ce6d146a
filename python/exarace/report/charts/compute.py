"""Who has how much compute, who made it, what it draws."""

from __future__ import annotations

import numpy as np

from exarace.report import observed, words
from exarace.report.book import Book, largest, with_others
from exarace.report.model import Chart, Panel
from exarace.report.traces import rows

MILLION = 1e-6


def owned(book: Book) -> Chart:
    by_country = book.frame("compute.owned")
    by_cloud = book.frame("compute.by_cloud")
    last = by_country.iloc[-1]
    share = {row: last.get(row, np.nan) / last.sum() if last.sum() > 0 else np.nan for row in ("us", "cn")}
    chosen = largest(by_country, 6, ("us", "cn"))
    stack = with_others(by_cloud, largest(by_cloud, 10))
    return Chart(
        "owned",
        f"In {words.month(book.days[-1])} US firms own {words.percent(share['us'])} of AI compute, "
        f"Chinese firms {words.percent(share['cn'])}",
        "Installed accelerators in H100 equivalents (H100e: rated 8-bit speed over that of an H100). On the left by "
        "country of the ultimate parent, wherever the chips stand, on a logarithmic axis: equal steps are equal "
        "ratios, and parallel lines mean a constant relative gap. On the right by firm.",
        [
            Panel("million H100e, log scale", rows(book, "countries", by_country[chosen], scale=MILLION),
                  "By country of the ultimate parent", log=True, marks=True),
            Panel("million H100e", rows(book, "clouds", stack, kind="area", scale=MILLION), "By firm"),
        ],
        ("compute.owned", "compute.by_cloud"),
    )  # fmt: skip


# Designer, entity in the observations, and the first day that the observed sum counts.
COUNTED = (
    ("nvidia", "NVIDIA", "2022-01-01"),
    ("google_tpu", "Google TPU", "2022-10-01"),
    ("amd", "AMD Instinct", "2024-01-01"),
    ("amazon_trainium", "Amazon Trainium", "2024-01-01"),
    ("huawei", "", "2022-01-01"),
)


def shipments(book: Book) -> Chart:
    made = book.frame("chips.made_by")
    traces = []
    for designer, entity, first in COUNTED:
        if designer not in made:
            continue
        counted = made[designer][made.index >= first].cumsum()
        line = rows(book, "designers", counted[counted > 0].to_frame(), scale=MILLION)[0]
        traces.append(line)
        if entity and book.start <= np.datetime64(first):
            found = observed.rows("chip_sales_cumulative_h100e", entity)
            traces.append(
                observed.points(f"{entity}, observed", found, book.start, book.end, scale=MILLION, at="end", colour=line.colour)
            )
    total = made.sum(axis=1).sum() * MILLION
    return Chart(
        "shipments",
        f"{words.number(total)} million H100e are shipped in the run, NVIDIA {_share(made, 'nvidia')} of it",
        "Cumulative shipments by designer, without retirement, counted from the quarter in which the observed sum "
        "begins: 2022 for NVIDIA, autumn 2022 for TPU, 2024 for AMD and Trainium. Points with bars are estimates with "
        "their range; the log scale shows ratios.",
        [Panel("million H100e, log scale", traces, log=True)],
        ("chips.made_by",),
        ("epoch_chip_counts",),
    )


def _share(frame, row: str) -> str:
    total = frame.sum().sum()
    return words.percent(frame[row].sum() / total if row in frame and total > 0 else np.nan)


def power(book: Book) -> Chart:
    used, queue = book.frame("power.used"), book.frame("power.queue")
    chosen = largest(used, 5, ("us", "cn"))
    lines = rows(book, "countries", used[chosen], scale=1e-3)
    waiting = rows(book, "countries", queue[[c for c in ("us", "cn") if c in queue]], scale=1e-3)
    for line in waiting:
        line.dash, line.name = "dot", f"{line.name}, in the queue"
    last = used.iloc[-1] / 1000
    return Chart(
        "power",
        f"AI sites draw {words.number(last.get('us', np.nan))} GW in the United States and "
        f"{words.number(last.get('cn', np.nan))} GW in China at the end",
        "Grid power that installed chips draw at full load, cooling included (solid), and power waiting for a "
        "connection (dotted), by place of the site. Limits of grids after 2025 are scenario data with wide ranges.",
        [Panel("GW, log scale", lines, "In use", log=True), Panel("GW", waiting, "Waiting for a connection")],
        ("power.used", "power.queue"),
    )
