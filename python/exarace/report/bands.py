"""Bands behind the lines of one run: the same charts of many draws of a posterior."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from exarace import _exarace
from exarace.listing import scenarios
from exarace.report.book import Book
from exarace.report.model import Panel, Trace
from exarace.report.story import Story, tell

if TYPE_CHECKING:
    from exarace.history.posterior import Posterior
    from exarace.scenario import Scenario

MEMBERS = 30
EDGES = (0.05, 0.95)
Lines = dict[tuple[str, int, str], np.ndarray]
"""Numbers of lines by chart, panel and name."""


def behind(
    scenario: Scenario,
    posterior: Posterior,
    seed: int,
    members: int = MEMBERS,
    progress: Callable[[int, int], None] | None = None,
) -> Callable[[Story], None]:
    """What puts bands behind the lines of a story, for `exarace.report.write`."""
    return lambda story: widen(story, scenario, posterior, seed, members, progress)


def widen(
    story: Story,
    scenario: Scenario,
    posterior: Posterior,
    seed: int,
    members: int,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Play draws of a posterior and put the band that holds nine of ten behind each line of a story.

    A key in which the scenario differs from the one that it was made from is not drawn.
    """
    keep = set(by_hand(scenario, posterior))
    played = []
    for number in range(members):
        changes = {key: value for key, value in posterior.changes(number).items() if key not in keep}
        run = scenario.with_(changes).run(seed, replicate=number, progress=False)
        played.append(lines_of(tell(Book(run._source))))
        if progress is not None:
            progress(number + 1, members)
    for place, trace in lines(story):
        found = [one[place] for one in played if place in one and len(one[place]) == len(trace.y)]
        if len(found) >= members / 2:
            trace.kind = "band"
            trace.low, trace.high = quantiles(np.array(found))
    kept = f" Set by hand, and not drawn: {', '.join(sorted(keep))}." if keep else ""
    story.opening.append(
        f"Bands hold nine of ten of {members} runs with draws of the posterior ({posterior.facts['until']}), each with luck of "
        f"its own: what is not known of the parameters, and chance. Lines are this one run, which may leave its band.{kept}"
    )


def by_hand(scenario: Scenario, posterior: Posterior) -> list[str]:
    """Keys of a posterior that a scenario sets to another value than the shipped one of its name."""
    name = scenario.name.split(" (")[0]
    shipped = _exarace.read_scenario(name if name in scenarios().index else "baseline")
    # "times:KEY" is a factor on what stands there: nothing that a hand could have set.
    keys = [str(key) for key in posterior.draws["key"].values if ":" not in str(key)]
    return [key for key in keys if scenario.get(key) != shipped.get(key)]


def quantiles(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Low and high edge of values [member, day]; not a number where no member has one."""
    out = np.full((2, values.shape[1]), np.nan)
    known = np.isfinite(values).any(axis=0)
    out[:, known] = np.nanquantile(values[:, known], EDGES, axis=0)
    return out[0], out[1]


def lines(story: Story) -> list[tuple[tuple[str, int, str], Trace]]:
    """Lines of a story with their places."""
    return [
        ((chart.name, number, trace.name), trace)
        for _, chart in story.charts
        for number, panel in enumerate(chart.panels)
        if isinstance(panel, Panel)
        for trace in panel.traces
        if trace.kind == "line"
    ]


def lines_of(story: Story) -> Lines:
    return {place: trace.y for place, trace in lines(story)}
