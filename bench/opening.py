"""How long results take to open: er.open beside xarray's own engines, in turns, by processor time.

    .venv/bin/python bench/opening.py [RESULT] [FOLDER OF A SWEEP] [FOLDER OF ONE OF 30 WHOLE RUNS]

Prints the least of seven for each, and the ratio.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import exarace as er
import xarray as xr

DESIGN = """\
scenario = "baseline"
sampler = "latin_hypercube"
points = {points}
[set]
run.end = {end}
run.enterprises = 200
[[factor]]
key = "technology.wear"
low = 0.2
high = 0.4
"""


def least(ways, times=7):
    """Least processor time of each way [s], taken in turns."""
    found = {name: [] for name in ways}
    for _ in range(times):
        for name, way in ways.items():
            began = time.process_time()
            way()
            found[name].append(time.process_time() - began)
    return {name: min(all) for name, all in found.items()}


def swept(program, top, points, end):
    """Folder of a sweep of so many runs to that day."""
    design = top / f"wear{points}.toml"
    design.write_text(DESIGN.format(points=points, end=end))
    subprocess.run([program, "sweep", design, "-o", top / design.stem, "--quiet"], check=True)
    return top / design.stem


def main(top, result=None, sweep=None, whole=None):
    program = Path(sys.executable).with_name("exarace")
    if result is None:
        result = top / "baseline.h5"
        subprocess.run([program, "run", "baseline", "-o", result, "--quiet"], check=True)
    sweep = sweep or swept(program, top, 1000, "2022-03-01")
    whole = whole or swept(program, top, 30, "2031-01-01")
    ways = {
        "result, er.open": lambda: er.open(result),
        "result, h5netcdf": lambda: xr.open_dataset(result, group="series", engine="h5netcdf").close(),
        "result, netcdf4": lambda: xr.open_dataset(result, group="series", engine="netcdf4").close(),
        "sweep of 30 runs, er.open": lambda: er.open(whole),
        "sweep of 1,000 runs, er.open": lambda: er.open(sweep),
    }
    found = least(ways)
    for name, seconds in found.items():
        print(f"{name:30} {seconds:7.3f} s {seconds / found['result, er.open']:7.1f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder), *sys.argv[1:])
