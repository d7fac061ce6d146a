"""Population and offers of the small market, as bench_market wrote them; what every system prints at its end."""

import json
import sys
import time
from pathlib import Path

import numpy as np


def load(folder):
    """Returns the market: columns of the population by row, offers by step, and the sizes."""
    with open(Path(folder) / "population.bin", "rb") as file:
        (rows,) = np.fromfile(file, np.int64, 1)
        users, threshold, steepness = (np.fromfile(file, np.float32, rows) for _ in range(3))
        luck = np.fromfile(file, np.uint64, rows)
        country, sector = (np.fromfile(file, np.uint8, rows) for _ in range(2))
    with open(Path(folder) / "offers.bin", "rb") as file:
        steps, countries, sectors, labs = (int(size) for size in np.fromfile(file, np.int64, 4))
        closes, reviews = (float(rate) for rate in np.fromfile(file, np.float64, 2))
        effective = np.fromfile(file, np.float64, steps * countries).reshape(steps, countries)
        weight = np.fromfile(file, np.float64, steps * countries * sectors * labs).reshape(steps, -1)
        cumulative = np.fromfile(file, np.float32, steps * countries * labs).reshape(steps, countries, labs)
    base = (country.astype(np.int64) * sectors + sector) * labs
    return dict(
        rows=int(rows), users=users, threshold=threshold, steepness=steepness, luck=luck, country=country, base=base,
        steps=steps, countries=countries, labs=labs, closes=closes, reviews=reviews,
        effective=effective, weight=weight, cumulative=cumulative,
    )  # fmt: skip


def play(begin):
    """Plays the market that the words of the command line name and prints a line of JSON.

    ``begin(market, seed)`` returns a function that takes a step and returns its total of wanted spend.
    """
    market, seed = load(sys.argv[1]), int(sys.argv[2])
    step = begin(market, seed)
    begun = time.process_time()
    totals = [float(step(t)) for t in range(market["steps"])]
    seconds = time.process_time() - begun
    print(json.dumps({"rows": market["rows"], "steps": market["steps"], "seconds": seconds, "totals": totals}))
