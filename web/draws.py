"""Draws of the posterior that comes with the baseline, for the explorer: python web/draws.py FOLDER writes FOLDER/draws.json.

Thirty draws by weight; without a posterior the bands of the explorer hold seeds alone and nothing is written.
"""

import json
import sys
from pathlib import Path

import h5py
import numpy as np

POSTERIOR = Path(__file__).resolve().parents[1] / "scenarios" / "baseline.posterior.h5"
MANY = 30


def chosen(weights: np.ndarray, many: int) -> np.ndarray:
    """Places of `many` draws, each as often as its weight says (systematic resampling from the middle of each step)."""
    shares = np.cumsum(weights) / np.sum(weights)
    return np.searchsorted(shares, (np.arange(many) + 0.5) / many)


def main(folder: str) -> None:
    page = Path(folder) / "draws.json"
    page.unlink(missing_ok=True)
    if not POSTERIOR.is_file():
        return
    with h5py.File(POSTERIOR) as file:
        group = file["draws"]
        places = chosen(group["weight"][()], MANY)
        keys = [name for name in group if name not in ("draw", "weight")]
        values = np.array([group[key][()][places] for key in keys], dtype=float)
    draws = [[[key, repr(float(value))] for key, value in zip(keys, draw, strict=True)] for draw in values.T]
    page.write_text(json.dumps(draws))


if __name__ == "__main__":
    main(*sys.argv[1:])
