"""Tables of a world that is running."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from exarace import _arguments, _elsewhere, _exarace, _html
from exarace._near import Helpful
from exarace.source import days

if TYPE_CHECKING:
    import pandas as pd

# Names under which lines of the balance sheet are known in scenarios.
_OPENING = {"cash": "deposits", "treasury": "deposits", "debt": "loans_owed"}


class Table(Helpful):
    """A table of the running world: one column per key, one value per row.

    ``sim.clouds["cash"]`` is a NumPy array [cloud], read-only. Numbers, whole numbers and flags are views of the world's
    own memory, not copies; money is in USD. An array shows the step in which it was taken, for as long as it lives.
    Dates come as datetime64, choices and references as texts.

    ``cash``, ``treasury`` and ``debt`` are what the books say now, and so are all other lines of the balance sheet
    (``deposits``, ``receivables``, ``inventory``, ...) of tables whose rows have an account; what a scenario sets
    under these names is the opening value.

    Examples
    --------
    >>> import exarace as er
    >>> sim = er.Simulation(er.load("baseline").with_({"run.end": "2022-03-01"}), seed=1)
    >>> sim.clouds.unit("cash"), len(sim.clouds["cash"]) == len(sim.clouds)
    ('USD', True)
    """

    _elsewhere = _elsewhere.TABLE

    def __init__(self, stepper: _exarace.Stepper, name: str) -> None:
        self._stepper = stepper
        self._name = name
        self._fields = {key: rest for key, *rest in self._stepper.fields(name)}

    @property
    def ids(self) -> list[str]:
        """Ids of the rows."""
        return self._stepper.column(self._name, "id")

    def keys(self) -> list[str]:
        """Names of the columns."""
        return list(self._fields)

    def about(self, key: str) -> str:
        """What a column holds, in one line."""
        item = self._balance_item(key)
        return f"Balance sheet: {item.replace('_', ' ')}." if item else self._field(key)[2]

    def unit(self, key: str) -> str:
        """Unit of a column; ``"USD"`` for money, ``""`` for what has none."""
        if self._balance_item(key) or self._field(key)[0] == "money":
            return "USD"
        return self._field(key)[1]

    def __getitem__(self, key: str) -> NDArray[Any]:
        item = self._balance_item(key)
        if item is not None:
            return _sealed(self._stepper.balance(self._name, item) / 100.0)
        kind, _, _, table, _ = self._field(key)
        values = self._stepper.column(self._name, key)
        if kind == "date":
            return _sealed(days(values))
        if kind == "money":
            return _sealed(np.asarray(values) / 100.0)
        if isinstance(values, np.ndarray):
            return values
        if kind == "reference" and table != "accounts":
            ids = self._stepper.column(table, "id")
            values = ["" if row is None else ids[row] for row in values]
        cells = np.empty(len(values), dtype=object)
        cells[:] = values
        return _sealed(cells)

    def __len__(self) -> int:
        return self._stepper.rows(self._name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __contains__(self, key: object) -> bool:
        return key in self._fields

    def to_pandas(self) -> pd.DataFrame:
        """A copy of all columns that have one value per row, rows by id."""
        import pandas as pd

        columns = {key: np.array(self[key]) for key in self._fields if key != "id"}
        return pd.DataFrame(columns, index=pd.Index(self.ids, name="id"))

    def _field(self, key: str) -> list[Any]:
        try:
            return self._fields[key]
        except (KeyError, TypeError):
            hint = _arguments.did_you_mean(key, self._fields, "; keys() lists all")
            raise KeyError(f"{self._name} has no column {key!r}{hint}") from None

    def _balance_item(self, key: str) -> str | None:
        _arguments.text("key", key, "the name of a column")
        if "account" not in self._fields:
            return None
        if key == "debt" and self._name == "governments":
            return "bonds_issued"
        item = _OPENING.get(key, key)
        return item if item in _exarace.balance_items else None

    def _ipython_key_completions_(self) -> list[str]:
        lines = list(_exarace.balance_items) if "account" in self._fields else []
        return [*self._fields, *(line for line in lines if line not in self._fields)]

    def __repr__(self) -> str:
        return f"<exarace.Table {self._name}: {len(self)} rows, {len(self._fields)} columns>"

    def _repr_html_(self) -> str:
        columns = [(key, self.unit(key), self.about(key)) for key in self._fields]
        frame = self.to_pandas()
        shown = frame.iloc[:12, :8]
        rows = [(str(row), *(_shown(value) for value in values)) for row, values in zip(shown.index, shown.values, strict=True)]
        head = ("id", *map(str, shown.columns))
        return _html.box(
            self._name, repr(self)[1:-1], [], [("rows", head, rows), ("columns", ("column", "unit", "about"), columns)]
        )


def _sealed(values: NDArray[Any]) -> NDArray[Any]:
    values.flags.writeable = False
    return values


def _shown(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
