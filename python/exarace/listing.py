"""Lists of what there is: all of it, or what fits some words or a pattern."""

from __future__ import annotations

import fnmatch
import json
from typing import TYPE_CHECKING

from exarace import _arguments, _exarace
from exarace._exarace import ScenarioError

if TYPE_CHECKING:
    import pandas as pd


def _frame(what: str, index: str, words: str = "") -> pd.DataFrame:
    from exarace._wide import Wide

    table = Wide(json.loads(_exarace.list_as_json(what))).set_index(index)
    wanted = _arguments.text("words", words, "words to look for, or a pattern such as 'chips.*'").lower().split()
    if not wanted:
        return table
    columns = [name for name in ("title", "unit", "about") if name in table]
    told = [" ".join([str(name), *map(str, row)]).lower() for name, row in zip(table.index, table[columns].values, strict=True)]
    names = [str(name).lower() for name in table.index]
    fits = [all(_fits(word, name, text) for word in wanted) for name, text in zip(names, told, strict=True)]
    if not any(fits):
        hint = _arguments.did_you_mean(words, map(str, table.index), f"; exarace.{what}() lists all")
        raise ScenarioError(f"words: nothing in {what} fits {words!r}{hint}")
    return table[fits]


def _fits(word: str, name: str, text: str) -> bool:
    """Whether a name fits a pattern, or a text holds a word."""
    return fnmatch.fnmatchcase(name, word) if "*" in word or "?" in word else word in text


def scenarios(words: str = "") -> pd.DataFrame:
    """Scenarios that have a name: ``extends``, ``title``, ``about``.

    Examples
    --------
    >>> import exarace as er
    >>> "baseline" in er.scenarios().index
    True
    """
    return _frame("scenarios", "name", words)


def series(words: str = "") -> pd.DataFrame:
    """Series that a run can record: ``unit``, ``dimensions`` beside time, ``recorded`` (or on request), ``about``.

    `words` keeps those whose name or line holds all of them, or whose name fits a pattern.

    Examples
    --------
    >>> import exarace as er
    >>> er.series().loc["compute.installed", "unit"]
    'H100e'
    >>> er.series("gap month").index.to_list()
    ['capability.gap']
    """
    return _frame("series", "name", words)


def by_default() -> list[str]:
    """Series that a run records if nobody names any."""
    table = series()
    return [str(name) for name in table.index[table["recorded"] == "default"]]


def parameters(words: str = "") -> pd.DataFrame:
    """Keys that a scenario may set: type, unit, default, range, basis (sourced, assumed, calibrated), source, about.

    ``<id>`` in a key stands for the id of a row.
    """
    return _frame("parameters", "key", words)


def observables(words: str = "") -> pd.DataFrame:
    """Which number of the model stands for which observation: ``entity``, ``expr``, ``agg``, ``use``, ..."""
    return _frame("observables", "series", words)


def mechanisms(words: str = "") -> pd.DataFrame:
    """Switches of ``[mechanisms]``: ``default``, ``about``."""
    return _frame("mechanisms", "name", words)


def instruments(words: str = "") -> pd.DataFrame:
    """Kinds of rows of ``[[regimes]]``: ``about`` and the ``keys`` that only they have."""
    return _frame("instruments", "kind", words)
