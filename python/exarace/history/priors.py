"""Uncertain keys of a scenario and their priors, in normal space and back."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from exarace._exarace import ScenarioError

if TYPE_CHECKING:
    from exarace.scenario import Scenario


@dataclass(frozen=True)
class Prior:
    """What is plausible for a key, cut at what is valid."""

    key: str
    """As changes and factors name it; "times:KEY" is a factor on what stands there."""
    unit: str
    about: str
    shape: str
    numbers: dict[str, float]
    value: float
    """That the scenario has; 1 of a factor."""
    low: float
    high: float
    whole: bool

    def value_at(self, z: np.ndarray) -> np.ndarray:
        """Values at standard normal places, of the same shape."""
        from scipy.special import ndtr, ndtri

        n = self.numbers
        u = ndtr(np.asarray(z, dtype=float))
        if self.shape in ("lognormal", "normal"):
            log = self.shape == "lognormal"
            centre, spread = (np.log(n["median"]), n["sigma"]) if log else (n["mean"], n["sd"])
            low, high = (_log(self.low), _log(self.high)) if log else (self.low, self.high)
            a, b = ndtr((low - centre) / spread), ndtr((high - centre) / spread)
            x = centre + spread * ndtri(np.clip(a + u * (b - a), 1e-300, 1 - 2**-53))
            x = np.exp(x) if log else x
        elif self.shape == "uniform":
            x = n["low"] + u * (n["high"] - n["low"])
        elif self.shape == "loguniform":
            x = n["low"] * (n["high"] / n["low"]) ** u
        elif self.shape == "triangular":
            a, m, b = n["low"], n["mode"], n["high"]
            left = (m - a) / (b - a)
            x = np.where(u < left, a + np.sqrt(u * (b - a) * (m - a)), b - np.sqrt((1 - u) * (b - a) * (b - m)))
        else:
            raise ScenarioError(f"{self.key}: a prior of the shape '{self.shape}' is not known")
        x = np.clip(x, self.low, self.high)
        return np.round(x) if self.whole else x


def _log(x: float) -> float:
    return float(np.log(x)) if x > 0 else -np.inf


def priors_of(scenario: Scenario, leave_out: Sequence[str] = ()) -> list[Prior]:
    """All uncertain keys of a scenario, in the order of its declarations.

    Raises
    ------
    ScenarioError
        If the scenario has none.
    """
    out = [Prior(*row) for row in scenario._compiled.uncertain()]
    plain = {key: key.removeprefix("times:") for key in (p.key for p in out)}
    out = [p for p in out if not any(plain[p.key] == key or plain[p.key].startswith(key + ".") for key in leave_out)]
    if not out:
        raise ScenarioError(
            f"{scenario.name}: no key has a prior; .prior(...) in fields() gives it one, "
            "or prior = { dist = ... } beside a value"
        )
    return out


def normal_draws(priors: Sequence[Prior], members: int, seed: int) -> np.ndarray:
    """Latin hypercube in normal space, of shape [key, member].

    Each key has a stream of its own: a further key does not move the draws of the others.
    """
    from scipy.special import ndtri

    out = np.empty((len(priors), members))
    for row, prior in enumerate(priors):
        stream = np.random.Generator(np.random.PCG64([seed, zlib.crc32(prior.key.encode())]))
        slices = stream.permutation(members)
        out[row] = ndtri((slices + stream.random(members)) / members)
    return out


def values_of(priors: Sequence[Prior], z: np.ndarray) -> np.ndarray:
    """Values of all keys, of shape [key, member]."""
    return np.array([prior.value_at(row) for prior, row in zip(priors, z, strict=True)]).reshape(z.shape)
