"""Twins: data made by the model at known keys, calibrated, and the truth looked for in the posterior. Long: EXARACE_SOAK=1."""

import os

import exarace as er
import numpy as np
import pytest
from exarace.history import members as ensembles
from exarace.history import observables, priors
from exarace.history.calibrate import calibrate_and_fit, known_points
from exarace.history.world import world_of

pytest.importorskip("iterative_ensemble_smoother")


def twin(scenario, number, folder, members, updates):
    """Posterior of one twin, and the true places of its keys in normal space."""
    until = "2024-12"
    known = priors.priors_of(scenario)
    z = priors.normal_draws(known, 20, 9000 + number)[:, [number]]
    chosen, end = known_points(scenario, until)
    world = world_of(scenario)
    runs = ensembles.play(ensembles.until(scenario, end), [p.key for p in known], priors.values_of(known, z),
                          observables.used_series(chosen, world), folder / "truth", seed=77 + number)  # fmt: skip
    y = observables.predict(chosen, world, runs.load, runs.first, 1)[0]
    stream = np.random.Generator(np.random.PCG64([3, number]))
    made = {n: v + p.error * stream.standard_normal() for n, (v, p) in enumerate(zip(y, chosen, strict=True)) if np.isfinite(v)}
    _, fit = calibrate_and_fit(scenario, until, members=members, updates=updates, seed=number + 1, observed=made,
                               folder=folder / f"twin{number}")  # fmt: skip
    return fit.z, z[:, 0]


@pytest.mark.skipif(not os.environ.get("EXARACE_SOAK"), reason="takes half an hour: EXARACE_SOAK=1")
def test_the_truth_of_five_twins_lies_where_the_posterior_says(tmp_path):
    scenario = er.load("baseline")
    held, counted, spreads = 0, 0, []
    for number in range(5):
        z, truth = twin(scenario, number, tmp_path, members=150, updates=4)
        spread = z.std(axis=1, ddof=1)
        low, high = np.quantile(z, [0.05, 0.95], axis=1)
        learnt = spread < 0.5
        held += int(((low <= truth) & (truth <= high))[learnt].sum())
        counted += int(learnt.sum())
        spreads.append(spread)
    print(f"{held} of {counted} keys whose spread halved lie in their 90 % intervals")
    assert counted >= 10  # fewer would say nothing
    assert 0.82 <= held / counted <= 0.97
    unknown = np.median(spreads, axis=0) > 0.95
    assert unknown.any()
    assert np.median(np.array(spreads)[:, unknown]) == pytest.approx(1.0, abs=0.05)
