"""Results of runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import xarray as xr

from exarace import _arguments, _exarace, _html
from exarace.scenario import Scenario
from exarace.source import File, Memory, Source

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


class Result:
    """What a run recorded. It comes from `Scenario.run`; `save` writes it, and it can be pickled.

    Examples
    --------
    >>> import exarace as er
    >>> result = er.load("baseline").with_({"run.end": "2022-04-01"}).run(seed=1)
    >>> result.to_xarray().sizes["time"]
    3
    >>> result.provenance["seed"]
    '1'
    """

    def __init__(self, outcome: _exarace.Outcome | None = None, *, source: Source | None = None) -> None:
        self._source: Source = Memory(outcome) if outcome is not None else source
        self._summary = outcome.summary() if outcome is not None else []

    @property
    def title(self) -> str:
        """Title of the scenario."""
        return self._source.title

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run, with every change."""
        return Scenario.from_text(self.provenance["scenario_text"], self.provenance["scenario"])

    @property
    def provenance(self) -> dict[str, str]:
        """What was run, by what, on what, when: the facts of the result file's ``/provenance``."""
        return self._source.provenance()

    @property
    def summary(self) -> pd.DataFrame:
        """The few numbers that the command line prints, by name: ``about``, ``value``, ``unit``."""
        import pandas as pd

        return pd.DataFrame(self._summary, columns=["name", "about", "value", "unit"]).set_index("name")

    @property
    def events(self) -> pd.DataFrame:
        """What happened, oldest first.

        One row each: ``date``, ``kind`` (enacted, launched, seized, defaulted, ...), ``subject``, ``object``,
        ``instrument`` (id of the rule behind it), ``quantity`` [unit of the object], ``value`` [USD], ``text``.
        """
        return self._source.events()

    @property
    def final(self) -> dict[str, pd.DataFrame]:
        """The world's tables as they stood at the end, by name; rows by id, one column per key.

        Money is in USD; units of the keys are those of `exarace.parameters`.
        """
        return self._source.tables()

    @property
    def parameters(self) -> pd.DataFrame:
        """Values of the keys that stand once and of those that were drawn, by key: ``value``, ``text``, ``unit``."""
        return self._source.parameters()

    def to_xarray(self) -> xr.Dataset:
        """Everything recorded, as `exarace.open` gives it from a file.

        Returns
        -------
        xarray.Dataset
            A variable per series over ``time`` (first day of the step, datetime64) and named dimensions whose
            coordinates are ids, with ``units`` and ``long_name``. The arrays are not copied and read-only.
            Provenance stands in ``attrs``.
        """
        return self._source.series()

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> str:
        """Write a result file, netCDF-4.

        Parameters
        ----------
        path
            Its name. The file is complete under this name, or not there at all.
        force
            Whether an existing file is replaced.

        Returns
        -------
        str
            The path.

        Raises
        ------
        ResultError
            If the file exists or cannot be written; an `OSError` as well.
        ScenarioError
            If its name ends in anything but .h5, .hdf5 or .nc.
        """
        name = _arguments.file_name("path", path, _arguments.RESULT_ENDINGS, "HDF5")
        _exarace.check_place(name, force)
        _exarace.put(name, self._source.image(), force)
        return name

    def plot(
        self,
        series: str,
        by: str | None = None,
        *,
        top: int = 8,
        sel: Mapping[str, Any] | None = None,
        ax: Axes | None = None,
        **style: Any,
    ) -> Axes:
        """Draw a series over time with matplotlib.

        Parameters
        ----------
        series
            Its name, as ``"compute.installed"``.
        by
            Dimension that gets a line for each row; the only one if None. Others are added up.
        top
            Most lines; the largest are kept.
        sel
            Rows to keep, by dimension: ``{"compute_class": "western"}``. Prices, rents and shares cannot be added
            up, so that their other dimensions have to be chosen here.
        ax
            Axes to draw into; new ones if None.
        **style
            Handed on to `matplotlib.axes.Axes.plot`.

        Raises
        ------
        ResultError
            If the series was not recorded.
        ValueError
            If a dimension does not exist or has to be chosen.

        Examples
        --------
        >>> import exarace as er
        >>> result = er.load("baseline").with_({"run.end": "2022-04-01"}).run(seed=1)
        >>> axes = result.plot("compute.installed", by="country", top=3)
        >>> axes.get_ylabel()
        'H100e'
        """
        from exarace.plot import plot

        return plot(self.to_xarray(), series, by, top=top, sel=sel, ax=ax, **style)

    def report(self, path: str | os.PathLike[str], *, force: bool = False, pictures: bool = True) -> str:
        """Write the story of the run as an HTML page that needs no network, and its charts as PNGs.

        Parameters
        ----------
        path
            Name of the page; pictures go to the folder ``<name>_png`` beside it.
        force
            Whether an existing report is replaced.
        pictures
            Whether to write the PNGs.

        Returns
        -------
        str
            Path of the page.

        Raises
        ------
        ResultError
            If the page exists or cannot be written; an `OSError` as well.
        ScenarioError
            If its name ends in anything but .html or .htm.
        """
        from exarace.report import write

        return write(self._source, os.fspath(path), force=force, pictures=pictures)

    def __reduce__(self) -> tuple[Any, ...]:
        facts = list(self.provenance.items())
        return _restored, (self._source.image(), facts, self._summary)

    def __repr__(self) -> str:
        facts, sizes = self.provenance, self.to_xarray()
        return (
            f"<exarace.Result of {facts['scenario']!r}, seed {facts['seed']}, replicate {facts['replicate']}: "
            f"{sizes.sizes['time']} steps, {len(sizes.data_vars)} series>"
        )

    def _repr_html_(self) -> str:
        facts, recorded = self.provenance, self.to_xarray()
        numbers = [(about, f"{value:,.4g} {unit}") for _, about, value, unit in self._summary]
        series = [
            (str(name), str(v.attrs["units"]), ", ".join(map(str, v.dims)), str(v.attrs["long_name"]))
            for name, v in recorded.data_vars.items()
        ]
        return _html.box(
            self.title,
            repr(self)[1:-1],
            numbers,
            [
                ("series", ("name", "unit", "dimensions", "about"), series),
                ("provenance", (), [item for item in facts.items() if not item[0].endswith("_text")]),
            ],
        )


def _restored(image: bytes, facts: list[tuple[str, str]], summary: list[Any]) -> Result:
    result = Result(source=File(image, facts))
    result._summary = summary
    return result
