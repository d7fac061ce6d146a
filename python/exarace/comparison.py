"""Scenarios under the same seeds: differences with intervals."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exarace import _arguments, _draws, _exarace, _progress
from exarace import policy as _policy
from exarace._exarace import ScenarioError
from exarace.designs import safe
from exarace.listing import by_default
from exarace.metrics import Metrics, Wanted
from exarace.result import Result
from exarace.scenario import Scenario
from exarace.source import Memory

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from exarace.history.posterior import Posterior

COLUMNS = ["measure", "year", "unit", "a", "b", "effect", "low", "high", "standard_error", "unpaired_standard_error",
           "variance_reduction"]  # fmt: skip
Policies = Mapping[str, _policy.Decider]


def compare(
    *scenarios: Scenario,
    replicates: int = 20,
    policies: Policies | Sequence[Policies | None] | None = None,
    metrics: Wanted | None = None,
    record: Sequence[str] | str | None = None,
    draws: str | os.PathLike[str] | Posterior | None = None,
    seed: int | None = None,
    threads: int | None = None,
    confidence: float = 0.95,
    audit: bool = True,
    output: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: bool | _progress.Progress | None = None,
) -> pd.DataFrame:
    """Run scenarios with the same seeds and tell by how much they differ.

    In each replicate all meet the same luck and the same draws of random parameters, so that what is left is the effect
    of the difference between them.

    Parameters
    ----------
    *scenarios
        Two or more; effects are those of each less the first. One is enough where `policies` makes several of it.
    replicates
        Runs of each. One gives effects without intervals.
    policies
        Governments that are decided for: a dict as in `Scenario.run` for every scenario but the first, or a sequence with
        a dict for each of them, ``({}, {"us": Hawk})``. Every run has its own copy of an object, or a new one of a class.
    metrics
        What is told beside the headlines: names of series, each row of them by its mean in each year; or a dict of names
        to functions of a run's `Result`, or to series. A number that a function gives stands for the whole run and is
        told in its last year; a DataArray over ``time``, or a sequence with a number for each step, by its mean in each
        year.
    record
        Series that `metrics` need beyond the headlines; the default set if None.
    draws
        A `Posterior`, the file of one, or ``"posterior"`` for the one that comes with the package: replicate r of every
        scenario takes draw r, so that intervals hold what is not known of the parameters too. Keys at which a scenario
        differs from the one that was calibrated are not drawn.
    seed
        Seed of all; that of the first if None.
    threads
        Runs at a time; as many as the machine has processors if None. The numbers do not depend on it.
    confidence
        Probability with which an interval covers the mean effect (Student's t).
    audit
        Whether the books are checked after every step.
    output
        File that keeps the comparison, with the numbers of every run; ``exarace report`` draws it. Of more than two, each
        has a file of its own, named after it.
    force
        Whether files of that name are replaced.
    progress
        As in `Scenario.run`; a callable gets (runs done, runs in all).

    Returns
    -------
    pandas.DataFrame
        One row per measure and year, by these two; with more than two scenarios by ``scenario`` first. Measures are
        headline series (``"chips.diverted"``), summed over their rows, single countries of some
        (``"compute.owned/cn"``), the least and the most month of what jumps (``"capability.gap/lowest"``, beside its mean
        over the year), and the names of metrics. Columns: ``unit``; ``a`` and ``b``, the means of both;
        ``effect`` with ``low`` and ``high``; ``standard_error`` of the effect; ``unpaired_standard_error``, what it would
        be with different seeds on both sides; ``variance_reduction``, the ratio of the two variances.

    Raises
    ------
    ScenarioError
        If they differ in countries or years, or an argument is out of range.
    ResultError
        If `output` exists and `force` is not given, or cannot be written.

    Examples
    --------
    >>> import exarace as er
    >>> base = er.load("baseline").with_({"run.end": "2022-04-01"})
    >>> effects = er.compare(base, base.with_({"technology.wear": 0.4}), replicates=2)
    >>> effects.loc[("compute.owned/us", 2022), "unit"]
    'H100e'

    Any other series by its name:

    >>> effects = er.compare(base, base.with_({"technology.wear": 0.4}), metrics=["compute.contract_rent"], replicates=2)
    >>> effects.loc[("compute.contract_rent/us/western", 2022), "unit"]
    'USD/h'

    A government of one's own, and a measure of one's own:

    >>> class Hawk(er.GovernmentPolicy):
    ...     def decide(self, seen):
    ...         return [er.Act(m.id, "tighten", factor=0.9) for m in seen.own("chip_threshold") if m.in_force]
    >>> def hhi(result):
    ...     owned = result["compute.owned"]
    ...     return ((owned / owned.sum("country")) ** 2).sum("country")
    >>> effects = er.compare(base, policies=({}, {"us": Hawk}), metrics={"hhi": hhi}, replicates=2)
    >>> effects.attrs["b"]
    'baseline (run.end=2022-04-01) with Hawk for us'
    >>> bool(0 < effects.loc[("hhi", 2022), "a"] < 1)
    True
    """
    sides, effects = play(scenarios, replicates=replicates, policies=policies, metrics=metrics, record=record, draws=draws,
                          seed=seed, threads=threads, confidence=confidence, audit=audit, output=output, force=force,
                          progress=progress)  # fmt: skip
    return _table(sides, [one for one, _ in effects], replicates, confidence)


def play(
    scenarios: Sequence[Scenario],
    *,
    replicates: int,
    policies: Policies | Sequence[Policies | None] | None,
    metrics: Wanted | None = None,
    record: Sequence[str] | str | None = None,
    draws: str | os.PathLike[str] | Posterior | None = None,
    seed: int | None,
    threads: int | None,
    confidence: float = 0.95,
    audit: bool,
    output: str | os.PathLike[str] | None,
    folder: str = "",
    force: bool,
    progress: bool | _progress.Progress | None,
) -> tuple[list[Scenario], list[tuple[_exarace.Effects, str]]]:
    """All sides, and the effects of each but the first with the file that keeps them, "" for none."""
    for number, scenario in enumerate(scenarios):
        _arguments.instance("ab"[number] if len(scenarios) == 2 else f"scenario {number + 1}", scenario, Scenario,
                            "exarace.load reads one")  # fmt: skip
    replicates = _arguments.whole("replicates", replicates, 1, 1_000_000)
    confidence = _arguments.share("confidence", confidence)
    sides, deciders = _sides(scenarios, policies)
    files = _files(sides, output, folder, force)
    told = Metrics(metrics, len(sides), replicates)
    common = _arguments.run_options(seed, 0, threads, record, audit)
    del common["replicate"]
    if not told or not common["record"]:  # the headlines are recorded anyhow
        common["record"] = by_default() if told else []
    common["record"] = [*common["record"], *told.series]

    def look(side: int, replicate: int, outcome: _exarace.Outcome) -> None:
        told.note(side, replicate, Result(Memory(outcome), Scenario.from_text))

    teller = _progress.choose(progress, " and ".join(side.name for side in sides[1:]) + f" against {sides[0].name}", "run")
    try:
        effects = _exarace.compare(
            [side._compiled for side in sides],
            replicates=replicates,
            confidence=confidence,
            command="exarace.compare",
            draws=_draws.taken(draws, sides),
            policies=_policy.maker(deciders),
            look=look if told else None,
            progress=teller,
            **common,
        )
    finally:
        _progress.close(teller)
    for number, one in enumerate(effects, 1):
        told.add_to(one, number)
        if files[number - 1]:
            one.write(files[number - 1], force)
    return sides, list(zip(effects, files, strict=True))


def _table(sides: Sequence[Scenario], effects: Sequence[_exarace.Effects], replicates: int, confidence: float) -> pd.DataFrame:
    import pandas as pd

    from exarace._effects import EffectsTable as Wide

    tables = [Wide(one.rows(), columns=COLUMNS).set_index(["measure", "year"]) for one in effects]
    names = [side.name for side in sides]
    table = tables[0] if len(tables) == 1 else Wide(pd.concat(dict(zip(names[1:], tables, strict=True)), names=["scenario"]))
    table.attrs.update(a=names[0], b=names[1] if len(tables) == 1 else names[1:], seed=effects[0].seed,
                       replicates=replicates, confidence=confidence)  # fmt: skip
    return table


def _sides(
    scenarios: Sequence[Scenario], policies: Policies | Sequence[Policies | None] | None
) -> tuple[list[Scenario], list[Policies]]:
    """Scenarios with names that tell them apart, and who decides in each."""
    sides = list(scenarios)
    if policies is None or isinstance(policies, Mapping):
        if len(sides) == 1 and policies:
            sides = sides * 2
        given: list[Policies | None] = [None, *([policies] * (len(sides) - 1))]
    else:
        given = _arguments.list_of("policies", policies, object, "a dict, or a sequence of dicts")
        if len(sides) == 1:
            sides = sides * len(given)
    if len(sides) < 2:
        raise TypeError("compare: expected at least two scenarios, or one and policies for two")
    if len(given) != len(sides):
        raise ScenarioError(f"policies: expected a dict for each of the {len(sides)} scenarios, found {len(given)}")
    single = policies is None or isinstance(policies, Mapping)
    checked = [
        _policy.checked("policies" if single else f"policies[{number}]", one, side.tables["governments"])
        for number, (one, side) in enumerate(zip(given, sides, strict=True))
    ]
    named = [
        side.with_({}, name=f"{side.name} with {_policy.named(deciders)}") if deciders else side
        for side, deciders in zip(sides, checked, strict=True)
    ]
    names = [side.name for side in named]
    return [
        side.with_({}, name=f"{side.name} ({number + 1})") if names.index(side.name) < number else side
        for number, side in enumerate(named)
    ], list(checked)


def _files(sides: Sequence[Scenario], output: str | os.PathLike[str] | None, folder: str, force: bool) -> list[str]:
    """A file for each comparison, in `folder` where no name is given; refuses those that are there."""
    names = [safe(side.name) for side in sides]
    if output is None and not folder:
        return [""] * (len(sides) - 1)
    if output is None:
        files = [f"{folder}/{name}_against_{names[0]}.h5" for name in names[1:]]
    else:
        path = Path(_arguments.file_name("output", output, _arguments.RESULT_ENDINGS, "HDF5"))
        files = [str(path)] if len(sides) == 2 else [str(path.with_stem(f"{path.stem}_{name}")) for name in names[1:]]
    for file in files:
        _exarace.check_place(file, force)
    return files


def plot_effects(effects: pd.DataFrame, measure: str) -> Figure:
    """Effect on one measure by year, with its intervals.

    Parameters
    ----------
    effects
        What `compare` returned; of more than two scenarios the part of one, ``effects.loc["no_controls"]``.
    measure
        A headline series (``"chips.diverted"``), summed over its rows, a country of one (``"compute.owned/cn"``), or a
        metric. Where countries are told alone, the series draws the United States and China beside the sum; where a mean
        is told, its least and its most month.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ScenarioError
        If there is no such measure.

    Examples
    --------
    >>> import exarace as er
    >>> base = er.load("baseline").with_({"run.end": "2023-04-01"})
    >>> effects = er.compare(base, base.with_({"technology.wear": 0.4}), replicates=2)
    >>> er.plot_effects(effects, "compute.owned").axes[0].get_ylabel()
    'compute.owned [H100e]'
    """
    from matplotlib.figure import Figure

    if not hasattr(effects, "index") or "measure" not in getattr(effects.index, "names", ()):
        raise TypeError(f"effects: expected what exarace.compare returned, found {effects!r}")
    _arguments.text("measure", measure)
    if "scenario" in effects.index.names:
        names = ", ".join(dict.fromkeys(effects.index.get_level_values("scenario")))
        raise ScenarioError(f"effects: expected those of one scenario, effects.loc[name]; there is {names}")
    known = list(dict.fromkeys(effects.index.get_level_values("measure")))
    if measure not in known:
        hint = _arguments.did_you_mean(measure, known, f"; there is {', '.join(known)}")
        raise ScenarioError(f"measure: nothing is told of {measure!r}{hint}")
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    parts = ("", "/us", "/cn", "/lowest", "/highest")
    rows = [measure + part for part in parts if measure + part in known]
    for place, row in enumerate(rows):
        told = effects.loc[row]
        half = (told["high"] - told["effect"]).fillna(0.0)
        shift = 0.12 * (place - (len(rows) - 1) / 2)
        axes.errorbar(told.index + shift, told["effect"], half, fmt="o", capsize=3, label=row)
    axes.axhline(0.0, color="0.6", linewidth=0.8)
    axes.set_xticks(sorted(set(effects.loc[measure].index)))
    axes.set_ylabel(f"{measure} [{effects.loc[measure, 'unit'].iloc[0]}]")
    facts = effects.attrs
    axes.set_title(f"{facts.get('b', 'b')} less {facts.get('a', 'a')}, {facts.get('replicates', '?')} pairs", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    return figure
