"""What a scenario says: read, looked through, changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exarace import _arguments, _exarace, _html, _naming, citation, keys
from exarace._near import Helpful
from exarace._toml import toml

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import Self


@dataclasses.dataclass(frozen=True)
class _Told:
    """What the name of a scenario is made of."""

    name: str
    title: str
    changes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """All since it was read."""
    layers: int = 0
    unnamed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Those since it was last given a name."""

    def then(self, changes: Mapping[str, str], name: str | None) -> _Told:
        """The same after more changes, and with a new name if there is one."""
        both = {**self.changes, **changes}
        if name is not None:
            return _Told(name, name, both, self.layers + 1)
        return _Told(self.name, self.title, both, self.layers + 1, {**self.unnamed, **changes})

    def names(self) -> tuple[str, str]:
        """Name and title, with what was changed."""
        more = f" ({_naming.told(self.unnamed)})" if self.unnamed else ""
        return self.name + more, (self.title or self.name) + more


class Settings(Helpful):
    """Everything that a scenario says, checked. It does not change: `with_` and its like make another one."""

    def __init__(self, compiled: _exarace.Scenario, told: _Told | None = None) -> None:
        self._compiled = compiled
        self._told = told or _Told(compiled.name, compiled.title)
        self._text: str | None = None

    @classmethod
    def from_text(cls, text: str, name: str = "scenario") -> Self:
        """A scenario from TOML that needs no other file, such as `text` of another one."""
        return cls(_exarace.read_scenario_text(name, text))

    @property
    def name(self) -> str:
        """Its name: that of its file, without folder and ``.toml``, with what was changed since."""
        return self._compiled.name

    @property
    def title(self) -> str:
        """Its name as people write it."""
        return self._compiled.title or self.name

    @property
    def changes(self) -> dict[str, str]:
        """What was changed since it was read: values as TOML writes them, or ``"x 0.5"`` for a factor, by key.

        Examples
        --------
        >>> import exarace as er
        >>> er.load("baseline").with_({"run.end": "2028-01-01"}).changes
        {'run.end': '2028-01-01'}
        """
        return dict(self._told.changes)

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
            Path of the key, with ids for rows: ``"behaviour.cloud.horizon"``,
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
        wanted = _arguments.text("key", key, "a key path such as 'run.end'")
        try:
            return self._compiled.get(wanted)
        except _exarace.ScenarioError as error:
            raise _arguments.with_hint(error, self.tables) from None

    def __getitem__(self, key: str) -> Any:
        """Value of a key, as `get`."""
        return self.get(key)

    def _ipython_key_completions_(self) -> list[str]:
        return [key.path for key in keys.every_key(self._compiled.get(""))]

    def find(self, words: str) -> pd.DataFrame:
        """Keys that fit some words, best ones first.

        Parameters
        ----------
        words
            Words or parts of them, in any order: they are looked for in key paths, names of rows, and what is said of
            a key. Where none fits all words, those that fit most are told.

        Returns
        -------
        pandas.DataFrame
            By key path: ``value``, ``unit``, ``prior`` (what is plausible, else the valid range), ``basis`` (sourced,
            assumed, calibrated), ``source`` (see `source`) and ``about``.

        Examples
        --------
        >>> import exarace as er
        >>> found = er.load("baseline").find("smic_n7 defect density")
        >>> found.index[0], found.iloc[0]["unit"]
        ('lines.smic_n7.defect_density', '1/cm2')
        """
        return keys.find(self._compiled.get(""), words)

    def source(self, key: str) -> citation.Citation:
        """Where the value of a key comes from.

        Parameters
        ----------
        key
            Path of a key that holds one value, as for `get`.

        Returns
        -------
        Citation
            With the source's text, its ``vintage`` (month by which the number could be known), how sure it is, and
            ``bibtex()``. An assumed number says so.

        Raises
        ------
        ScenarioError
            If there is no such key, or it is a row or a section.

        Examples
        --------
        >>> import exarace as er
        >>> er.load("baseline").source("regimes.us_2023_11.effective").text
        '88 FR 73458 and 88 FR 73424, October 2023'
        """
        self.get(key)  # refuses what is not there
        for one in keys.every_key(self._compiled.get("")):
            if one.path == key:
                return citation.cite(one)
        raise _exarace.ScenarioError(f"source: '{key}' holds several keys; name one of them, find('{key}') lists them")

    def with_(self, changes: Mapping[str, Any], *, name: str | None = None) -> Self:
        """Another scenario with some keys set.

        Parameters
        ----------
        changes
            Values by key path. Dates are `datetime.date` or texts such as ``"2023-11-17"``; a time series is a dict
            ``{"2022-01-01": 10.0, "2024-01-01": 14.0, "between": "linear"}``, a random parameter
            ``{"dist": "lognormal", "median": 2.0, "sigma": 0.3}``. ``enabled: False`` removes a row. A dict adds one:
            ``{"skus.mine": {**base["skus.h20"], "memory": 141}}``.
        name
            Name of the new scenario. That of this one, with what was changed, if None.

        Raises
        ------
        ScenarioError
            If a key or a value is wrong. Messages call the n-th change of a scenario ``with_[n]``.
        TypeError
            If a value cannot stand in a scenario.

        Examples
        --------
        >>> import exarace as er
        >>> er.load("baseline").with_({"regimes.us_2023_11.clauses.a.tpp_min": 2400}).name
        'baseline (us_2023_11.a.tpp_min=2400)'
        >>> er.load("baseline").with_({"run.ende": "2028-01-01"})
        Traceback (most recent call last):
            ...
        exarace.ScenarioError: with_[1]:run.ende: unknown key 'ende' in run; did you mean 'end'?
        """
        wanted = self._with_rows(_arguments.mapping("changes", changes, "key paths to values"))
        layer = f"with_[{self._told.layers + 1}]"
        texts = {str(key): _value(layer, key, value) for key, value in wanted.items()}
        try:
            compiled = self._compiled.changed(layer, list(texts.items()))
        except _exarace.ScenarioError as error:
            raise _arguments.with_hint(error, self.tables) from None
        return self._changed(compiled, texts, name)

    def _with_rows(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """The same changes with rows that are new, told by path, as members of their table."""
        out: dict[str, Any] = {}
        tables = self.tables
        for key, value in changes.items():
            table, _, row = str(key).partition(".")
            if not row and table in tables and isinstance(value, Mapping):
                rows = {str(name): one for name, one in value.items()}
            elif table in tables and row and "." not in row and row not in tables[table]:
                rows = {row: value}
            else:
                out[key] = [*out.get(key, []), *value] if isinstance(out.get(key), list) else value
                continue
            if not all(isinstance(one, Mapping) for one in rows.values()):
                out[key] = value  # refused with what is wrong about it
                continue
            before = out.get(table, [])
            out[table] = [*before, *({**one, "id": name} for name, one in rows.items())]
        return out

    def scale(self, factors: Mapping[str, float], *, name: str | None = None) -> Self:
        """Another scenario with some numbers multiplied.

        Parameters
        ----------
        factors
            Factors by key path, or by a pattern with ``*`` that stands for all keys with numbers that fit it. Of a time
            series all values are multiplied, of a distribution all but the spread of a logarithm.
        name
            As in `with_`.

        Raises
        ------
        ScenarioError
            If a key does not exist or holds no number, no key fits a pattern, or a product is out of the key's range.

        Examples
        --------
        >>> import exarace as er
        >>> base = er.load("baseline")
        >>> better = base.scale({"lines.smic_n7.defect_density": 0.5})
        >>> better.get("lines.smic_n7.defect_density") / base.get("lines.smic_n7.defect_density")
        0.5
        >>> better.name
        'baseline (smic_n7.defect_density x 0.5)'
        """
        found = keys.scaled(self._compiled.get(""), self.get, factors)
        layer = f"scale[{self._told.layers + 1}]"
        texts = [(key, toml(value)) for key, (value, _) in found.items()]
        told = {key: f"x {factor:g}" for key, (_, factor) in found.items()}
        if len(told) > 1 and len(factors) == 1:
            told = {str(next(iter(factors))): next(iter(told.values()))}
        return self._changed(self._compiled.changed(layer, texts), told, name)

    def without(self, *rules: str | Sequence[str], name: str | None = None) -> Self:
        """Another scenario in whose history some rules never were.

        The rule is never reported, announced or law, and nobody expects it. Rows that refer to it stay as they are. A
        rule of the same government and kind that ended on the day on which this one took effect was replaced by it:
        without it, it goes on, as long as this one would have.

        Parameters
        ----------
        rules
            Ids of rows of ``regimes``, or patterns: ``"us_2023_11*"``; one, several, or a list of them.
        name
            As in `with_`.

        Raises
        ------
        ScenarioError
            If there is no such rule.

        Examples
        --------
        >>> import exarace as er
        >>> calm = er.load("baseline").without("us_2023_11", name="no October 2023")
        >>> calm.name, calm.get("regimes.us_2023_11.status")
        ('no October 2023', 'failed')
        """
        given = rules[0] if len(rules) == 1 and isinstance(rules[0], list | tuple) else rules
        wanted = _arguments.list_of("rules", given, str, "ids of rules, such as 'us_2023_11'")
        if not wanted:
            raise TypeError("without: expected the id of a rule, such as 'us_2023_11'")
        layer = f"without[{self._told.layers + 1}]"
        try:
            compiled = self._compiled.without(layer, wanted)
        except _exarace.ScenarioError as error:
            raise _exarace.ScenarioError(f"{error}{self._rules_called(layer, str(error))}") from None
        return self._changed(compiled, {f"regimes.{rule}": "without" for rule in wanted}, name)

    def _rules_called(self, layer: str, said: str) -> str:
        """For a rule that there is not: those whose names hold these words, or those of the same government."""
        if not said.endswith("regimes"):
            return ""
        asked = said.removeprefix(f"{layer}: there is no rule '").partition("'")[0].lower()
        rows = {row["id"]: str(row.get("name", "")).lower() for row in self._compiled.get("regimes")}
        fits = [rule for rule, name in rows.items() if asked.split() and all(word in name for word in asked.split())]
        government = asked.partition("_")[0]
        near = [rule for rule in rows if "_" in asked and rule.startswith(f"{government}_")]
        return f", of which these are called so: {', '.join(fits[:6])}" if fits else f": {', '.join(near[:8])}" if near else ""

    def diff(self, other: Settings) -> pd.DataFrame:
        """Keys in which another scenario differs.

        Parameters
        ----------
        other
            The other one.

        Returns
        -------
        pandas.DataFrame
            By key path: ``this`` and ``other``, the values of both (None where a row is missing), and ``unit``.

        Examples
        --------
        >>> import exarace as er
        >>> base = er.load("baseline")
        >>> base.diff(base.with_({"technology.wear": 0.4})).index.to_list()
        ['technology.wear']
        """
        from exarace._wide import Wide

        _arguments.instance("other", other, Settings, "exarace.load reads one", "Scenario")
        rows = keys.difference(self._compiled.get(""), other._compiled.get(""))
        return Wide(rows, columns=["key", "this", "other", "unit"]).set_index("key")

    def _changed(self, compiled: _exarace.Scenario, changes: Mapping[str, str], name: str | None) -> Self:
        told = self._told.then(changes, None if name is None else _arguments.text("name", name))
        return type(self)(compiled.named(*told.names()), told)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.name, self.title, self.text, self._told)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and self.text == other.text

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
            [("runs", span), *self._told.changes.items(), ("SHA-256", self.sha256)],
            [("tables", ("table", "rows", "ids"), rows)],
        )


def _value(layer: str, key: Any, value: Any) -> str:
    """A value as TOML; what cannot be one is refused with the key that it was meant for."""
    try:
        return toml(value)
    except TypeError as error:
        raise TypeError(f"{layer}:{key}: {error}") from None


def _restored(of: type[Settings], name: str, title: str, text: str, told: _Told) -> Settings:
    return of(_exarace.read_scenario_text(name, text).named(name, title), told)
