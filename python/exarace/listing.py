"""Lists of what there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exarace import _exarace

if TYPE_CHECKING:
    import pandas as pd


def _frame(what: str, index: str) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(json.loads(_exarace.list_as_json(what))).set_index(index)


def scenarios() -> pd.DataFrame:
    """Scenarios that have a name: ``extends``, ``title``, ``about``.

    Examples
    --------
    >>> import exarace as er
    >>> "baseline" in er.scenarios().index
    True
    """
    return _frame("scenarios", "name")


def series() -> pd.DataFrame:
    """Series that a run can record: ``unit``, ``dimensions`` beside time, ``recorded`` (or on request), ``about``.

    Examples
    --------
    >>> import exarace as er
    >>> er.series().loc["compute.installed", "unit"]
    'H100e'
    """
    return _frame("series", "name")


def parameters() -> pd.DataFrame:
    """Keys that a scenario may set: type, unit, default, range, basis (sourced, assumed, calibrated), source, about.

    ``<id>`` in a key stands for the id of a row.
    """
    return _frame("parameters", "key")


def observables() -> pd.DataFrame:
    """Which number of the model stands for which observation: ``entity``, ``expr``, ``agg``, ``use``, ..."""
    return _frame("observables", "series")


def mechanisms() -> pd.DataFrame:
    """Switches of ``[mechanisms]``: ``default``, ``about``."""
    return _frame("mechanisms", "name")


def instruments() -> pd.DataFrame:
    """Kinds of rows of ``[[regimes]]``: ``about`` and the ``keys`` that only they have."""
    return _frame("instruments", "kind")
