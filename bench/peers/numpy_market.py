"""The market in NumPy: columns of 32 bits, one generator, one thread."""

import numpy as np
from common import play


def begin(m, seed):
    random = np.random.default_rng(seed)
    country = m["country"].astype(np.intp)
    adoption, provider = np.zeros(m["rows"], np.float32), np.zeros(m["rows"], np.intp)
    closes, zero, one = np.float32(m["closes"]), np.float32(0), np.float32(1)

    def step(t):
        gap = (m["effective"][t].astype(np.float32)[country] - m["threshold"]) * m["steepness"]
        adoption[:] += closes * (np.clip(gap, zero, one) - adoption)
        looks = np.flatnonzero(random.random(m["rows"], np.float32) < m["reviews"])
        draw, where = random.random(looks.size, np.float32), country[looks]
        for k in range(m["countries"]):
            there = where == k
            if there.any():
                lab = np.searchsorted(m["cumulative"][t, k], draw[there], side="right")
                provider[looks[there]] = np.minimum(lab, m["labs"] - 1)
        cells = np.bincount(m["base"] + provider, weights=adoption * m["users"], minlength=m["weight"].shape[1])
        return cells @ m["weight"][t]

    return step


play(begin)
