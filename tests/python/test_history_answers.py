"""Known answers: smoother against Kalman, scores and naive forecasts against closed forms, discrepancy against its law."""

import numpy as np
import pytest
from exarace.history import discrepancy, naive, scores

smoother = pytest.importorskip("exarace.history.smoother")
pytest.importorskip("iterative_ensemble_smoother")


def linear(members: int, seed: int, localise: bool = False):
    """A linear model with normal prior and errors: posterior of the smoother and of Kalman's formula."""
    stream = np.random.Generator(np.random.PCG64(7))
    a = stream.standard_normal((12, 6))
    sd = np.full(12, 0.8)
    observed = a @ stream.standard_normal(6) + sd * stream.standard_normal(12)
    gain = np.linalg.inv(np.eye(6) + a.T @ (a / sd[:, None] ** 2))
    mean = gain @ (a.T @ (observed / sd**2))
    x = np.random.Generator(np.random.PCG64(seed)).standard_normal((6, members))

    def forward(x, number):
        return a @ x, np.ones(x.shape[1], dtype=bool)

    z, told = smoother.assimilate(x, forward, observed, sd, updates=4, seed=seed, localise=localise, truncation=1.0)
    return z, told, mean, np.sqrt(np.diag(gain))


def errors(members: int, seeds: range) -> tuple[float, float]:
    means, variances = [], []
    for seed in seeds:
        z, _, mean, sd = linear(members, seed)
        means.append((z.mean(axis=1) - mean) / sd)
        variances.append(z.var(axis=1, ddof=1) / sd**2 - 1)
    return float(np.sqrt(np.mean(np.square(means)))), float(np.sqrt(np.mean(np.square(variances))))


def test_the_smoother_meets_the_kalman_posterior_of_a_linear_model():
    z, told, mean, sd = linear(1000, 3)
    assert np.max(np.abs(z.mean(axis=1) - mean) / sd) < 0.1
    assert np.max(np.abs(z.var(axis=1, ddof=1) / sd**2 - 1)) < 0.15
    assert told[0]["misfit"] > told[-1]["misfit"]


def test_the_error_of_the_smoother_halves_with_four_times_the_members():
    few, many = errors(1000, range(6)), errors(4000, range(6))
    assert many[0] < 0.7 * few[0]
    assert many[1] < 0.7 * few[1]


def test_a_key_that_nothing_sees_keeps_its_prior_when_localised():
    x = np.random.Generator(np.random.PCG64(1)).standard_normal((8, 150))
    observed, sd = np.full(30, 2.0), np.full(30, 0.5)

    def forward(x, number):
        return np.repeat(x[:1], 30, axis=0), np.ones(x.shape[1], dtype=bool)

    z, _ = smoother.assimilate(x, forward, observed, sd, updates=4, seed=1, localise=True)
    assert z[0].std() < 0.4
    assert np.all(z[1:].std(axis=1) > 0.9)


def test_members_that_fail_are_dropped_and_the_rest_goes_on():
    x = np.random.Generator(np.random.PCG64(1)).standard_normal((2, 100))

    def forward(x, number):
        good = np.ones(x.shape[1], dtype=bool)
        good[0] = number > 0
        return x[:, good], good

    z, told = smoother.assimilate(x, forward, np.zeros(2), np.ones(2), updates=2, seed=1, localise=False)
    assert z.shape == (2, 99)
    assert [t["members"] for t in told] == [99, 99]


def test_crps_of_a_normal_ensemble_is_that_of_the_normal():
    members = np.random.Generator(np.random.PCG64(2)).normal(0.3, 1.7, 4000)
    for observed in (-2.0, 0.3, 4.0):
        assert scores.crps_ensemble(observed, members) == pytest.approx(scores.crps_normal(observed, 0.3, 1.7), rel=0.03)
    assert scores.crps_normal(0.0, 0.0, 1.0) == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi))


def test_crps_without_the_library_is_the_same(monkeypatch):
    members = np.random.Generator(np.random.PCG64(2)).normal(0, 1, 37)
    with_library = scores.crps_ensemble(0.4, members)
    monkeypatch.setitem(__import__("sys").modules, "scoringrules", None)
    assert scores.crps_ensemble(0.4, members) == pytest.approx(with_library, rel=1e-12)
    pairs = np.abs(members[:, None] - members[None, :]).sum() / (37 * 36)
    assert with_library == pytest.approx(np.abs(members - 0.4).mean() - pairs / 2)


def test_pit_and_coverage_of_right_forecasts_are_uniform():
    stream = np.random.Generator(np.random.PCG64(5))
    places = [scores.pit(stream.normal(), stream.normal(size=99)) for _ in range(2000)]
    assert np.histogram(places, bins=10, range=(0, 1))[0] == pytest.approx(np.full(10, 200), abs=50)
    low, high = scores.coverage_band(100)
    assert low == pytest.approx(0.82, abs=0.011) and high == pytest.approx(0.97, abs=0.011)


def test_observations_count_once_per_period_then_series_then_block():
    import pandas as pd

    rows = pd.DataFrame(
        {
            "block": ["a"] * 4 + ["b"],
            "series": ["x", "x", "x", "y", "z"],
            "period": ["1", "1", "2", "1", "1"],
            "crps": [0.0, 2.0, 3.0, 4.0, 10.0],
        }
    )
    assert scores.averaged(rows, "crps").to_dict() == {"a": 3.0, "b": 10.0}  # x: (1 + 3) / 2, y: 4


def test_naive_forecasts_have_their_closed_forms():
    times = np.arange(10.0)
    line = 1 + 0.2 * times
    assert naive.forecast(times, line, 4, "persistence", 0.1).mean == pytest.approx(line[-1])
    assert naive.forecast(times, line, 4, "drift", 0.1).mean == pytest.approx(line[-1] + 0.8)
    assert naive.forecast(times, line, 4, "trend", 0.1).mean == pytest.approx(line[-1] + 0.8)
    damped = line[-1] + 0.2 * sum(0.5 ** (k / 4) for k in range(1, 5))
    assert naive.forecast(times, line, 4, "damped", 0.1).mean == pytest.approx(damped)
    assert naive.forecast(times, line, 40, "damped", 0.1).mean < line[-1] + 0.2 / (1 - 0.5**0.25)
    walk = np.array([0.0, 0.1, -0.1, 0.0])
    sd = naive.forecast(np.arange(4.0), walk, 4, "persistence", 0.1).sd
    assert sd == pytest.approx(2 * np.sqrt((4 * 0.01 + 0.01 + 0.04 + 0.01) / 7))


def test_a_damped_trend_of_three_points_is_persistence_with_the_spread_of_the_block():
    f = naive.forecast(np.arange(3.0), np.array([0.0, 1.0, 2.0]), 4, "damped", 0.3)
    assert (f.mean, f.sd) == (2.0, pytest.approx(0.6))


def test_a_discrepancy_fades_by_half_in_its_half_life_and_its_spread_tends_to_a_limit():
    errors = np.full(20000, 0.8)
    out = discrepancy.carried(errors, 8, 0.1, 8, np.random.Generator(np.random.PCG64(1)))
    assert out.mean() == pytest.approx(0.4, abs=0.01)
    assert out.std() == pytest.approx(discrepancy.spread(0.1, 8, 8), rel=0.03)
    assert discrepancy.spread(0.1, 1e6, 8) == pytest.approx(0.1 * np.sqrt(8 / (2 * np.log(2))))
    assert discrepancy.spread(0.1, 0.01, 8) == pytest.approx(0.1 * np.sqrt(0.01), rel=0.01)


def test_the_noise_of_a_discrepancy_is_found_again():
    stream = np.random.Generator(np.random.PCG64(3))
    tracks = []
    for _ in range(200):
        errors = [0.0]
        for _ in range(12):
            errors.append(errors[-1] * 0.5 ** (1 / 8) + discrepancy.spread(0.2, 1, 8) * stream.normal())
        seen = np.array(errors) + 0.15 * stream.standard_normal(13)
        tracks.append(discrepancy.Track("a", np.arange(13.0), seen, np.full(13, 0.15)))
    assert discrepancy.estimate_noise(tracks, 8).of("a") == pytest.approx(0.2, rel=0.08)


def test_parameters_and_luck_are_told_apart():
    import xarray as xr
    from exarace import ScenarioError
    from exarace.history.spread import apart

    stream = np.random.Generator(np.random.PCG64(4))
    draw = np.repeat(np.arange(400), 4)
    values = 3.0 * stream.standard_normal(400)[draw] + stream.standard_normal(1600)
    x = xr.DataArray(values, dims="run", coords={"draw": ("run", draw)})
    told = apart(x)
    assert float(told["parameters"]) == pytest.approx(9, rel=0.15)
    assert float(told["luck"]) == pytest.approx(1, rel=0.1)
    with pytest.raises(ScenarioError, match="played once"):
        apart(x.isel(run=slice(0, None, 4)))


def test_what_a_block_taught_is_what_it_alone_says():
    from types import SimpleNamespace

    from exarace.history.calibrate import Fit
    from exarace.history.learnt import by_block, told_most

    z = np.random.Generator(np.random.PCG64(1)).standard_normal((3, 2000))
    points = [SimpleNamespace(block=block) for block in ("a", "a", "b")]
    fit = Fit(points, np.zeros(3), z[[0, 0, 1]].T, z[[0, 0, 1]].T, [], z, z, np.array([1.0, 1.0, 0.5]))
    spreads = by_block(fit, ["x", "y", "unseen"])
    assert spreads.loc["x", "a"] == pytest.approx(np.sqrt(1 / 3), abs=0.03)  # two observations with the prior's own error
    assert spreads.loc["y", "b"] == pytest.approx(np.sqrt(1 / 5), abs=0.03)
    assert spreads.loc["unseen"].to_numpy() == pytest.approx([1, 1], abs=0.05)
    assert told_most(spreads).loc["b", "keys narrowed"] == 1


def scored(block, series, horizon, crps, covered=True, bare=0.1, origin="2023-12"):
    """Rows of scores against naive forecasts whose score is 1."""
    import pandas as pd

    rows = [{"origin": origin, "horizon": horizon, "block": block, "series": f"{series}{n}", "period": str(horizon), "crps": crps,
             "bare": bare, "median": 0.0, "observed": 0.0, "bare_median": -bare, "covered": covered and (n, horizon) != (0, 8),
             **dict.fromkeys(naive.PANEL, 1.0)} for n in range(8)]  # fmt: skip
    return pd.DataFrame(rows)


def test_what_is_asked_of_a_backtest_is_told_line_by_line():
    import pandas as pd
    from exarace.history.backtest import Backtest

    def holds(*parts):
        told = Backtest(pd.concat(parts, ignore_index=True), pd.DataFrame(), {}, []).demands()
        return told["holds"].tolist(), told["found"].tolist()

    good = [scored(block, "x", horizon, 0.7) for block in "abcd" for horizon in (2, 8)]
    good += [scored("e", "x", h, 0.5) for h in (2, 8)]
    answers, found = holds(*good)
    assert answers == ["yes"] * 5
    assert found[0] == "5 of 5" and found[1] == "+0.34" and found[2] == "94 %"
    worse = [*good[:6], *(scored(b, "x", h, 1.3, covered=False, bare=1.2, origin="2024-12") for b in "de" for h in (2, 8))]
    answers, found = holds(*worse)
    assert answers == ["no"] * 5
    assert found[0] == "3 of 5; not d -0.30, e -0.30" and "2024-12 -0.20" in found[4]
    one = [*good[:8], *(scored("e", "x", h, 1.3) for h in (2, 8))]  # four fifths hold, and far ones are not asked for the mean
    assert holds(*one)[0][:2] == ["yes", "no"]
    assert holds(*good[:8], scored("e", "x", 2, 0.1), scored("e", "y", 8, 9.0), scored("e", "x", 8, 9.0))[0][:2] == ["yes", "yes"]
    assert holds(*good[:2], scored("f", "x", 2, 5.0))[0][0] == "yes"  # too few to be asked


def test_the_series_that_make_a_block_lose_are_named():
    import pandas as pd
    from exarace.history.demands import losses

    parts = [scored("a", "x", 2, 0.5), scored("b", "x", 2, 0.5).head(2)]
    parts[0].loc[3, ["bare", "bare_median"]] = [5.0, -4.0]
    parts[1].loc[0, ["bare", "bare_median"]] = [2.5, 2.0]
    found = losses(pd.concat(parts, ignore_index=True))
    assert list(found.index) == [("b", "x0"), ("a", "x3")]  # one of two series, one of eight
    assert found["lost"].tolist() == pytest.approx([1.5 / 2, 4 / 8])
    assert found["bias"].tolist() == [2.0, -4.0]
