"""Results open fast, lazily, and as xarray itself would open them; those of version 0.1.0 too."""

import subprocess
import tarfile
from pathlib import Path

import exarace as er
import numpy as np
import pytest
import xarray as xr
from exarace import lazy

OLD = Path(__file__).resolve().parents[1] / "data/version_0_1_0.tar.xz"
GROUPS = ["series", "final", "events", "parameters"]


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """Return the folder with a result and a sweep that version 0.1.0 wrote."""
    folder = tmp_path_factory.mktemp("old")
    with tarfile.open(OLD) as archive:
        archive.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return folder


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    file = tmp_path_factory.mktemp("opening") / "year.h5"
    return er.load("baseline").with_({"run.end": "2022-07-01"}).run(seed=1, progress=False).save(file)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_what_xarray_makes_of_it(path, group):
    ours = lazy.open_group(path, group)
    with xr.open_dataset(path, group=group, engine="h5netcdf") as theirs:
        xr.testing.assert_identical(ours.load(), theirs.load())
        assert list(ours.variables) == list(theirs.variables)
        assert {n: v.dtype for n, v in ours.variables.items()} == {n: v.dtype for n, v in theirs.variables.items()}


@pytest.mark.parametrize("rows", [slice(1, 3), slice(None, None, -1), slice(5, 1, -2), -1, [3, 0, 2], slice(0, 0), [True] * 6])
@pytest.mark.parametrize("column", [slice(None), 2, [2, 0]])
def test_any_part_of_a_variable_can_be_read(path, rows, column):
    with xr.open_dataset(path, group="series", engine="h5netcdf") as theirs:
        whole = theirs["compute.installed"].load()
    part = er.open(path)["compute.installed"].isel(time=rows, country=column)
    np.testing.assert_array_equal(part.values, whole.isel(time=rows, country=column).values)


def test_a_group_that_is_not_there_is_told(path):
    with pytest.raises(er.ResultError, match="there is no group 'nothing'; there is series, final"):
        er.open(path, "nothing")


def test_nothing_is_read_before_it_is_used(path, monkeypatch):
    read = []
    monkeypatch.setattr(lazy, "read_rows", lambda *words: read.append(words))
    er.open(path)
    assert read == []


def test_a_file_that_is_open_elsewhere_in_this_process_can_be_read(path):
    import h5py

    with h5py.File(path) as held, xr.open_dataset(path, group="final", engine="h5netcdf"):
        assert "series" in held
        assert np.isfinite(er.open(path)["compute.installed"].values).all()


def test_a_file_that_was_replaced_is_noticed(path, tmp_path):
    copy = tmp_path / "copy.h5"
    subprocess.run(["cp", path, copy], check=True)
    opened = er.open(copy)
    copy.unlink()
    er.load("baseline").with_({"run.end": "2022-03-01"}).run(seed=2, progress=False).save(copy)
    with pytest.raises(er.ResultError, match="was replaced since it was opened"):
        opened["compute.installed"].load()


def test_results_stand_side_by_side_without_a_word_more(path, tmp_path):
    other = er.load("baseline").with_({"run.end": "2022-07-01"}).run(seed=2, progress=False).save(tmp_path / "b.h5")
    with xr.open_mfdataset([path, other]) as both:
        assert both.sizes["run"] == 2
        assert len(set(both["run"].values)) == 2
        assert both["compute.installed"].dims == ("run", "time", "country")
        for number, file in enumerate(both["run"].values):
            source = path if " 1.0 " in str(file) else other
            with xr.open_dataset(source, group="series") as one:
                np.testing.assert_array_equal(both["compute.installed"].isel(run=number), one["compute.installed"])


def test_the_top_of_a_file_shows_the_series_and_says_where_the_rest_is(path):
    with xr.open_dataset(path) as top, xr.open_dataset(path, group="series") as series:
        assert top.attrs["groups"].split() == ["series", "final", "events", "denials", "summary", "parameters", "provenance"]
        xr.testing.assert_equal(top.drop_vars("run").drop_attrs(), series.drop_attrs())


@pytest.mark.parametrize("group", GROUPS)
def test_results_of_version_0_1_0_open(old, group):
    ours = er.open(old / "result.h5", group)
    with xr.open_dataset(old / "result.h5", group=group, engine="h5netcdf") as theirs:
        xr.testing.assert_equal(ours.load().reset_coords(), theirs.load().reset_coords())


def test_results_of_version_0_1_0_are_whole_and_can_be_drawn(old):
    from exarace._exarace import findings
    from exarace.report import open_result

    assert findings(str(old / "result.h5")) == []
    source = open_result(str(old / "result.h5"))
    assert source.provenance()["version"] == "0.1.0"
    assert len(source.tables()["clouds"]) > 10
    assert float(source.series()["compute.owned"].isel(time=-1).sel(country="us")) > 1000


def test_sweeps_of_version_0_1_0_open(old):
    runs = er.open(old / "sweep")
    assert runs.sizes["run"] == 2
    assert runs["behaviour.cloud.wear"].values.tolist() == [0.2, 0.3]
    assert (runs["compute.owned"].sel(country="us").isel(time=-1) > 1000).all()
