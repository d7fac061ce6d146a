"""Where a result's numbers come from: a run in memory, or a file."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from exarace import _exarace, dataset
from exarace._exarace import ResultError

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


class Source(Protocol):
    """What results, plots and reports are made of."""

    title: str

    def series(self) -> xr.Dataset:
        """Everything recorded."""

    def events(self) -> pd.DataFrame:
        """What happened, in order."""

    def denials(self) -> pd.DataFrame:
        """What the law refused, a repeated wish once."""

    def told(self) -> list[tuple[str, str, float, str, float, float]]:
        """The few numbers that a run prints: name, about, value, unit, low, high."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """The world's tables at the end, by id."""

    def parameters(self) -> pd.DataFrame:
        """Keys and the values that the run used."""

    def provenance(self) -> dict[str, str]:
        """Everything that the file says about itself."""

    def image(self) -> bytes:
        """Bytes of the result file."""


def days(numbers: Any) -> np.ndarray:
    """Days since 1970 as dates, "never" as NaT."""
    whole = np.asarray(numbers, dtype="int64")
    known = np.where(whole < dataset.NEVER, whole, 0).astype("datetime64[D]").astype("datetime64[ns]")
    return np.where(whole < dataset.NEVER, known, np.datetime64("NaT", "ns"))


class Memory:
    """A run in memory."""

    def __init__(self, outcome: _exarace.Outcome) -> None:
        self.outcome = outcome
        self.title = outcome.title

    def series(self) -> xr.Dataset:
        return dataset.from_memory(self.outcome)

    def events(self) -> pd.DataFrame:
        import pandas as pd

        columns = self.outcome.events()
        columns["date"] = days(columns["date"])
        return pd.DataFrame(columns)

    def denials(self) -> pd.DataFrame:
        import pandas as pd

        columns = self.outcome.denials()
        return pd.DataFrame({**columns, **{name: days(columns[name]) for name in ("date", "first_asked")}})

    def told(self) -> list[tuple[str, str, float, str, float, float]]:
        return self.outcome.summary()

    def tables(self) -> dict[str, pd.DataFrame]:
        import pandas as pd

        found = {}
        for name, dimension, ids, columns in self.outcome.tables():
            cells = {key: _cells(kind, choices, values) for key, kind, _, _, choices, values in columns}
            found[name] = pd.DataFrame(cells, index=pd.Index(ids, name=dimension))
        return found

    def parameters(self) -> pd.DataFrame:
        import pandas as pd

        rows = [
            (key, value if isinstance(value, float) else np.nan, "" if isinstance(value, float) else value, unit, about)
            for key, value, unit, about in self.outcome.parameters()
        ]
        return pd.DataFrame(rows, columns=["key", "value", "text", "unit", "about"]).set_index("key")

    def provenance(self) -> dict[str, str]:
        return dict(self.outcome.provenance())

    def image(self) -> bytes:
        return self.outcome.bytes()


def _cells(kind: str, choices: list[str], values: Any) -> Any:
    if kind == "date":
        return days(values)
    if kind == "flag":
        return np.asarray(values, dtype=bool)
    if kind == "choice":
        return [choices[number] for number in values]
    return values


class File:
    """A result file: its bytes."""

    def __init__(self, image: bytes, facts: list[tuple[str, str]]) -> None:
        self._image = image
        self._facts = facts
        with self._group("/") as root:
            self.title = str(root.attrs["title"])
            self.layout = int(root.attrs["exarace_layout"])

    @contextlib.contextmanager
    def _group(self, name: str) -> Iterator[xr.Dataset]:
        import xarray as xr

        with xr.open_dataset(io.BytesIO(self._image), group=name, engine="h5netcdf") as opened:
            yield opened

    def series(self) -> xr.Dataset:
        with self._group("series") as opened:
            return dataset.finish(opened.load(), self._facts)

    def events(self) -> pd.DataFrame:
        with self._group("events") as opened:
            return opened.drop_vars("event", errors="ignore").to_dataframe().reset_index(drop=True)

    def denials(self) -> pd.DataFrame:
        self._check_holds("denials")
        with self._group("denials") as opened:
            return opened.drop_vars("denial", errors="ignore").to_dataframe().reset_index(drop=True)

    def told(self) -> list[tuple[str, str, float, str, float, float]]:
        if self.layout < 3:
            return []
        with self._group("summary") as opened:
            columns = [opened["number"], *(opened[name] for name in ("about", "value", "unit", "low", "high"))]
            return list(zip(*(column.values.tolist() for column in columns), strict=True))

    def _check_holds(self, group: str) -> None:
        if self.layout < 3:
            raise ResultError(f"this file was written by version 0.1 and holds no {group}; run the scenario again")

    def tables(self) -> dict[str, pd.DataFrame]:
        import h5py  # there are hundreds of small columns: read without xarray they take a tenth of the time
        import pandas as pd

        with h5py.File(io.BytesIO(self._image)) as file:
            group = file["final"]
            found: dict[str, dict[str, Any]] = {}
            indices: dict[str, pd.Index] = {}
            for name, variable in group.items():
                table, _, key = name.partition(".")
                if not key:
                    continue  # a dimension
                if table not in found:
                    rows = variable.dims[0][0]
                    indices[table] = pd.Index(rows.asstr()[()], name=rows.name.rpartition("/")[2])
                found.setdefault(table, {})[key] = _column(variable)
        return {table: pd.DataFrame(columns, index=indices[table]) for table, columns in found.items()}

    def parameters(self) -> pd.DataFrame:
        with self._group("parameters") as opened:
            return opened.to_dataframe().rename_axis("key")

    def provenance(self) -> dict[str, str]:
        return dict(self._facts)

    def image(self) -> bytes:
        return self._image


def _column(variable: Any) -> np.ndarray:
    """A column of a table in a file, with words for the numbers that stand for words."""
    if variable.dtype.kind == "S":  # a block of characters
        block = np.ascontiguousarray(variable[()])
        return np.char.decode(block.view(f"S{block.shape[-1]}")[..., 0], "utf-8").astype(object)
    if variable.dtype == object:
        return variable.asstr()[()]
    values, facts = variable[()], variable.attrs
    if facts.get("dtype") == "bool":
        return values.astype(bool)
    if "flag_meanings" in facts:
        return np.array(str(facts["flag_meanings"]).split(), dtype=object)[values]
    return days(values) if str(facts.get("units", "")).startswith("days since") else values
