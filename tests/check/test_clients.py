"""Results in the clients that people have: R, NCO, ncdump, and flat files, Parquet and Zarr for the others."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

BIN = Path(sys.executable).parent


def call(*words, code=0, **options):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, timeout=300, **options)
    assert done.returncode == code, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout if code == 0 else done.stderr


@pytest.fixture(scope="module")
def top(tmp_path_factory):
    """A folder with a result, its flat file, and a sweep."""
    top = tmp_path_factory.mktemp("clients")
    call(BIN / "exarace", "run", "baseline", "--set", "run.end=2023-01-01", "-o", top / "a.h5", "--quiet")
    call(BIN / "exarace", "export", top / "a.h5", "--flat", "--quiet")
    (top / "wear.toml").write_text(
        'scenario = "baseline"\nsampler = "grid"\n[set]\nrun.end = 2022-04-01\n[[factor]]\n'
        'key = "technology.wear"\nvalues = [0.2, 0.3]\n[output]\nseries = ["compute.owned", "chips.sold"]\n'
    )
    call(BIN / "exarace", "sweep", top / "wear.toml", "-o", top / "wear", "--quiet")
    return top


@pytest.fixture(scope="module")
def china(top):
    with xr.open_dataset(top / "a.h5", group="series") as series:
        return series["compute.installed"].sel(country="cn").values


@pytest.mark.parametrize("file, name", [("a.h5", "compute.installed"), ("a.h5", "series/compute.installed"),
                                        ("a.flat.nc", "compute_installed")])  # fmt: skip
def test_r_ncdf4_reads(top, china, file, name):
    labels = "country_name" if "flat" in file else "country"
    script = f"""library(ncdf4); f <- nc_open("{top}/{file}"); v <- ncvar_get(f, "{name}")
    cat(formatC(v[ncvar_get(f, "{labels}") == "cn", ], digits = 17), sep = "\\n")"""
    np.testing.assert_array_equal(np.array(call("Rscript", "-e", script).split(), float), china)


def test_rnetcdf_reads(top, china):
    script = f"""library(RNetCDF); f <- open.nc("{top}/a.h5"); v <- var.get.nc(f, "compute.installed")
    cat(formatC(v[var.get.nc(f, "country") == "cn", ], digits = 17), sep = "\\n")"""
    np.testing.assert_array_equal(np.array(call("Rscript", "-e", script).split(), float), china)


def test_ncdump_and_ncks_read_the_file_as_it_is(top):
    assert "compute.installed(time, country)" in call("ncdump", "-h", top / "a.h5")
    assert "compute.installed" in call("ncks", "-m", "-v", "compute.installed", top / "a.h5")


def test_nco_joins_flat_files_along_time(top):
    call("ncrcat", top / "a.flat.nc", top / "a.flat.nc", top / "two.nc")
    with xr.open_dataset(top / "a.flat.nc") as one, xr.open_dataset(top / "two.nc") as two:
        assert two.sizes["time"] == 2 * one.sizes["time"]
        np.testing.assert_array_equal(two["compute_installed"].values[12:], one["compute_installed"].values)
        assert "exarace run" in one.attrs["history"]


def test_a_flat_file_has_one_group_and_nothing_that_classic_netcdf_lacks(top):
    header = call("ncdump", "-h", top / "a.flat.nc")
    assert "group:" not in header and "string " not in header and "int64" not in header
    assert "time = UNLIMITED" in header
    assert call("ncdump", "-k", top / "a.flat.nc").strip() == "netCDF-4 classic model"


def test_flat_numbers_are_those_of_the_result(top):
    with xr.open_dataset(top / "a.h5", group="series") as series, xr.open_dataset(top / "a.flat.nc") as flat:
        for name, variable in series.data_vars.items():
            plain = flat[str(name).replace(".", "_")]
            np.testing.assert_array_equal(plain.values, variable.values, err_msg=str(name))
        assert [label.decode() if isinstance(label, bytes) else label for label in flat["country_name"].values.tolist()] == (
            series["country"].values.tolist()
        )
        assert flat["chips_sold_value"].attrs["unit"] == "USD"


def test_parquet_holds_every_number_once(top):
    import pandas as pd

    call(BIN / "exarace", "export", top / "a.h5", "--parquet", "--quiet")
    table = pd.read_parquet(top / "a.parquet/series.parquet")
    with xr.open_dataset(top / "a.h5", group="series") as series:
        names = [name for name in series.data_vars if "." in str(name)]
        assert len(table) == sum(series[name].size for name in names)
        rows = table[(table["series"] == "compute.installed") & (table["country"] == "cn")]
        np.testing.assert_array_equal(rows["value"], series["compute.installed"].sel(country="cn"))
    assert {"cash", "country"} <= set(pd.read_parquet(top / "a.parquet/final/clouds.parquet").columns)
    assert len(pd.read_parquet(top / "a.parquet/events.parquet")) > 10


def test_parquet_of_a_sweep_tells_what_was_varied(top):
    import pandas as pd

    call(BIN / "exarace", "export", top / "wear", "--parquet", "--quiet")
    runs = pd.read_parquet(top / "wear.parquet/runs.parquet")
    assert runs["technology.wear"].tolist() == [0.2, 0.3]
    table = pd.read_parquet(top / "wear.parquet/series.parquet")
    assert set(table["run"]) == {0, 1}


def test_zarr_holds_the_groups(top):
    pytest.importorskip("zarr")
    call(BIN / "exarace", "export", top / "a.h5", "--zarr", "--quiet")
    for group in ("series", "final", "events"):
        with xr.open_dataset(top / "a.h5", group=group) as theirs, xr.open_zarr(top / "a.zarr", group=group) as ours:
            for name in theirs.data_vars:
                np.testing.assert_array_equal(ours[name].values, theirs[name].values, err_msg=str(name))


@pytest.mark.parametrize("words, said", [
    (["nothing.h5", "--flat"], "there is no such file"),
    (["a.h5", "--flat", "--group", "nothing", "-o", "x.nc"], "there is no group 'nothing'"),
    (["a.h5", "--flat"], "exists already; replace it with --force"),
    (["a.h5", "--flat", "-o", "nowhere/x.nc"], "there is no folder 'nowhere'"),
])  # fmt: skip
def test_wrong_words_are_told(top, words, said):
    assert said in call(BIN / "exarace-export", *words, code=4, cwd=top)
    assert not list(top.glob(".*tmp*"))


def test_lists_and_facts_of_files_and_folders(top):
    assert "compute.installed" in call(BIN / "exarace", "list", top / "a.h5", "COMPUTE.*")
    runs = json.loads(call(BIN / "exarace", "list", top / "wear", "--json"))
    assert [row["technology.wear"] for row in runs] == [0.2, 0.3]
    assert [row["state"] for row in runs] == ["done", "done"]
    facts = json.loads(call(BIN / "exarace", "info", top / "wear", "--json"))
    assert (facts["runs"], facts["done"], facts["sampler"]) == (2, 2, "grid")
