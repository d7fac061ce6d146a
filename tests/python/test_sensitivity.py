"""What sensitivity() computes of functions whose effects are known, and what it refuses."""

import exarace as er
import numpy as np
import pytest

TOP = """\
scenario = "baseline"
[set]
run.end = 2022-03-01
run.enterprises = 100
[output]
series = ["compute.owned", "compute.spot_rent"]
"""
HORIZON = "behaviour.cloud.horizon"


@pytest.fixture(scope="module")
def morris(tmp_path_factory):
    folder = tmp_path_factory.mktemp("morris")
    design = f'{TOP.splitlines()[0]}\nsampler = "morris"\npoints = 6\nlevels = 1000\n' + TOP.split("\n", 1)[1]
    design += f'[[factor]]\nkey = "{HORIZON}"\nlow = 2.0\nhigh = 4.0\n'
    design += '[[factor]]\nkey = "mechanisms.M1"\nvalues = [true, false]\n'
    design += '[[factor]]\nkey = "behaviour.fab.headroom"\nvalues = [1.0, 1.15, 1.3]\n'
    design += '[[factor]]\nkey = "run.enterprises"\nlow = 100\nhigh = 102\n'
    (folder / "design.toml").write_text(design.replace("run.enterprises = 100\n", "", 1))
    er.sweep(folder / "design.toml", folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def saltelli(tmp_path_factory):
    folder = tmp_path_factory.mktemp("saltelli")
    design = f'{TOP.splitlines()[0]}\nsampler = "saltelli"\npoints = 3\n' + TOP.split("\n", 1)[1]
    design += f'[[factor]]\nkey = "{HORIZON}"\nlow = 2.0\nhigh = 4.0\n'
    design += '[[factor]]\nkey = "behaviour.cloud.greatest_growth"\nlow = 0.8\nhigh = 1.6\n'
    (folder / "design.toml").write_text(design)
    er.sweep(folder / "design.toml", folder / "out")
    return folder / "out"


def test_effects_of_flags_lists_and_whole_numbers_are_changes_from_end_to_end(morris):
    def from_end_to_end(d):
        """Every factor moves it by one."""
        y = (d[HORIZON] - 2) / 2 + d["mechanisms.M1"].astype(float) + (d["behaviour.fab.headroom"] - 1) / 0.3
        return (y + (d["run.enterprises"] - 100) / 2).rename("y")

    found = er.sensitivity(morris, from_end_to_end)
    np.testing.assert_allclose(found["mu_star"], 1, atol=1e-9)
    np.testing.assert_allclose(found["sigma"], 0, atol=1e-9)
    np.testing.assert_allclose(found["mu"], [1, -1, 1, 1], atol=1e-9)  # true comes first, and counts 0


def test_unknown_dimensions_are_refused(saltelli):
    with pytest.warns(UserWarning, match="power of two"), pytest.raises(er.ScenarioError, match="did you mean 'country'"):
        er.sensitivity(saltelli, "compute.owned", keep=("contry",))


def test_prices_are_not_added_up(saltelli):
    with pytest.warns(UserWarning), pytest.raises(er.ScenarioError, match="cannot be added up over country"):
        er.sensitivity(saltelli, "compute.spot_rent")


def test_steps_that_are_missing_everywhere_stay_missing(saltelli):
    with pytest.warns(UserWarning):
        found = er.sensitivity(saltelli, lambda d: d["compute.owned"].sum("country").where(d.time > d.time[0]))
    assert found.attrs["used"] == 3
    assert np.isnan(found["ST"].values[:, 0]).all()


def test_rounding_is_not_variation(saltelli):
    with pytest.warns(UserWarning, match="nothing varies"):
        found = er.sensitivity(saltelli, lambda d: (0.1 * d[HORIZON] + 0.2 - 0.1 * d[HORIZON]).rename("z"))
    assert np.isnan(found["ST"].values).all()


@pytest.mark.parametrize("make", [lambda d: d["compute.owned"].sum("country").values, lambda d: d["compute.owned"].sum("run")])
def test_functions_make_a_data_array_of_runs(saltelli, make):
    with pytest.warns(UserWarning), pytest.raises(TypeError, match="DataArray with the dimension run"):
        er.sensitivity(saltelli, make)


def test_points_that_are_no_power_of_two_are_told_of(saltelli):
    with pytest.warns(UserWarning, match="points = 3 is no power of two"):
        er.sensitivity(saltelli, "compute.owned")
