"""The wheel holds all it needs: in an environment of its own it runs, writes and reads beside other HDF5s."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "wheel"
SMOKE = """
import {first}
import {second}
import {third}
import sys
import exarace as er, h5py, xarray
path = sys.argv[1]
er.load("baseline").with_({{"run.end": "2022-04-01"}}).run(seed=1).save(path, force=True)
with h5py.File(path) as file:
    assert "series" in file
for engine in ("h5netcdf", "netcdf4"):
    with xarray.open_dataset(path, group="series", engine=engine) as series:
        assert series.sizes["time"] >= 3, series
"""


def call(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def python():
    """The interpreter of an environment that holds the wheel, its dependencies and netCDF4, and nothing else."""
    pip = ["-m", "pip", "--disable-pip-version-check", "--quiet"]
    shutil.rmtree(PLACE / "dist", ignore_errors=True)
    build = f"--config-settings=build-dir={ROOT / 'build'}"
    call(sys.executable, *pip, "wheel", "--no-build-isolation", "--no-deps", build, "-w", PLACE / "dist", ROOT)
    (wheel,) = (PLACE / "dist").glob("exarace-*.whl")
    own, pins, stamp = PLACE / "venv/bin/python", ROOT / "constraints.txt", PLACE / "constraints.txt"
    if not stamp.is_file() or stamp.read_text() != pins.read_text():
        call(sys.executable, "-m", "venv", "--clear", PLACE / "venv")
        call(own, *pip, "install", "--only-binary", ":all:", "-c", pins, f"exarace[netcdf4] @ {wheel.as_uri()}")
        shutil.copy(pins, stamp)
    call(own, *pip, "install", "--no-deps", "--force-reinstall", wheel)
    return own


@pytest.mark.parametrize(
    "order", [("exarace", "h5py", "netCDF4"), ("h5py", "netCDF4", "exarace"), ("netCDF4", "exarace", "h5py")]
)
def test_the_module_gets_on_with_other_copies_of_hdf5_in_any_order(python, order, tmp_path):
    first, second, third = order
    code = SMOKE.format(first=first, second=second, third=third)
    call(python, "-c", code, tmp_path / "out.h5", cwd=tmp_path)


def test_the_program_comes_with_the_wheel_and_finds_the_scenarios(python, tmp_path):
    assert "baseline" in call(python.with_name("exarace"), "list", "scenarios", cwd=tmp_path)


def test_nothing_is_missing_that_the_metadata_should_name(python):
    call(python, "-m", "pip", "check")
