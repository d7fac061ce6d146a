"""A result file opens in what people use: xarray with two engines, and h5py. Needs the program, not the Python package."""

import functools
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import netCDF4  # noqa: F401  (its first import warns about NumPy's size, which is none of the tests' business)
import numpy as np
import pytest
import xarray as xr

ENGINES = ["h5netcdf", "netcdf4"]
GROUPS = ["series", "final", "events", "denials", "summary", "parameters", "provenance"]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Return a result of one year: $EXARACE_RESULT, or made by the program."""
    if "EXARACE_RESULT" in os.environ:
        return os.environ["EXARACE_RESULT"]
    beside = Path(sys.executable).with_name("exarace")
    program = os.environ.get("EXARACE_PROGRAM") or (str(beside) if beside.exists() else shutil.which("exarace"))
    assert program, "no program exarace; build it, or name a result file in $EXARACE_RESULT"
    file = tmp_path_factory.mktemp("result") / "year.h5"
    command = [program, "run", "baseline", "--set", "run.end=2023-01-01", "--quiet", "-o", str(file)]
    subprocess.run(command, check=True)
    return str(file)


@functools.cache
def open_group(path, group, engine):
    return xr.open_dataset(path, group=group, engine=engine).load()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("group", [None, *GROUPS])
def test_every_group_opens_without_a_warning(path, group, engine):
    open_group(path, group, engine)


@pytest.mark.parametrize("group", GROUPS)
def test_both_engines_see_the_same(path, group):
    one, other = (open_group(path, group, engine) for engine in ENGINES)
    assert list(one.variables) == list(other.variables)
    xr.testing.assert_equal(one, other)
    assert {k: str(v) for k, v in one.attrs.items()} == {k: str(v) for k, v in other.attrs.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_file_says_what_it_is(path, engine):
    attrs = open_group(path, None, engine).attrs
    assert attrs["Conventions"].startswith("CF-")
    assert attrs["exarace_layout"] == 3
    assert attrs["complete"] == 1
    assert attrs["checksum"].startswith("exarace-sha256:")
    assert attrs["source"].startswith("exarace ")


@pytest.mark.parametrize("engine", ENGINES)
def test_time_is_the_first_day_of_each_step(path, engine):
    ds = open_group(path, "series", engine)
    assert ds.time.dtype.kind == "M"
    assert ds.indexes["time"][0].isoformat()[:10] == "2022-01-01"
    assert (ds.indexes["time"].day == 1).all()
    np.testing.assert_array_equal(ds.time_bounds[:, 0], ds.time)
    np.testing.assert_array_equal(ds.time_bounds[:-1, 1], ds.time[1:])


@pytest.mark.parametrize("engine", ENGINES)
def test_every_series_has_unit_name_and_labelled_dimensions(path, engine):
    ds = open_group(path, "series", engine)
    series = [name for name in ds.data_vars if "." in name]
    assert series
    for name in series:
        variable = ds[name]
        assert variable.dims[0] == "time", name
        assert variable.attrs["units"], name
        assert variable.attrs["long_name"], name
        assert np.isnan(variable.encoding["_FillValue"]), name
        assert variable.encoding["_FillValue"].dtype == variable.dtype, name
        for dim in variable.dims[1:]:
            assert all(isinstance(label, str) for label in ds[dim].values.tolist()), (name, dim)


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_of_tables_have_their_types(path, engine):
    ds = open_group(path, "final", engine)
    assert ds["clouds.cash"].dtype == np.float64
    assert ds["clouds.cash"].attrs["units"] == "USD"
    assert ds["clouds.defaulted"].dtype == bool
    assert ds["labs.last_release"].dtype.kind == "M"
    bloc = ds["countries.bloc"]
    assert bloc.dtype == np.int8
    assert len(bloc.attrs["flag_meanings"].split()) == len(bloc.attrs["flag_values"])
    assert bloc.attrs["flag_values"].dtype == np.int8
    assert set(ds["clouds.country"].values.tolist()) <= set(ds.country.values.tolist()) | {""}


@pytest.mark.parametrize("engine", ENGINES)
def test_events_are_columns_of_one_dimension(path, engine):
    ds = open_group(path, "events", engine)
    assert {v.dims for v in ds.variables.values()} == {("event",)}
    assert ds.date.dtype.kind == "M"
    assert list(ds.to_dataframe().columns) == [
        "date", "kind", "subject", "object", "instrument", "quantity", "value", "text"
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_a_parameter_is_found_by_its_key(path, engine):
    ds = open_group(path, "parameters", engine)
    assert set(ds.data_vars) == {"value", "text", "unit", "about"}
    for key in ds.parameter.values[:20]:
        row = ds.sel(parameter=key)
        assert np.isnan(row.value.item()) != (row.text.item() == "")


@pytest.mark.parametrize("engine", ENGINES)
def test_provenance_names_the_run_but_no_user_and_no_machine(path, engine):
    provenance = open_group(path, "provenance", engine)
    attrs = provenance.attrs
    for name in ["version", "git_commit", "compiler", "compiler_flags", "c_library", "cpu", "scenario", "seed"]:
        assert attrs[name], name
    assert len(attrs["scenario_sha256"]) == 64
    assert hashlib.sha256(provenance.scenario_text.item().encode()).hexdigest() == attrs["scenario_sha256"]
    for name, text in attrs.items():
        assert os.uname().nodename not in text and os.path.expanduser("~") + "/" not in text, name


def variables_of(path):
    with h5py.File(path) as file:
        found = []
        file.visititems(lambda name, item: found.append(name) if isinstance(item, h5py.Dataset) else None)
        yield from ((name, file[name]) for name in found)


def last_part(name):
    """Name in its group: what is linked at the top as well has two."""
    return name.rpartition("/")[2]


def test_every_axis_of_every_dataset_has_a_scale_in_its_own_group(path):
    for name, variable in variables_of(path):
        if variable.is_scale:
            assert variable.ndim == 1, name
            continue
        for axis, dimension in enumerate(variable.dims):
            assert len(dimension) == 1, (name, axis)
            assert variable.parent[last_part(dimension[0].name)] == dimension[0], (name, axis)


def test_a_dimension_knows_its_users(path):
    with h5py.File(path) as file:
        users = {(last_part(file[ref].name), axis) for ref, axis in file["series/time"].attrs["REFERENCE_LIST"]}
        expected = {name for name, v in file["series"].items() if not v.is_scale}
        assert {name for name, axis in users if axis == 0} == expected


def test_texts_are_utf8_and_nothing_is_compound_or_an_enumeration(path):
    for name, variable in variables_of(path):
        kind = variable.dtype.kind
        assert kind in "fiOS", name
        if kind == "S":  # a block of characters
            assert variable.dtype.itemsize == 1 and variable.attrs["_Encoding"] == "utf-8", name
            assert variable.dims[variable.ndim - 1][0].name.rpartition("/")[2] == f"string{variable.shape[-1]}", name
        if kind == "O":
            info = h5py.check_string_dtype(variable.dtype)
            assert info.encoding == "utf-8" and info.length is None, name
        assert h5py.check_enum_dtype(variable.dtype) is None, name


def test_order_of_creation_is_tracked_everywhere(path):
    with h5py.File(path) as file:
        for item in [file["/"], *(file[group] for group in GROUPS)]:
            flags = item.id.get_create_plist()
            assert flags.get_link_creation_order() & h5py.h5p.CRT_ORDER_TRACKED
            assert flags.get_attr_creation_order() & h5py.h5p.CRT_ORDER_TRACKED
    for name, variable in variables_of(path):
        assert variable.id.get_create_plist().get_attr_creation_order() & h5py.h5p.CRT_ORDER_TRACKED, name


def test_large_variables_are_compressed_and_checked(path):
    for name, variable in variables_of(path):
        if variable.dtype.kind != "O" and variable.nbytes > 1024 and variable.id.get_storage_size() > 0:
            assert variable.compression == "gzip", name  # whose stream ends with a checksum
            assert variable.shuffle or variable.dtype.itemsize == 1, name
