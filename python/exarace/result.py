"""Results of runs."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exarace import _arguments, _elsewhere, _exarace, _html
from exarace._near import Helpful
from exarace.source import File, Source

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.axes import Axes

    from exarace.history.posterior import Posterior
    from exarace.reproduction import Reproduction
    from exarace.scenario import Scenario


class Result(Helpful):
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

    _elsewhere = _elsewhere.RESULT

    def __init__(
        self,
        source: Source,
        read: Callable[[str, str], Scenario],
        *,
        policies: Mapping[str, Any] | None = None,
        observed: Mapping[str, Sequence[float]] | None = None,
    ) -> None:
        self._source = source
        self._read = read  # Scenario.from_text: scenarios know results, not the other way round
        self._policies = dict(policies or {})
        self._observed = {name: list(values) for name, values in (observed or {}).items()}

    @property
    def title(self) -> str:
        """Title of the scenario."""
        return self._source.title

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run, with every change."""
        return self._read(self.provenance["scenario_text"], self.provenance["scenario"])

    @property
    def provenance(self) -> dict[str, str]:
        """What was run, by what, on what, when: the facts of the result file's ``/provenance``."""
        return self._source.provenance()

    @property
    def policies(self) -> dict[str, Any]:
        """What decided for governments in this run, by id: the run's own copies of what was handed in."""
        return dict(self._policies)

    @property
    def summary(self) -> pd.DataFrame:
        """The few numbers that the command line prints, by name: ``about``, ``value``, ``unit``, ``low``, ``high``.

        What jumps is told as its mean over the last twelve months, with its range from ``low`` to ``high``. This is one
        run: `Scenario.ensemble` tells how far runs lie apart.
        """
        from exarace._wide import Wide

        columns = ["name", "about", "value", "unit", "low", "high"]
        return Wide(self._source.told(), columns=columns).set_index("name")

    @property
    def denials(self) -> pd.DataFrame:
        """What the law refused, oldest first; a wish that is repeated is told once.

        One row each time that a buyer asked for more than before: ``date`` (first day of the step), ``buyer``,
        ``buyer_home`` (id of the country of its parent, or of its own), ``seller``, ``good`` (chips, hbm, dies, tools,
        compute, ...), ``sku``, ``instrument`` (id of the rule), ``units`` and ``usd`` (what was added), ``first_asked``
        (when the wish began). The sum of ``usd`` is the money that was refused; the series ``policy.denied`` counts a
        standing wish in every step, ``policy.denied_new`` as here.

        Examples
        --------
        >>> import exarace as er
        >>> refused = er.load("baseline").with_({"run.end": "2023-01-01"}).run(seed=1).denials
        >>> by_rule = refused.groupby("instrument")["usd"].sum()
        >>> bool(by_rule["us_2022_10"] > 0)
        True
        """
        from exarace.denials import denials

        return denials(self._source)

    @property
    def events(self) -> pd.DataFrame:
        """What happened, oldest first.

        One row each: ``date``, ``kind`` (enacted, launched, seized, defaulted, ...), ``subject``, ``object``,
        ``instrument`` (id of the rule behind it), ``quantity`` [unit of the object], ``value`` [USD], ``text``.
        """
        from exarace._wide import Wide

        return Wide(self._source.events())

    @property
    def final(self) -> dict[str, pd.DataFrame]:
        """The world's tables as they stood at the end, by name; rows by id, one column per key.

        Money is in USD; units of the keys are those of `exarace.parameters`. ``cash``, ``treasury`` and ``debt`` are what
        the books said at the end, not the opening values that a scenario sets under these names.
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
        dataset = self._source.series()
        for name, values in self._observed.items():
            dataset[name] = ("time", values, {"long_name": f"Observed by a function of the user: {name}", "units": "1"})
        return dataset

    def to_frame(self, series: Sequence[str] | str | None = None, *, tidy: bool = True) -> pd.DataFrame:
        """Series as a table.

        Parameters
        ----------
        series
            One or several; all that were recorded if None.
        tidy
            Whether each number has a row of its own: ``time``, ``series``, ``unit``, a column for every dimension
            (``country``, ``designer``, ...; empty where a series lies not over it), ``value``. Otherwise a row for each
            step, and columns ``"compute.owned/cn"``.

        Examples
        --------
        >>> import exarace as er
        >>> result = er.load("baseline").with_({"run.end": "2022-04-01"}).run(seed=1)
        >>> result.to_frame("compute.owned").columns.to_list()
        ['time', 'series', 'unit', 'country', 'value']
        >>> result.to_frame("compute.owned", tidy=False).columns[0]
        'compute.owned/ae'
        """
        from exarace.frames import chosen, tidy_frame, wide_frame

        return (tidy_frame if _arguments.truth("tidy", tidy) else wide_frame)(chosen(self.to_xarray(), series))

    def to_parquet(
        self, path: str | os.PathLike[str], series: Sequence[str] | str | None = None, *, force: bool = False
    ) -> str:
        """Write the tidy table of `to_frame` as a Parquet file, which R, DuckDB, Spark and others read.

        Returns
        -------
        str
            The path.

        Raises
        ------
        ResultError
            If the file exists and `force` is not given, or cannot be written.
        ImportError
            If pyarrow is not installed; ``pip install exarace[export]`` brings it.

        Examples
        --------
        >>> import exarace as er
        >>> result = er.load("baseline").with_({"run.end": "2022-04-01"}).run(seed=1)
        >>> _ = result.to_parquet(getfixture("tmp_path") / "owned.parquet", "compute.owned")
        """
        from exarace.frames import chosen, parquet_bytes, tidy_frame

        name = _arguments.place("path", path, (".parquet", ".pq"), "Parquet", force)
        _exarace.put(name, parquet_bytes(tidy_frame(chosen(self.to_xarray(), series))), force)
        return name

    def reproduce(self, *, threads: int | None = None) -> Reproduction:
        """Run again what this result says it is, and compare to the bit.

        Returns
        -------
        Reproduction
            True where all is the same; it tells what differs, and on what the last digits may depend.

        Raises
        ------
        ScenarioError
            If a user's own code took part: a result does not hold it.

        Examples
        --------
        >>> import exarace as er
        >>> result = er.load("baseline").with_({"run.end": "2022-04-01"}).run(seed=1)
        >>> bool(result.reproduce())
        True
        """
        from exarace.reproduction import reproduce

        return reproduce(self._source.image(), threads)

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
        name = _arguments.place("path", path, _arguments.RESULT_ENDINGS, "HDF5", force)
        _exarace.put(name, self._source.image(), force)
        return name

    def plot(
        self,
        series: str,
        by: str | None = None,
        *,
        top: int = 8,
        sel: Mapping[str, Any] | None = None,
        log: bool | None = None,
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
            Rows to keep, one or a list, by dimension: ``{"compute_class": "western"}``. Prices, rents and shares cannot
            be added up, so that their other dimensions have to be chosen here.
        log
            Whether the axis is logarithmic; where rows differ by more than a factor of hundred if None.
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

        facts = self.provenance
        note = f"one run: seed {facts.get('seed')}, replicate {facts.get('replicate')}"
        return plot(self.to_xarray(), series, by, top=top, sel=sel, log=log, note=note, names=self._names, ax=ax, **style)

    def _names(self, dimension: str) -> dict[str, str]:
        """Names of the rows of a dimension as people write them, by id."""
        for table in self.final.values():
            if table.index.name == dimension and "name" in table:
                return {str(row): str(name) for row, name in table["name"].items()}
        return {}

    def report(
        self,
        path: str | os.PathLike[str],
        *,
        draws: str | os.PathLike[str] | Posterior | None = None,
        members: int = 30,
        force: bool = False,
        pictures: bool = True,
    ) -> str:
        """Write the story of the run as an HTML page that needs no network, and its charts as PNGs.

        Parameters
        ----------
        path
            Name of the page; pictures go to the folder ``<name>_png`` beside it.
        draws, members
            A posterior, its file, or ``"posterior"`` for the one that comes with the baseline: so many of its draws are
            played, and bands put behind the lines.
        force, pictures
            Whether an existing report is replaced; whether to write the PNGs.

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
        from exarace.history.posterior import find
        from exarace.report import bands, write

        force, pictures = _arguments.truth("force", force), _arguments.truth("pictures", pictures)
        members, seed = _arguments.whole("members", members, 2, 10_000), int(self.provenance["seed"])
        widen = None if draws is None else bands.behind(self.scenario, find(draws), seed, members)
        return write(self._source, _arguments.path("path", path), widen=widen, force=force, pictures=pictures)

    def __getitem__(self, series: str) -> xr.DataArray:
        """A series by name, as in `to_xarray`."""
        from exarace.plot import series_of

        return series_of(self.to_xarray(), series)

    def _ipython_key_completions_(self) -> list[str]:
        return [str(name) for name in self.to_xarray().data_vars]

    def __reduce__(self) -> tuple[Any, ...]:
        facts = list(self.provenance.items())
        policies = {name: policy for name, policy in self._policies.items() if _travels(policy)}
        return _restored, (self._source.image(), facts, self._read, policies, self._observed)

    def __repr__(self) -> str:
        facts, sizes = self.provenance, self.to_xarray()
        return (
            f"<exarace.Result of {facts['scenario']!r}, one run, seed {facts['seed']}, replicate {facts['replicate']}: "
            f"{sizes.sizes['time']} steps, {len(sizes.data_vars)} series>"
        )

    def _repr_html_(self) -> str:
        numbers = [(about, _html.number(value, unit, low, high)) for _, about, value, unit, low, high in self._source.told()]
        series = [
            (str(name), str(v.attrs["units"]), ", ".join(map(str, v.dims)), str(v.attrs["long_name"]))
            for name, v in self.to_xarray().data_vars.items()
        ]
        facts = [item for item in self.provenance.items() if not item[0].endswith("_text")]
        parts = [("series", ("name", "unit", "dimensions", "about"), series), ("provenance", (), facts)]
        return _html.box(self.title, repr(self)[1:-1], numbers, parts)


def _travels(policy: Any) -> bool:
    """Whether a policy can be pickled: those that were written in a function cannot, and stay behind."""
    try:
        pickle.dumps(policy)
    except Exception:
        return False
    return True


def _restored(
    image: bytes,
    facts: list[tuple[str, str]],
    read: Callable[[str, str], Scenario],
    policies: Mapping[str, Any],
    observed: Mapping[str, Sequence[float]],
) -> Result:
    return Result(File(image, facts), read, policies=policies, observed=observed)
