"""The market in Numba: one compiled loop, draws from a hash of (row, seed, step)."""

import numba
import numpy as np
from common import play


@numba.njit(inline="always")
def mixed(x):
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@numba.njit
def advance(users, threshold, steepness, luck, country, base, adoption, provider, effective, edges, rates, key, cells):
    labs, share = edges.shape[1], np.float32(2.0**-32)
    cells[:] = 0.0
    for i in range(users.size):
        c = country[i]
        gap = (np.float32(effective[c]) - threshold[i]) * steepness[i]
        target = min(max(gap, np.float32(0)), np.float32(1))
        adoption[i] += rates[0] * (target - adoption[i])
        word = mixed(luck[i] + key)
        if np.float32(word & np.uint64(0xFFFFFFFF)) * share < rates[1]:
            draw = np.float32(word >> np.uint64(32)) * share
            lab = 0
            while lab + 1 < labs and edges[c, lab] <= draw:
                lab += 1
            provider[i] = lab
        cells[base[i] + provider[i]] += np.float64(adoption[i]) * np.float64(users[i])


def begin(m, seed):
    columns = [m[name] for name in ("users", "threshold", "steepness", "luck", "country", "base")]
    columns += [np.zeros(m["rows"], np.float32), np.zeros(m["rows"], np.uint16)]
    rates, cells = np.array([m["closes"], m["reviews"]], np.float32), np.zeros(m["weight"].shape[1])

    def call(columns, t):
        key = np.uint64((seed * 0xD1342543DE82EF95 + (t + 1) * 0x9E3779B97F4A7C15) % 2**64)
        advance(*columns, m["effective"][t], m["cumulative"][t], rates, key, cells)
        return cells @ m["weight"][t]

    call([column[:1].copy() for column in columns], 0)  # compiles
    return lambda t: call(columns, t)


play(begin)
