"""The command `exarace export`: results for clients that read no groups, no HDF5, or only tables."""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from exarace import _exarace
from exarace._exarace import ResultError, ScenarioError
from exarace._words import to_command_line
from exarace.dataset import open as open_result
from exarace.sweep_data import is_sweep

ABOUT = "Write a result, a comparison or a sweep as flat netCDF, Parquet or Zarr."
MORE = """\
--flat     one file of one group, netCDF-4 in the classic model: no groups, texts of fixed length, time as the record
           dimension, names with _ for each dot, units that UDUNITS knows. For CDO, NCO, Octave, CF checkers.
--parquet  a folder of tables: the series one row per number (series, unit, time, one column per dimension, value), the
           tables at the end, events, parameters; of a sweep the runs with what was varied. Needs pyarrow.
--zarr     a store with the groups of the result file. Needs zarr.

examples:
  exarace export results/baseline.h5 --flat                  results/baseline.flat.nc
  exarace export results/baseline.h5 --flat --group events -o events.nc
  exarace export results/small --parquet                     results/small.parquet/

exit codes: 0 done, 1 internal error, 2 wrong usage, 4 input or output failed, 130 interrupted
"""
UDUNITS = {"1", "1/cm2", "1/year", "1/month", "1/h", "MW", "MWh", "GWh", "GW", "kW", "W", "kWh", "h", "day", "month", "year",
           "kg", "t", "mm2", "nm", "GB", "TB/s", "GB/s"} - {"GB", "TB/s", "GB/s"}  # fmt: skip
"""Units of ours that UDUNITS, and with it CF, knows; money, chips and H100e are none."""
FILL = 9.969209968386869e36
"""What netCDF writes where there is no number: NCO and CDO compare with it, which NaN does not allow."""
NO_DAY = np.int32(-(2**31) + 1)
Writer = Callable[[str, Path, argparse.Namespace], None]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the manner of the program."""

    def error(self, message: str) -> None:
        print(f"exarace export: {message}\n'exarace export --help' shows how it is used", file=sys.stderr)
        raise SystemExit(2)


def parser() -> Parser:
    out = Parser(prog="exarace export", description=ABOUT, epilog=MORE,
                 formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    out.add_argument("path", metavar="PATH", help="Result, comparison, or folder of a sweep.")
    form = out.add_mutually_exclusive_group(required=True)
    form.add_argument("--flat", action="store_const", dest="form", const="flat", help="One flat netCDF file.")
    form.add_argument("--parquet", action="store_const", dest="form", const="parquet", help="A folder of Parquet tables.")
    form.add_argument("--zarr", action="store_const", dest="form", const="zarr", help="A Zarr store.")
    out.add_argument("--group", help="Group of a flat file: series, final, events, parameters, ... [series or effects].")
    out.add_argument("-o", "--output", metavar="NAME", help="What is written [PATH with .flat.nc, .parquet or .zarr].")
    out.add_argument("-f", "--force", action="store_true", help="Replace what is there.")
    out.add_argument("--quiet", action="store_true", help="Do not say what was written.")
    return out


@to_command_line
def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    asked = parser().parse_args(arguments)
    try:
        return export(asked)
    except ScenarioError as error:
        return _complain(str(error), 2)
    except (ResultError, OSError) as error:
        return _complain(str(error), 4)
    except KeyboardInterrupt:
        return _complain("interrupted; nothing was written", 130)
    except Exception as error:  # noqa: BLE001
        return _complain(f"exarace export: internal error: {type(error).__name__}: {error}; please report it", 1)


def _complain(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def export(asked: argparse.Namespace) -> int:
    """Write what is asked for: aside, and under its name when it is whole."""
    ending, write, needed = {
        "flat": (".flat.nc", write_flat, "netCDF4"),
        "parquet": (".parquet", write_parquet, "pyarrow"),
        "zarr": (".zarr", write_zarr, "zarr"),
    }[asked.form]
    try:
        __import__(needed)
    except ImportError:
        raise ScenarioError(f"--{asked.form} needs the Python package {needed}: pip install 'exarace[export]'") from None
    if asked.group is not None and asked.form != "flat":
        raise ScenarioError(f"--group: --{asked.form} writes all groups")
    target = Path(asked.output) if asked.output else _beside(asked.path, ending)
    if target.exists() and not asked.force:
        raise ResultError(f"{target}: exists already; replace it with --force or name another place")
    put(target, lambda aside: write(asked.path, aside, asked))
    if not asked.quiet:
        print(f"written to {target}")
    return 0


def _beside(path: str, ending: str) -> Path:
    plain = Path(os.path.normpath(path))
    stem = plain.stem if plain.suffix in (".h5", ".hdf5", ".nc") else plain.name
    return plain.with_name(stem + ending)


def put(target: Path, write: Callable[[Path], None]) -> None:
    """Let something be written aside, and give it its name when it is whole."""
    folder = target.parent
    if not folder.is_dir():
        raise ResultError(f"{target}: there is no folder '{folder}'; make it first: mkdir -p '{folder}'")
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.tmp-", dir=folder))
    try:
        write(aside / target.name)
        if target.is_dir() and not target.is_symlink():
            target.rename(aside / "replaced")
        (aside / target.name).replace(target)
        mask = os.umask(0)
        os.umask(mask)
        target.chmod((0o777 if target.is_dir() else 0o666) & ~mask)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def groups_of(path: str) -> list[str]:
    """Groups that hold something for other programs, in the order in which they are written."""
    if is_sweep(path):
        return ["series", "points"]
    import h5py

    known = ("series", "effects", "runs", "final", "events", "denials", "summary", "parameters")
    with h5py.File(path, "r", locking=False) as file:
        return [name for name in known if name in file]


# Flat netCDF


def write_flat(path: str, target: Path, asked: argparse.Namespace) -> None:
    """One group as a flat netCDF file."""
    dataset = flat(open_result(path, asked.group))
    record = ["time"] if "time" in dataset.dims else None
    encoding = {str(name): _encoding(str(name), v) for name, v in dataset.variables.items()}
    dataset.to_netcdf(target, engine="netcdf4", format="NETCDF4_CLASSIC", unlimited_dims=record, encoding=encoding)


def flat(opened: xr.Dataset) -> xr.Dataset:
    """The same numbers under names and with attributes that every netCDF client takes."""
    names = {str(name): _plain(str(name)) for name in [*opened.variables, *opened.dims]}
    dataset = opened.rename({name: plain for name, plain in names.items() if name in opened.variables and name != plain})
    if "time_bounds" in dataset.coords:
        dataset = dataset.reset_coords("time_bounds")
    for dim in [str(dim) for dim in dataset.dims if dim in dataset.variables and dataset[dim].dtype.kind in "OUS"]:
        labels = dataset[dim].variable  # CF wants numbers in a variable that is called as its dimension
        dataset = dataset.drop_vars(dim).assign_coords({f"{dim}_name": (dim, labels.values, labels.attrs)})
    if "time" in dataset.dims:
        dataset = dataset.transpose("time", ...)
    for name in list(dataset.variables):
        if dataset[name].dtype.kind == "M":
            dataset[name] = _days(dataset[name].variable)
    for variable in dataset.variables.values():
        variable.attrs = _attributes(variable)
    dataset.attrs = _global_attributes(opened)
    return dataset


def _plain(name: str) -> str:
    plain = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in name)
    return plain if plain[:1].isalpha() else f"v_{plain}"


def _days(dates: xr.Variable) -> xr.Variable:
    """Dates as whole days; "never" as a number that stands for none."""
    there = ~np.isnat(dates.values)
    days = np.where(there, dates.values, np.datetime64(0, "ns")).astype("datetime64[D]").astype("int32")
    facts = {**dates.attrs, "units": "days since 1970-01-01", "calendar": "standard"}
    if not there.all():
        days, facts["_FillValue"] = np.where(there, days, NO_DAY), NO_DAY
    return xr.Variable(dates.dims, days, facts)


def _attributes(variable: xr.Variable) -> dict[str, Any]:
    out = {name: value for name, value in variable.attrs.items() if name not in ("dtype", "coordinates")}
    unit = out.get("units")
    known = isinstance(unit, str) and (unit in UDUNITS or unit.startswith("days since"))
    if isinstance(unit, str) and variable.dtype.kind in "iuf" and not known:
        out.update(units="1", unit=unit, long_name=f"{out.get('long_name', '')} [{unit}]".strip())
    elif variable.dtype.kind not in "iuf":
        out.pop("units", None)
    return out


def _global_attributes(opened: xr.Dataset) -> dict[str, Any]:
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    facts = {name: value for name, value in opened.attrs.items() if isinstance(value, str | int | float | np.number)}
    history = [f"{now} exarace export --flat (exarace {_exarace.version})"]
    if "command" in facts:
        history.append(f"{facts.get('finished', facts.get('started', ''))} {facts['command']}")
    out = {"Conventions": "CF-1.8", "title": str(facts.get("scenario", facts.get("name", "exarace"))),
           "institution": "", "source": f"exarace {facts.get('version', _exarace.version)}",
           "history": "\n".join(history)}  # fmt: skip
    return {name: value for name, value in {**facts, **out}.items() if value != ""}


def _encoding(name: str, variable: xr.Variable) -> dict[str, Any]:
    kind = variable.dtype.kind
    if kind in "OU":
        return {"dtype": "S1", "char_dim_name": f"{name}_length"}
    if kind == "f":
        return {"_FillValue": variable.dtype.type(FILL), "zlib": bool(variable.shape), "complevel": 1}
    if kind == "i" and variable.dtype.itemsize > 4:
        small = variable.size == 0 or np.abs(np.asarray(variable.values)).max() < 2**31
        return {"dtype": "int32" if small else "float64", "_FillValue": None}
    return {"_FillValue": None} if kind in "iub" and "_FillValue" not in variable.attrs else {}


# Parquet


def write_parquet(path: str, target: Path, _: argparse.Namespace) -> None:
    """A folder of Parquet tables."""
    target.mkdir()
    for group in groups_of(path):
        if group == "series":
            _write_series(open_result(path, group), target)
        elif group == "final":
            (target / "final").mkdir()
            for name, table in _tables(open_result(path, group)):
                table.to_parquet(target / "final" / f"{name}.parquet")
        else:
            open_result(path, group).to_dataframe().reset_index().to_parquet(target / f"{group}.parquet")


def _write_series(opened: xr.Dataset, target: Path) -> None:
    """All series in one table, one number a row; series by series, so that a large sweep fits into memory."""
    import pyarrow as pa
    from pyarrow import parquet

    if "run" in opened.dims:
        runs = [name for name, v in opened.coords.items() if v.dims == ("run",)]
        opened[runs].reset_coords().to_dataframe().reset_index().to_parquet(target / "runs.parquet")
        opened = opened.drop_vars([name for name in runs if name != "run"])
    opened = opened.drop_vars(["time_bounds"], errors="ignore")
    names = [str(name) for name, v in opened.data_vars.items() if "." in str(name)]
    dims = list(dict.fromkeys(str(dim) for name in names for dim in opened[name].dims))
    word = pa.dictionary(pa.int32(), pa.string())
    kinds = {dim: word if opened[dim].dtype.kind in "OUS" else pa.from_numpy_dtype(opened[dim].dtype) for dim in dims}
    fields = [("series", word), ("unit", word), *kinds.items(), ("value", pa.float64())]
    facts = {str(name): str(value) for name, value in opened.attrs.items()}
    schema = pa.schema(fields, metadata=facts)
    with parquet.ParquetWriter(target / "series.parquet", schema, compression="zstd") as writer:
        for name in names:
            writer.write_table(_long(opened[name], schema))


def _long(series: xr.DataArray, schema: Any) -> Any:
    import pyarrow as pa

    values = np.asarray(series.values, dtype="float64")
    count = values.size
    columns: dict[str, Any] = {"series": _repeated(str(series.name), count),
                               "unit": _repeated(str(series.attrs.get("units", "1")), count)}  # fmt: skip
    for axis, dim in enumerate(series.dims):
        shape = [1] * values.ndim
        shape[axis] = values.shape[axis]
        place = np.broadcast_to(np.arange(values.shape[axis], dtype="int32").reshape(shape), values.shape).ravel()
        labels = np.asarray(series[dim].values)
        words = labels.dtype.kind in "OUS"
        columns[str(dim)] = pa.DictionaryArray.from_arrays(place, labels.astype(str)) if words else labels[place]
    arrays = [
        pa.nulls(count, field.type) if field.name not in columns and field.name != "value"
        else pa.array(values.ravel(), from_pandas=True) if field.name == "value"
        else pa.array(columns[field.name]).cast(field.type)
        for field in schema
    ]  # fmt: skip
    return pa.Table.from_arrays(arrays, schema=schema)


def _repeated(word: str, count: int) -> Any:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(np.zeros(count, dtype="int32"), [word])


def _tables(final: xr.Dataset) -> Iterator[tuple[str, Any]]:
    tables: dict[str, list[str]] = {}
    for name in final.data_vars:
        tables.setdefault(str(name).partition(".")[0], []).append(str(name))
    for table, columns in tables.items():
        frame = final[columns].to_dataframe()
        yield table, frame.rename(columns=lambda name: str(name).partition(".")[2]).reset_index()


# Zarr


def write_zarr(path: str, target: Path, _: argparse.Namespace) -> None:
    """A Zarr store with the groups of the file."""
    xr.Dataset(attrs=_global_attributes(open_result(path))).to_zarr(target, mode="w", zarr_format=2)
    for group in groups_of(path):
        dataset = open_result(path, group)
        for variable in dataset.variables.values():
            variable.encoding = {}
            variable.attrs = {name: _json(value) for name, value in variable.attrs.items()}
        dataset.attrs = {name: _json(value) for name, value in dataset.attrs.items()}
        dataset.to_zarr(target, group=group, mode="a", zarr_format=2, consolidated=False)
    import zarr

    zarr.consolidate_metadata(target, zarr_format=2)


def _json(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value
