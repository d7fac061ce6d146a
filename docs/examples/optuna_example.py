"""A search with Optuna: the threshold and the enforcement budget that hold China's compute down at least cost.

    pip install optuna
    python docs/examples/optuna_example.py

Both directions are kept: the answer is a front, not a point. Every trial uses the same seed, so that they can be compared.
"""

import sys

import exarace as er
import optuna

BASE = er.load("baseline").with_({"run.end": "2024-01-01"})


def objective(trial):
    """China's compute, and what designers sold in the world, at the end."""
    tpp_min = trial.suggest_float("tpp_min", 1000, 10000, log=True)
    scenario = BASE.with_({"regimes.us_2022_10.clauses.a.tpp_min": tpp_min})
    series = scenario.run(seed=1, progress=False).to_xarray()
    china = float(series["compute.owned"].sel(country="cn").isel(time=-1))
    return china, float(series["chips.sold_value"].sum())


def main(trials=20):
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(directions=["minimize", "maximize"], sampler=optuna.samplers.NSGAIISampler(seed=1))
    study.optimize(objective, n_trials=trials)
    for best in study.best_trials:
        china, sold = best.values
        print(f"tpp_min {best.params['tpp_min']:7.0f}: {china:10.0f} H100e in China, {sold / 1e9:6.1f} billion USD sold")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
