"""Clients that take long to install: CDO, Octave, the CF checker, kerchunk."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
SOAK = ROOT / "build/soak/bin"
TABLES = {
    "names": "<standard_name_table><version_number>1</version_number><last_modified>2026-01-01</last_modified>"
    '<entry id="time"><canonical_units>s</canonical_units></entry></standard_name_table>',
    "regions": "<standardized_region_list><version_number>1</version_number><date>2026-01-01</date></standardized_region_list>",
    "areas": "<area_type_table><version_number>1</version_number><date>2026-01-01</date></area_type_table>",
}


def call(*words, **options):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, timeout=600, **options)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def flat(tmp_path_factory):
    """A result of two years and its flat file."""
    top = tmp_path_factory.mktemp("flat")
    bin = Path(sys.executable).parent
    call(bin / "exarace", "run", "baseline", "--set", "run.end=2024-01-01", "-o", top / "a.h5", "--quiet")
    for group in ("series", "final", "events"):
        call(bin / "exarace-export", top / "a.h5", "--flat", "--group", group, "-o", top / f"{group}.nc")
    return top


def test_cdo_takes_yearly_means(flat):
    call("cdo", "-s", "yearmean", "-selname,compute_installed", flat / "series.nc", flat / "yearly.nc")
    with xr.open_dataset(flat / "a.h5", group="series") as series, xr.open_dataset(flat / "yearly.nc") as yearly:
        expected = series["compute.installed"].groupby("time.year").mean()
        np.testing.assert_allclose(yearly["compute_installed"].values, expected.values, rtol=1e-12)


def test_octave_reads_numbers_and_labels(flat):
    script = f"""pkg load netcdf; f = "{flat}/series.nc";
v = ncread(f, "compute_installed"); n = ncread(f, "country_name");
us = find(strcmp(strtrim(cellstr(n')), "us"));
printf("%d %d %s %.17g\\n", size(v), n(:,us)', v(us, 24));"""
    shown = subprocess.run(["octave-cli", "--eval", script], capture_output=True, text=True, check=False).stdout.split()
    with xr.open_dataset(flat / "a.h5", group="series") as series:
        value = float(series["compute.installed"].sel(country="us").isel(time=-1))
        assert shown == [str(series.sizes["country"]), "24", "us", f"{value:.17g}"]


@pytest.mark.parametrize("group", ["series", "final", "events"])
def test_the_cf_checker_finds_no_error(flat, group, tmp_path):
    tables = []
    for option, (name, text) in zip("sra", TABLES.items(), strict=True):
        (tmp_path / f"{name}.xml").write_text(f'<?xml version="1.0"?>\n{text}')
        tables += [f"-{option}", tmp_path / f"{name}.xml"]
    words = [SOAK / "cfchecks", *tables, "-v", "1.8", flat / f"{group}.nc"]
    shown = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False).stdout
    assert "ERRORS detected: 0" in shown, shown


def test_kerchunk_refers_to_every_number(flat):
    code = f"""
import json, kerchunk.hdf, xarray as xr
refs = kerchunk.hdf.SingleHdf5ToZarr("{flat}/a.h5", inline_threshold=0).translate()
json.dump(refs, open("{flat}/refs.json", "w"))
print(sum(1 for key in refs["refs"] if "chips.sold/" in key))
"""
    assert int(call(SOAK / "python", "-c", code)) > 2
    refs = json.loads((flat / "refs.json").read_text())["refs"]
    assert "compute.installed/0.0" in refs and "final/clouds.cash/0" in refs


def test_snakemake_makes_a_sweep_and_one_file_of_it(tmp_path):
    assert shutil.which("snakemake"), "snakemake is not installed: ./dev soak installs it"
    design = tmp_path / "wear.toml"
    design.write_text(
        'scenario = "baseline"\nsampler = "random"\npoints = 6\n[set]\nrun.end = 2022-03-01\n[[factor]]\n'
        'key = "technology.wear"\nlow = 0.2\nhigh = 0.4\n[output]\nseries = ["compute.owned"]\n'
    )
    exarace = Path(sys.executable).with_name("exarace")
    config = [f"design={design}", f"folder={tmp_path}/wear", f"exarace={exarace}", "shares=2"]
    call("snakemake", "--cores", "2", "--snakefile", ROOT / "docs/workflows/Snakefile", "--config", *config, cwd=tmp_path)
    call(exarace, "verify", tmp_path / "wear.h5")


def submitit(folder, points):
    """Starts the script of submitit on a sweep of so many points in two shares."""
    (folder / "wear.toml").write_text(
        f'scenario = "baseline"\nsampler = "random"\npoints = {points}\n[set]\nrun.end = 2022-03-01\n[[factor]]\n'
        'key = "technology.wear"\nlow = 0.2\nhigh = 0.4\n[output]\nseries = ["compute.owned"]\n'
    )
    exarace = Path(sys.executable).with_name("exarace")
    words = ["wear.toml", "wear", "--shares", "2", "--local", "--exarace", exarace]
    command = [str(w) for w in (SOAK / "python", ROOT / "docs/workflows/submitit_sweep.py", *words)]
    return exarace, subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_submitit_makes_a_sweep_in_shares(tmp_path):
    exarace, script = submitit(tmp_path, points=6)
    shown = script.communicate(timeout=600)[0]
    assert script.returncode == 0, shown
    assert "6 of 6" in call(exarace, "verify", "wear", cwd=tmp_path)


def tasks_of(script):
    """Processes of submitit's tasks: those below the one that watches each job."""
    children = [Path(f"/proc/{script.pid}/task/{script.pid}/children").read_text().split()]
    children += [Path(f"/proc/{job}/task/{job}/children").read_text().split() for job in children[0]]
    return [int(task) for tasks in children[1:] for task in tasks]


def test_submitit_puts_a_share_whose_time_ends_back_into_the_queue(tmp_path):
    exarace, script = submitit(tmp_path, points=1000)
    begun, index = time.monotonic(), tmp_path / "wear/index"
    while not (index.exists() and any(part.stat().st_size for part in index.iterdir())):
        assert script.poll() is None and time.monotonic() - begun < 300
        time.sleep(0.05)
    for task in tasks_of(script):
        os.kill(task, signal.SIGUSR2)  # as submitit does shortly before the limit
    shown = script.communicate(timeout=900)[0]
    logs = "".join(log.read_text() for log in (tmp_path / "wear.jobs").glob("*_log.*"))
    assert script.returncode == 0, shown + logs
    assert "Requeued job" in logs and "stopped in good order" in logs
    assert "1000 of 1000" in call(exarace, "verify", "wear", cwd=tmp_path)


EXAMPLES = {
    "ema_workbench_example.py": (["4"], "tight"),
    "salib_example.py": (["4"], "ST"),
    "optuna_example.py": (["4"], "billion USD sold"),
    "dask_example.py": (["4"], "country"),
    "joblib_example.py": (["2"], "2 seeds: from"),
}


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "docs/examples").glob("*_example.py")))
def test_examples_of_other_tools_run(name, tmp_path):
    words, expected = EXAMPLES[name]
    assert expected in call(SOAK / "python", ROOT / "docs/examples" / name, *words, cwd=tmp_path)
