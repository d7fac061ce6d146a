"""Sobol indices with SALib: the design is exarace's own, which keeps the runs in a folder and goes on where it stopped.

    pip install SALib
    python docs/examples/salib_example.py
"""

import sys
import tempfile
from pathlib import Path

import exarace as er
from SALib.analyze import sobol

DESIGN = """\
scenario = "baseline"
sampler = "saltelli"
points = {points}
second_order = false
[set]
run.end = 2023-01-01
[[factor]]
key = "technology.wear"
low = 0.2
high = 0.4
[[factor]]
key = "behaviour.cloud.horizon"
low = 2.0
high = 4.0
[output]
series = ["compute.owned"]
reductions = ["final"]
"""


def main(points=16):
    with tempfile.TemporaryDirectory() as folder:
        design = Path(folder) / "wear.toml"
        design.write_text(DESIGN.format(points=points))
        runs = er.sweep(design, Path(folder) / "wear").load()
        own = er.sensitivity(Path(folder) / "wear", lambda runs: runs["compute.owned.final"].sel(country="cn"))
    factors = ["technology.wear", "behaviour.cloud.horizon"]
    problem = {"num_vars": 2, "names": factors, "bounds": [[0.2, 0.4], [2.0, 4.0]]}
    china = runs["compute.owned.final"].sel(country="cn").sortby("run")
    # The runs come in the order in which SALib wants them: blocks of base point, changed points, second base point.
    print(sobol.analyze(problem, china.values, calc_second_order=False, print_to_console=False, seed=1).to_df()[0])
    print(own)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
