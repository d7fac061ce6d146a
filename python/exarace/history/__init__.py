"""The model held against the world: observations, observables, priors, calibration, backtest and nowcast."""
