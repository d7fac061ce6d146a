"""Ensemble smoother with multiple data assimilation (Emerick and Reynolds 2013), by `iterative_ensemble_smoother`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import numpy as np

Forward = Callable[[np.ndarray, int], tuple[np.ndarray, np.ndarray]]
"""From places [key, member] and the number of the update to predictions [observation, good member] and which are good."""


def one_thread() -> AbstractContextManager[object]:
    """Linear algebra on one thread: the bits do not depend on how many the machine has."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        return nullcontext()
    return threadpool_limits(1)


def assimilate(
    x: np.ndarray,
    forward: Forward,
    observed: np.ndarray,
    sd: np.ndarray,
    *,
    updates: int,
    seed: int,
    localise: bool = True,
    truncation: float = 0.99,
) -> tuple[np.ndarray, list[dict[str, float]]]:
    """Draws given observations.

    Parameters
    ----------
    x
        Prior draws in normal space, [key, member].
    forward
        The model, see `Forward`; members that fail are dropped and stay dropped.
    observed, sd
        Observations and standard deviations of their errors, [observation].
    updates
        How often all data are used, each time with their error variance times as much.
    seed
        Of the perturbed observations.
    localise
        Whether a key is moved only by observations that correlate with it by more than 3 / sqrt(members), so that keys
        that nothing identifies keep their prior.
    truncation
        Part of the singular values that is kept.

    Returns
    -------
    tuple
        Posterior draws [key, member], and for each update the mean misfit and its members.
    """
    import iterative_ensemble_smoother as ies

    told = []
    smoother: ies.ESMDA | None = None
    perturbations = np.random.default_rng([seed, 0x0B5])  # a stream that no prior draw shares
    with one_thread():
        kind = ies.AdaptiveESMDA if localise else ies.ESMDA
        smoother = kind(covariance=sd**2, observations=observed.astype(float), alpha=updates, seed=perturbations)
        for number in range(updates):
            y, good = forward(x, number)
            x = x[:, good]
            moves = np.std(y, axis=1) > 1e-12
            told.append({"misfit": misfit(y, observed, sd), "members": float(x.shape[1])})
            y = y + np.where(moves, 0.0, 1e-9)[:, None] * np.linspace(-1, 1, y.shape[1])  # what never moves teaches nothing
            smoother.prepare_assimilation(Y=y, truncation=truncation)
            x = smoother.assimilate_batch(X=x, n_jobs=1) if localise else smoother.assimilate_batch(X=x)
    return x, told


def misfit(y: np.ndarray, observed: np.ndarray, sd: np.ndarray) -> float:
    """Root of the mean squared distance in standard deviations, over members and observations."""
    return float(np.sqrt(np.mean(((y - observed[:, None]) / sd[:, None]) ** 2)))
