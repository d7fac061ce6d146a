"""Two scenarios under the same seeds: differences with intervals."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from exarace import _arguments, _exarace, _progress
from exarace._exarace import ScenarioError
from exarace.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

COLUMNS = ["measure", "year", "unit", "a", "b", "effect", "low", "high", "standard_error", "unpaired_standard_error",
           "variance_reduction"]  # fmt: skip


def compare(
    a: Scenario,
    b: Scenario,
    replicates: int = 20,
    *,
    seed: int | None = None,
    threads: int | None = None,
    confidence: float = 0.95,
    audit: bool = True,
    output: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: bool | _progress.Progress | None = None,
) -> pd.DataFrame:
    """Run two scenarios with the same seeds and tell by how much they differ.

    In each replicate both meet the same luck and the same draws of random parameters, so that what is left is the
    effect of the difference between them.

    Parameters
    ----------
    a, b
        The scenarios; effects are `b` less `a`.
    replicates
        Pairs of runs. One gives effects without intervals.
    seed
        Seed of both; that of `a` if None.
    threads
        Runs at a time; as many as the machine has processors if None. The numbers do not depend on it.
    confidence
        Probability with which an interval covers the mean effect (Student's t).
    audit
        Whether the books are checked after every step.
    output
        File that keeps the comparison, with the numbers of every run; ``exarace report`` draws it.
    force
        Whether a file of that name is replaced.
    progress
        As in `Scenario.run`; a callable gets (runs done, runs in all).

    Returns
    -------
    pandas.DataFrame
        One row per measure and year, by these two. Measures are headline series (``"chips.diverted"``), summed over
        their rows, and single countries of some (``"compute.owned/cn"``). Columns: ``unit``; ``a`` and ``b``, the means
        of both; ``effect`` with ``low`` and ``high``; ``standard_error`` of the effect; ``unpaired_standard_error``,
        what it would be with different seeds on both sides; ``variance_reduction``, the ratio of the two variances.

    Raises
    ------
    ScenarioError
        If the two differ in countries or years, or an argument is out of range.
    ResultError
        If `output` exists and `force` is not given, or cannot be written.

    Examples
    --------
    >>> import exarace as er
    >>> base = er.load("baseline").with_({"run.end": "2022-04-01"})
    >>> effects = er.compare(base, base.with_({"technology.wear": 0.4}), replicates=2)
    >>> effects.loc[("compute.owned/us", 2022), "unit"]
    'H100e'
    >>> float(er.compare(base, base, replicates=2)["effect"].abs().max())
    0.0
    """
    import pandas as pd

    for name, scenario in (("a", a), ("b", b)):
        _arguments.instance(name, scenario, Scenario, "exarace.load reads one")
    replicates = _arguments.whole("replicates", replicates, 1, 1_000_000)
    if not 0 < confidence < 1:
        raise ScenarioError(f"confidence: expected a number between 0 and 1, found {confidence}")
    if output is not None:
        output = _arguments.file_name("output", output, _arguments.RESULT_ENDINGS, "HDF5")
        _exarace.check_place(output, force)
    common = _arguments.run_options(seed, 0, threads, None, audit)
    teller = _progress.choose(progress, f"{b.name} against {a.name}")
    try:
        effects = _exarace.compare(
            a._compiled,
            b._compiled,
            replicates=replicates,
            seed=common["seed"],
            threads=common["threads"],
            audit=audit,
            confidence=confidence,
            command="exarace.compare",
            progress=teller,
        )
    finally:
        if isinstance(teller, _progress.Bar):
            teller.close()
    if output is not None:
        effects.write(output, force)
    table = pd.DataFrame(effects.rows(), columns=COLUMNS).set_index(["measure", "year"])
    table.attrs.update(a=a.name, b=b.name, seed=effects.seed, replicates=replicates, confidence=confidence)
    return table


def plot_effects(effects: pd.DataFrame, measure: str) -> Figure:
    """Effect on one measure by year, with its intervals.

    Parameters
    ----------
    effects
        What `compare` returned.
    measure
        A headline series (``"chips.diverted"``), summed over its rows, or a country of one (``"compute.owned/cn"``).
        Where countries are told alone, the series draws the United States and China beside the sum.

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

    known = list(dict.fromkeys(effects.index.get_level_values("measure")))
    if measure not in known:
        hint = _arguments.did_you_mean(measure, known, f"; there is {', '.join(known)}")
        raise ScenarioError(f"measure: nothing is told of {measure!r}{hint}")
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    rows = [row for row in (measure, f"{measure}/us", f"{measure}/cn") if row in known]
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
