"""Bands behind the lines of one run: the same charts of many others, with draws of a posterior or of an ensemble."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from exarace import _draws
from exarace.report.book import Book
from exarace.report.model import Panel, Trace
from exarace.report.story import Story, tell

if TYPE_CHECKING:
    from exarace.ensemble import Ensemble
    from exarace.history.posterior import Posterior
    from exarace.result import Result
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
    """What puts bands of draws of a posterior behind the lines of a story, for `exarace.report.write`.

    A key in which the scenario differs from the one that was calibrated is not drawn.
    """
    drawn = _draws.taken(posterior, [scenario])

    def widen(story: Story) -> None:
        put(story, [lines_of(tell(Book(run._source))) for run in played(scenario, drawn, seed, members, progress)])
        keep = by_hand(scenario, posterior)
        kept = f" Set by hand, and not drawn: {', '.join(keep)}." if keep else ""
        story.opening.append(
            f"Bands hold nine of ten of {members} runs with draws of the posterior ({posterior.facts['until']}), each with "
            f"luck of its own: what is not known of the parameters, and chance. Lines are this one run, which may leave its "
            f"band.{kept}"
        )

    return widen


def by_hand(scenario: Scenario, posterior: Posterior) -> list[str]:
    """Keys of a posterior that a scenario sets otherwise than the one that was calibrated, and that are not drawn."""
    drawn = set(_draws.taken(posterior, [scenario])[0])
    return [str(key) for key in posterior.draws["key"].values if str(key) not in drawn]


def around(ensemble: Ensemble) -> Callable[[Story], None]:
    """What puts bands of the runs of an ensemble behind the lines of a story of one of them."""

    def widen(story: Story) -> None:
        put(story, [lines_of(tell(Book(run._source))) for run in ensemble])
        story.opening.append(
            f"Bands hold nine of ten of the {len(ensemble)} runs of an ensemble, each with luck of its own and draws of its "
            "random parameters. Lines are its first run, which may leave its band."
        )

    return widen


def played(
    scenario: Scenario, drawn: _draws.Taken, seed: int, members: int, progress: Callable[[int, int], None] | None
) -> Iterator[Result]:
    """Runs with the draws of a posterior, one after the other."""
    for number in range(members):
        changed = scenario.with_(_draws.changes(drawn, number)) if drawn[0] else scenario
        yield changed.run(seed, replicate=number, progress=False)
        if progress is not None:
            progress(number + 1, members)


def put(story: Story, runs: Sequence[Lines]) -> None:
    """The band that holds nine of ten of some runs behind each line of a story that half of them have."""
    for place, trace in lines(story):
        found = [one[place] for one in runs if place in one and len(one[place]) == len(trace.y)]
        if len(found) >= len(runs) / 2:
            trace.kind = "band"
            trace.low, trace.high = quantiles(np.array(found))


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
