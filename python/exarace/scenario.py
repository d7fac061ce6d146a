"""Scenarios: what is played, and the way to run it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exarace import _arguments, _exarace, _html, _progress
from exarace import policy as _policy
from exarace._toml import toml

if TYPE_CHECKING:
    from exarace.result import Result


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

    Examples
    --------
    >>> import exarace as er
    >>> base = er.load("baseline")
    >>> base.title
    'Baseline'
    """
    return Scenario(_exarace.read_scenario(os.fspath(path_or_name)))


class Scenario:
    """A complete scenario, checked. It does not change: `with_` makes another one.

    Scenarios come from `load`; they can be pickled.

    Examples
    --------
    >>> import exarace as er
    >>> base = er.load("baseline")
    >>> short = base.with_({"run.end": "2022-07-01", "regimes.us_2023_11.enabled": False})
    >>> short.get("run.end")
    datetime.date(2022, 7, 1)
    """

    def __init__(self, compiled: _exarace.Scenario, changes: int = 0) -> None:
        self._compiled = compiled
        self._changes = changes
        self._text: str | None = None

    @classmethod
    def from_text(cls, text: str, name: str = "scenario") -> Scenario:
        """A scenario from TOML that needs no other file, such as `text` of another one."""
        return cls(_exarace.read_scenario_text(name, text))

    @property
    def name(self) -> str:
        """Its name: that of its file, without folder and ``.toml``."""
        return self._compiled.name

    @property
    def title(self) -> str:
        """Its name as people write it."""
        return self._compiled.title or self.name

    @property
    def about(self) -> str:
        """The question that it asks."""
        return self._compiled.about

    @property
    def text(self) -> str:
        """All that was read, merged into one TOML text, in an order that does not depend on how it was written."""
        if self._text is None:
            self._text = self._compiled.text()
        return self._text

    @property
    def sha256(self) -> str:
        """Digest of `text`: the same for the same content."""
        return _exarace.sha256(self.text)

    @property
    def tables(self) -> dict[str, list[str]]:
        """Ids of the rows of every table: ``{"clouds": ["microsoft", ...], ...}``."""
        return self._compiled.tables()

    def get(self, key: str) -> Any:
        """Value of a key.

        Parameters
        ----------
        key
            Path of the key, with ids for rows: ``"behaviour.cloud.hurdle_rate"``,
            ``"regimes.us_2023_11.clauses.a.tpp_min"``. A path that leads to a row or a section gives all that the
            scenario says there, as a dict.

        Returns
        -------
        value
            What the scenario says, or the key's default. Days are `datetime.date`, time series and distributions
            are dicts as `with_` takes them.

        Raises
        ------
        ScenarioError
            If there is no such key or row.
        """
        return self._compiled.get(key)

    def with_(self, changes: Mapping[str, Any]) -> Scenario:
        """Another scenario with some keys set.

        Parameters
        ----------
        changes
            Values by key path. Dates are `datetime.date` or texts such as ``"2023-11-17"``; a time series is a dict
            ``{"2022-01-01": 10.0, "2024-01-01": 14.0, "between": "linear"}``, a random parameter
            ``{"dist": "lognormal", "median": 2.0, "sigma": 0.3}``. ``enabled: False`` removes a row.

        Raises
        ------
        ScenarioError
            If a key or a value is wrong. Messages call the n-th change of a scenario ``with_[n]``.
        TypeError
            If a value cannot stand in a scenario.

        Examples
        --------
        >>> import exarace as er
        >>> er.load("baseline").with_({"run.ende": "2028-01-01"})
        Traceback (most recent call last):
        exarace.ScenarioError: with_[1]:run.ende: unknown key 'ende' in run; did you mean 'end'?
        """
        layer = f"with_[{self._changes + 1}]"
        wanted = _arguments.mapping("changes", changes, "key paths to values")
        compiled = self._compiled.changed(layer, [(str(key), _value(layer, key, wanted[key])) for key in wanted])
        return Scenario(compiled, self._changes + 1)

    def run(
        self,
        seed: int | None = None,
        *,
        replicate: int = 0,
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
        from exarace.result import Result

        teller = _progress.choose(progress, self.name)
        try:
            outcome = _exarace.run(
                self._compiled,
                command="Scenario.run",
                policies=_policy.compiled(policies),
                progress=teller,
                **_arguments.run_options(seed, replicate, threads, record, audit),
            )
        finally:
            if isinstance(teller, _progress.Bar):
                teller.close()
        return Result(outcome)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.name, self.text, self._changes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(ids)} {name}" for name, ids in self.tables.items())
        return (
            f"<exarace.Scenario {self.name!r}: {self.get('run.start')} to {self.get('run.end')} "
            f"by {self.get('run.step')}; {counts}>"
        )

    def _repr_html_(self) -> str:
        span = f"{self.get('run.start')} to {self.get('run.end')} by {self.get('run.step')}, seed {self.get('run.seed')}"
        rows = [(name, f"{len(ids)}", ", ".join(ids)) for name, ids in self.tables.items()]
        return _html.box(
            self.title,
            self.about,
            [("runs", span), ("SHA-256", self.sha256)],
            [("tables", ("table", "rows", "ids"), rows)],
        )


def _value(layer: str, key: Any, value: Any) -> str:
    """A value as TOML; what cannot be one is refused with the key that it was meant for."""
    try:
        return toml(value)
    except TypeError as error:
        raise TypeError(f"{layer}:{key}: {error}") from None


def _restored(name: str, text: str, changes: int) -> Scenario:
    return Scenario(_exarace.read_scenario_text(name, text), changes)
