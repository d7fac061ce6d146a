"""Exploratory modelling with EMA Workbench: a hundred futures, two policies, what separates good from bad.

    pip install ema_workbench
    python docs/examples/ema_workbench_example.py

The model is a function of uncertainties and levers; runs of one call are made one after another here, and side by side with
`MultiprocessingEvaluator`.
"""

import sys

import exarace as er
from ema_workbench import Model, Policy, RealParameter, ScalarOutcome, SequentialEvaluator
from ema_workbench.analysis import feature_scoring

BASE = er.load("baseline").with_({"run.end": "2024-01-01"})


def simulate(wear, horizon, tpp_min):
    """One run: compute owned in China and in the United States at its end."""
    changes = {
        "technology.wear": wear,
        "behaviour.cloud.horizon": horizon,
        "regimes.us_2022_10.clauses.a.tpp_min": tpp_min,
    }
    owned = BASE.with_(changes).run(seed=1, progress=False).to_xarray()["compute.owned"].isel(time=-1)
    return {"china": float(owned.sel(country="cn")), "us": float(owned.sel(country="us"))}


def model():
    out = Model("exarace", function=simulate)
    out.uncertainties = [RealParameter("wear", 0.2, 0.4), RealParameter("horizon", 2.0, 4.0)]
    out.levers = [RealParameter("tpp_min", 1000.0, 10000.0)]
    out.outcomes = [ScalarOutcome("china"), ScalarOutcome("us")]
    return out


def main(scenarios=50):
    policies = [Policy("as it was", tpp_min=4800.0), Policy("tight", tpp_min=2400.0)]
    with SequentialEvaluator(model()) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=scenarios, policies=policies)
    print(experiments.assign(**outcomes).groupby("policy", observed=True)[["china", "us"]].mean())
    print(feature_scoring.get_feature_scores_all(experiments[["wear", "horizon", "tpp_min"]], outcomes))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
