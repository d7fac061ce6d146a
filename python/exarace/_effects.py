"""The table of a comparison, which says what is there when it is asked for something else."""

from __future__ import annotations

from typing import Any

import pandas as pd

from exarace import _arguments
from exarace._wide import Wide

__all__ = ["EffectsTable"]


class EffectsTable(Wide):
    """A table of effects by measure and year."""

    @property
    def _constructor(self) -> type[EffectsTable]:
        return EffectsTable

    @property
    def loc(self) -> Any:
        """As of any DataFrame; a measure that is not there is named with the nearest that is."""
        return _Loc("loc", self)

    def missing(self, key: Any) -> str:
        """What to say of a key that is not there; "" if it is not for want of a measure."""
        parts = key if isinstance(key, tuple) else (key,)
        asked = [part for part in _flat(parts) if isinstance(part, str) and part not in self.columns]
        if "measure" not in self.index.names or not asked:
            return ""
        known = set(map(str, self.index.get_level_values("measure")))
        names = known | set(map(str, self.index.get_level_values(0)))
        unknown = next((part for part in asked if part not in names), "")
        if not unknown:
            return ""
        series = unknown.partition("/")[0]
        if series in _all_series() and series not in {name.partition("/")[0] for name in known}:
            return f"no measure {unknown!r}: only headlines are told; metrics=[{series!r}] adds it"
        return f"no measure {unknown!r}{_arguments.did_you_mean(unknown, sorted(known), '; the index lists all')}"


def _all_series() -> set[str]:
    """Names of all series."""
    from exarace.listing import series

    return set(map(str, series().index))


def _flat(parts: tuple[Any, ...]) -> list[Any]:
    return [one for part in parts for one in (part if isinstance(part, tuple | list) else [part])]


class _Loc(pd.core.indexing._LocIndexer):
    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            told = self.obj.missing(key)
            if not told:
                raise
            raise KeyError(told) from None
