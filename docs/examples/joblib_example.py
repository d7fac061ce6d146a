"""Runs side by side with joblib.

    pip install joblib
    python docs/examples/joblib_example.py

Scenarios and results travel between processes. For more than some dozens of runs a sweep is better: it keeps what is done.
"""

import sys

import exarace as er
from joblib import Parallel, delayed

BASE = er.load("baseline").with_({"run.end": "2023-01-01"})


def china(seed):
    """Compute owned in China at the end of one run."""
    series = BASE.run(seed=seed, threads=1, progress=False).to_xarray()
    return float(series["compute.owned"].sel(country="cn").isel(time=-1))


def main(runs=4):
    values = Parallel(n_jobs=2)(delayed(china)(seed) for seed in range(1, runs + 1))
    print(f"{runs} seeds: from {min(values):.0f} to {max(values):.0f} H100e")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
