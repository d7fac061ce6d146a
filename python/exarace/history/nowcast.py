"""Nowcast: where the race stands at the last observation, and the next quarters with bands."""

from __future__ import annotations

import dataclasses
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from exarace import _progress
from exarace._exarace import ScenarioError
from exarace.history import backtest as tests
from exarace.history import data, discrepancy, observables
from exarace.history import members as ensembles
from exarace.history.calibrate import Fit, known_points
from exarace.history.guard import drawn
from exarace.history.posterior import Posterior, some
from exarace.history.world import world_of

if TYPE_CHECKING:
    import pandas as pd

    from exarace.history.observables import Point
    from exarace.scenario import Scenario

STANDING = {
    "H100e owned by US parents": ("compute.owned", {"country": "us"}, 1e6, "million H100e"),
    "H100e owned by Chinese parents": ("compute.owned", {"country": "cn"}, 1e6, "million H100e"),
    "Capability gap": ("capability.gap", {}, 1.0, "months"),
    "AI capex, 12 months": ("capex.ai", {}, 1e9, "USD bn"),
    "Revenue of AI services, a year": ("money.services", {}, 1e9, "USD bn"),
}
"""What is told of the race that nobody publishes in this form: series, what is picked, scale and unit."""
FLOWS = ("capex.ai",)


@dataclass
class Nowcast:
    """Observed and expected numbers.

    Attributes
    ----------
    table
        One row for each series and period: ``block``, ``series``, ``period``, ``observed`` (nan for what is to come),
        ``low``, ``median``, ``high`` (90 % band with discrepancy), ``bare`` (median of the model alone), ``unit``.
    standing
        What the model says of the race at the end of the last month and a year on: no observations, no discrepancy.
    """

    table: pd.DataFrame
    standing: pd.DataFrame
    facts: dict[str, str]

    def text(self) -> str:
        """A short table for a terminal."""
        ahead = self.table[np.isnan(self.table["observed"])]
        shown = ahead.groupby(["block", "series"], sort=False).head(4).set_index(["series", "period"])
        lines = [f"given observations to {self.facts['until']}, {self.facts['members']} draws; 90 % bands"]
        if self.facts["not_drawn"]:
            lines.append(f"not drawn, for this posterior has no draws of them: {self.facts['not_drawn']}")
        lines.append(self.standing.round(3).to_string())
        lines.append(shown[["low", "median", "high", "unit"]].to_string(float_format="{:.4g}".format))
        return "\n\n".join(lines) + "\n"


def nowcast(
    scenario: Scenario,
    draws: Posterior,
    *,
    quarters: int = 8,
    members: int = 100,
    half_life: float = discrepancy.FIRST_HALF_LIFE,
    seed: int = 1,
    leave_out: tuple[str, ...] = (),
    folder: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: bool | _progress.Progress | None = False,
) -> Nowcast:
    """Play a posterior on past its last observation.

    Raises
    ------
    ScenarioError
        If the posterior was made for another version of the world, or the run ends too early.
    """
    import pandas as pd

    newer = draws.check(scenario)
    until = draws.facts["until"]
    at = data.month_number(until)
    end = at + 3 * quarters + 1
    if end > ensembles.last_month(scenario) + 1:
        last = data.month_text(ensembles.last_month(scenario))
        raise ScenarioError(f"quarters: the scenario ends with {last}; set run.end or ask for fewer")
    world = world_of(scenario)
    known = observables.expressible(known_points(scenario, until)[0], world)
    points = [*known, *future_points(known, at, end)]
    series = sorted({*observables.used_series(points, world), *(s for s, *_ in STANDING.values())})
    place = Path(folder) if folder is not None else Path("results") / f"{scenario.name}.nowcast"
    keys, values, whole = drawn(scenario, draws, members, seed, leave_out)
    played = ensembles.until(scenario, end)
    runs = ensembles.play(played, keys, values, series, place, seed=seed + 700, whole=whole, threads=threads,
                          progress=progress)  # fmt: skip
    seen = ensembles.world_of_members(played, runs)
    logs = observables.predict(points, seen, runs.load, runs.first, int(runs.good.sum()))
    fit = Fit(known, np.array([p.log for p in known]), logs[:, : len(known)], logs[:, : len(known)], [], np.zeros((0, 0)))
    one = tests.Forecast(at, points, len(known), logs, draws, fit)
    facts = {"scenario": scenario.name, "until": until, "members": str(int(runs.good.sum())), "half_life": f"{half_life:g}",
             "program": draws.facts["program"], "not_drawn": f"'{some(newer)}'" if newer else ""}  # fmt: skip
    return Nowcast(pd.DataFrame(_rows(one, half_life, seed)), _standing(runs, at), facts)


def future_points(known: list[Point], at: int, end: int) -> list[Point]:
    """Periods to come of every series that was observed within the last year and a half, as long as its last period."""
    last: dict[str, Point] = {}
    for point in known:
        if point.series not in last or point.last > last[point.series].last:
            last[point.series] = point
    out = []
    for point in last.values():
        if point.last < at - 18:
            continue
        length = point.last - point.first + 1
        step = 3 if length <= 3 else 12
        next_last = point.last + step
        while next_last < end:
            out.append(dataclasses.replace(point, first=next_last - length + 1, last=next_last, known_by=end + 99))
            next_last += step
    return out


def _rows(one: tests.Forecast, half_life: float, seed: int) -> list[dict[str, object]]:
    histories = tests.histories(one)
    noise = discrepancy.estimate_noise(tests.tracks_of(histories), half_life)
    out = []
    for number, point in enumerate(one.points):
        members = one.logs[:, number]
        if not np.isfinite(members).mean() >= 0.9:
            continue
        members = np.where(np.isfinite(members), members, np.nanmedian(members))
        to_come = number >= one.known
        stream = np.random.Generator(np.random.PCG64([seed, one.origin, zlib.crc32(point.label.encode())]))
        full = members
        if to_come:
            full = tests.with_discrepancy(members, histories.get(point.series), point, noise, half_life, stream)
        low, median, high = np.exp(np.quantile(full, [0.05, 0.5, 0.95]))
        out.append(
            {
                "block": point.block, "series": point.series,
                "period": f"{data.month_text(point.first)}..{data.month_text(point.last)}",
                "observed": np.nan if to_come else point.value, "low": low, "median": median, "high": high,
                "bare": float(np.exp(np.median(members))), "unit": point.unit,
            }
        )  # fmt: skip
    return out


def _standing(runs: ensembles.Members, at: int) -> pd.DataFrame:
    import pandas as pd

    labels = runs.labels
    rows = []
    for name, (series, pick, scale, unit) in STANDING.items():
        values = runs.load(series)
        for axis, dim in enumerate(runs.dataset[series].dims[2:], start=2):
            if dim in pick:
                values = np.take(values, [labels[str(dim)].index(pick[str(dim)])], axis=axis)
        total = np.nansum(values, axis=tuple(range(2, values.ndim))) / scale
        month = at - runs.first
        for when, last in (("now", month), ("a year on", month + 12), ("two years on", month + 24)):
            if last >= total.shape[1]:
                continue
            x = total[:, last - 11 : last + 1].sum(axis=1) if series in FLOWS else total[:, last]
            low, median, high = np.quantile(x, [0.05, 0.5, 0.95])
            rows.append({"what": name, "when": when, "low": low, "median": median, "high": high, "unit": unit})
    return pd.DataFrame(rows).set_index(["what", "when"])
