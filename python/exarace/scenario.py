"""Scenarios: what is played, and the way to run it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from exarace import _arguments, _draws, _elsewhere, _exarace, _progress
from exarace import policy as _policy
from exarace.ensemble import Ensemble
from exarace.result import Result
from exarace.settings import Settings
from exarace.source import Memory

if TYPE_CHECKING:
    from exarace.history.posterior import Posterior


def load(path_or_name: str | os.PathLike[str]) -> Scenario:
    """Read a scenario with all that it extends and includes.

    Parameters
    ----------
    path_or_name
        Path of a TOML file, or the name of a scenario: it is looked up in ``$EXARACE_SCENARIOS``, then among those
        that come with the package (`exarace.scenarios` lists them).

    Raises
    ------
    ScenarioError
        If there is no such scenario or it is wrong; ``messages`` holds everything that is wrong.
    TypeError
        If it is neither a text nor a path.

    Examples
    --------
    >>> import exarace as er
    >>> base = er.load("baseline")
    >>> base.title
    'Baseline'
    """
    hint = "the name or path of a scenario; exarace.scenarios() lists all names"
    return Scenario(_exarace.read_scenario(_arguments.path("path_or_name", path_or_name, hint)))


class Scenario(Settings):
    """A complete scenario, checked. It does not change: `with_`, `scale` and `without` make another one.

    Scenarios come from `load`; they can be pickled.

    Examples
    --------
    >>> import exarace as er
    >>> base = er.load("baseline")
    >>> short = base.with_({"run.end": "2022-07-01"})
    >>> short.get("run.end")
    datetime.date(2022, 7, 1)
    """

    _elsewhere = _elsewhere.SCENARIO

    def run(
        self,
        seed: int | None = None,
        *,
        replicate: int = 0,
        draws: str | os.PathLike[str] | Posterior | None = None,
        threads: int | None = None,
        record: Sequence[str] | str | None = None,
        audit: bool = True,
        policies: Mapping[str, _policy.Decider] | None = None,
        progress: bool | _progress.Progress | None = None,
    ) -> Result:
        """Run the scenario from its first to its last day.

        Other threads of Python go on meanwhile; Ctrl-C ends the run and nothing is kept.

        Parameters
        ----------
        seed
            Seed of all random numbers; that of the scenario if None.
        replicate
            Which of the runs of that seed. Different scenarios meet the same luck in the same replicate.
        draws
            As in `ensemble`: replicate r plays draw r.
        threads
            Threads to compute with; all of the machine if None. The numbers do not depend on it.
        record
            Names and patterns of series (``"chips.*"``), or ``"all"``; the default set if None.
        audit
            Whether the books are checked after every step.
        policies
            Governments that are decided for, by id: a `GovernmentPolicy`, or a function that takes an `Observation` and
            returns acts. The events of the run name them.
        progress
            True or False for a progress bar or none; a callable gets (step, steps) now and then. None shows a bar in
            notebooks and terminals.

        Raises
        ------
        ScenarioError
            If a series is unknown or rows of the scenario contradict each other.
        AuditError
            If an accounting identity broke.
        KeyboardInterrupt
            On Ctrl-C.

        Examples
        --------
        >>> import exarace as er
        >>> result = er.load("baseline").with_({"run.end": "2022-04-01"}).run(seed=1)
        >>> result.to_xarray()["compute.installed"].dims
        ('time', 'country')
        """
        own = _policy.made(policies, self.tables["governments"])
        options = _arguments.run_options(seed, replicate, threads, record, audit)
        drawn = _draws.taken(draws, [self])
        if drawn[0]:
            chosen = self.with_(_draws.changes(drawn, replicate), name=self.name)
            return chosen.run(seed, replicate=replicate, threads=threads, record=record, audit=audit, policies=policies,
                              progress=progress)  # fmt: skip
        teller = _progress.choose(progress, self.name)
        try:
            outcome = _exarace.run(
                self._compiled,
                command="Scenario.run",
                policies=_policy.compiled(own),
                progress=teller,
                **options,
            )
        finally:
            _progress.close(teller)
        return Result(Memory(outcome), Scenario.from_text, policies=own)

    def ensemble(
        self,
        n: int = 20,
        *,
        seed: int | None = None,
        draws: str | os.PathLike[str] | Posterior | None = None,
        threads: int | None = None,
        record: Sequence[str] | str | None = None,
        audit: bool = True,
        policies: Mapping[str, _policy.Decider] | None = None,
        progress: bool | _progress.Progress | None = None,
    ) -> Ensemble:
        """Run the scenario with many seeds, some at a time.

        Parameters
        ----------
        n
            Number of runs: replicates 0 to n - 1 of the seed, each with its own luck and its own draws of random
            parameters. Different scenarios meet the same luck in the same replicate.
        seed
            Seed of all; that of the scenario if None.
        draws
            A `Posterior`, the file of one, or ``"posterior"`` for the one that comes with the package: run r takes draw r,
            then from the first again. What the scenario sets otherwise than the one that was calibrated is not drawn.
        threads
            Runs at a time; as many as the machine has processors if None. The numbers do not depend on it.
        record, audit, policies
            As in `run`; each run has policies of its own.
        progress
            As in `run`; a callable gets (runs done, runs in all).

        Returns
        -------
        Ensemble
            With bands (``.plot(..., band=0.9)``), quantiles, and single runs by number.

        Raises
        ------
        ScenarioError, AuditError, KeyboardInterrupt
            As in `run`.

        Examples
        --------
        >>> import exarace as er
        >>> ens = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(4)
        >>> float(ens["compute.owned"].sel(country="us").isel(time=-1).std("run")) > 0
        True

        Over what is not known, not luck alone:

        >>> posterior = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(4, draws="posterior")
        >>> len(posterior)
        4
        """
        drawn = _draws.taken(draws, [self])
        n = _arguments.whole("n", n, 1, 1_000_000)
        _policy.checked("policies", policies, self.tables["governments"])
        common = _arguments.run_options(seed, 0, threads, record, audit)
        del common["replicate"]
        teller = _progress.choose(progress, self.name, "run")
        try:
            members = _exarace.ensemble(
                self._compiled,
                replicates=n,
                draws=drawn,
                policies=_policy.maker([policies]),
                progress=teller,
                **common,
            )
        finally:
            _progress.close(teller)

        def again(replicate: int) -> Result:
            scenario = self.with_(_draws.changes(drawn, replicate), name=self.name) if drawn[0] else self
            return scenario.run(seed, replicate=replicate, record=record, audit=audit, policies=policies, progress=False)

        return Ensemble(self, members, again)
