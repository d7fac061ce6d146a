"""One scenario with many seeds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _arguments, _elsewhere, _exarace, _html
from exarace._exarace import ScenarioError
from exarace._near import Helpful
from exarace.result import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.axes import Axes

    from exarace.scenario import Scenario


class Ensemble(Helpful):
    """Runs of one scenario that differ in their luck and in the draws of random parameters.

    It comes from `Scenario.ensemble`. Series are kept to the seven digits that result files have; a run of it is made
    again, to the bit, when it is asked for.

    Examples
    --------
    >>> import exarace as er
    >>> ens = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(4, seed=1)
    >>> len(ens), ens["compute.owned"].dims
    (4, ('run', 'time', 'country'))
    >>> ens.quantiles("compute.owned", [0.05, 0.5, 0.95]).sizes["quantile"]
    3
    >>> ens[2].provenance["replicate"]
    '2'
    """

    _elsewhere = _elsewhere.ENSEMBLE

    def __init__(
        self,
        scenario: Scenario,
        members: Sequence[_exarace.Member],
        again: Callable[[int], Result],
    ) -> None:
        self._scenario = scenario
        self._members = list(members)
        self._again = again
        self._dataset: xr.Dataset | None = None

    @property
    def scenario(self) -> Scenario:
        """What was played."""
        return self._scenario

    @property
    def seed(self) -> int:
        """Seed of all runs; they differ in their replicate."""
        return self._members[0].seed

    @property
    def summary(self) -> pd.DataFrame:
        """The numbers that a run prints, over all runs: ``about``, ``median``, ``low`` and ``high`` (5 and 95 %), ``unit``."""
        from exarace._wide import Wide

        told = [member.summary() for member in self._members]
        rows = []
        for at, (name, about, _, unit, *_) in enumerate(told[0]):
            values = np.array([run[at][2] for run in told])
            rows.append((name, about, *np.quantile(values, [0.5, 0.05, 0.95]), unit))
        return Wide(rows, columns=["name", "about", "median", "low", "high", "unit"]).set_index("name")

    def to_xarray(self) -> xr.Dataset:
        """All series with a first dimension ``run``, put together when they are used.

        Rows that only some runs have (a chip that was designed in them) are NaN in the others.
        """
        if self._dataset is None:
            from exarace.ensemble_data import dataset_of

            self._dataset = dataset_of(self._members, {"scenario": self._scenario.name, "seed": str(self.seed)})
        return self._dataset

    def to_frame(self, series: Sequence[str] | str | None = None) -> pd.DataFrame:
        """Series as a tidy table, a row for every number of every run: the columns of `Result.to_frame`, and ``run``.

        Examples
        --------
        >>> import exarace as er
        >>> ens = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(2, seed=1)
        >>> ens.to_frame("compute.owned").columns.to_list()
        ['time', 'series', 'unit', 'run', 'country', 'value']
        """
        from exarace.frames import chosen, tidy_frame

        return tidy_frame(chosen(self.to_xarray(), series))

    def to_parquet(
        self, path: str | os.PathLike[str], series: Sequence[str] | str | None = None, *, force: bool = False
    ) -> str:
        """Write the table of `to_frame` as a Parquet file; as `Result.to_parquet`.

        Examples
        --------
        >>> import exarace as er
        >>> ens = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(2, seed=1)
        >>> _ = ens.to_parquet(getfixture("tmp_path") / "owned.parquet", "compute.owned")
        """
        from exarace.frames import chosen, parquet_bytes, tidy_frame

        name = _arguments.place("path", path, (".parquet", ".pq"), "Parquet", force)
        _exarace.put(name, parquet_bytes(tidy_frame(chosen(self.to_xarray(), series))), force)
        return name

    def report(self, path: str | os.PathLike[str], *, force: bool = False, pictures: bool = True) -> str:
        """Write the story of the first run as an HTML page, with the bands of all behind its lines; as `Result.report`.

        All runs are made again for it, one after the other.

        Examples
        --------
        >>> import exarace as er
        >>> ens = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(2, seed=1)
        >>> _ = ens.report(getfixture("tmp_path") / "bands.html", pictures=False)
        """
        from exarace.report import bands, write

        page, force = _arguments.path("path", path), _arguments.truth("force", force)
        first = self._again(0)._source
        return write(first, page, widen=bands.around(self), force=force, pictures=_arguments.truth("pictures", pictures))

    def quantiles(self, series: str, q: Sequence[float] | float = (0.05, 0.5, 0.95)) -> xr.DataArray:
        """Quantiles of a series over the runs.

        Parameters
        ----------
        series
            Its name.
        q
            Which ones, each between 0 and 1.
        """
        wanted = [_arguments.amount("q", one, 0, 1, "") for one in (q if np.iterable(q) else [q])]
        from exarace.plot import series_of

        return series_of(self.to_xarray(), series).quantile(wanted, dim="run", keep_attrs=True)

    def plot(
        self,
        series: str,
        by: str | None = None,
        *,
        band: float | None = 0.9,
        top: int = 8,
        sel: Mapping[str, Any] | None = None,
        log: bool | None = None,
        ax: Axes | None = None,
        **style: Any,
    ) -> Axes:
        """Draw the median of a series over time, and the band that holds most runs.

        Parameters
        ----------
        series, by, top, sel, log, ax, **style
            As in `Result.plot`.
        band
            Part of the runs that the band holds, its ends cutting off as many on either side; None draws no band.

        Examples
        --------
        >>> import exarace as er
        >>> ens = er.load("baseline").with_({"run.end": "2022-07-01"}).ensemble(4, seed=1)
        >>> axes = ens.plot("compute.owned", by="country", top=2, band=0.9)
        >>> len(axes.lines), len(axes.collections)
        (2, 2)
        """
        from exarace import plot as drawing

        data = drawing.lines(drawing.series_of(self.to_xarray(), series), by, top, sel, self._names)
        note = f"{len(self)} runs: median" + ("" if band is None else f" and {_percent(band)} of the runs")
        ax = drawing.axes_for(data, log, note, ax)
        for label, values in drawing.each(data):
            (line,) = ax.plot(data["time"].values, np.nanmedian(values, axis=0), **{"label": label, **style})
            if band is not None:
                low, high = np.nanquantile(values, [0.5 - band / 2, 0.5 + band / 2], axis=0)
                ax.fill_between(data["time"].values, low, high, color=line.get_color(), alpha=0.2, linewidth=0)
        return drawing.legend(ax, data)

    def _names(self, dimension: str) -> dict[str, str]:
        """Names of the rows of a dimension, as the scenario has them."""
        for rows in self._scenario.get("").values():
            if isinstance(rows, list) and rows and isinstance(rows[0], Mapping) and "name" in rows[0]:
                found = {str(row["id"]): str(row.get("name", "")) for row in rows if "id" in row}
                labels = self.to_xarray().coords.get(dimension)
                if labels is not None and set(map(str, labels.values)) & set(found):
                    return found
        return {}

    def __getitem__(self, which: str | int) -> Any:
        """A series by name, as a DataArray [run, time, ...]; or a run by number, made again as a `Result`."""
        if isinstance(which, str):
            from exarace.plot import series_of

            return series_of(self.to_xarray(), which)
        number = _arguments.whole("run", which, -len(self), len(self) - 1)
        return self._again(number % len(self))

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[Result]:
        return (self._again(number) for number in range(len(self)))

    def _ipython_key_completions_(self) -> list[str]:
        return [str(name) for name in self.to_xarray().data_vars]

    def __repr__(self) -> str:
        sizes = self.to_xarray()
        return (
            f"<exarace.Ensemble of {self._scenario.name!r}: {len(self)} runs, seed {self.seed}, "
            f"{sizes.sizes['time']} steps, {len(sizes.data_vars)} series>"
        )

    def _repr_html_(self) -> str:
        numbers = [
            (row["about"], f"{row['median']:,.4g} {row['unit']} ({row['low']:,.4g} to {row['high']:,.4g} in nine of ten runs)")
            for _, row in self.summary.iterrows()
        ]
        series = [(str(n), str(v.attrs["units"]), ", ".join(map(str, v.dims[1:])), str(v.attrs["long_name"]))
                  for n, v in self.to_xarray().data_vars.items()]  # fmt: skip
        return _html.box(self._scenario.title, repr(self)[1:-1], numbers,
                         [("series", ("name", "unit", "dimensions", "about"), series)])  # fmt: skip


def _percent(band: float) -> str:
    if not 0 < _arguments.amount("band", band, 0, 1, "") <= 1:
        raise ScenarioError(f"band: expected a part of the runs such as 0.9, found {band!r}")
    return f"{100 * band:g} %"
