"""Indices of a function whose indices are known, through the whole way: design, runs, folder, SALib."""

import math

import exarace as er
import numpy as np

KEYS = (("behaviour.cloud.horizon", 2.0, 4.0), ("behaviour.cloud.wear", 0.2, 0.4),
        ("behaviour.designer.trend_weight", 0.3, 1.2))  # fmt: skip
DESIGN = """\
scenario = "baseline"
sampler = "saltelli"
points = 512
[set]
run.end = 2022-02-01
run.enterprises = 200
[output]
series = ["compute.owned"]
reductions = ["final"]
"""


def test_sobol_indices_of_a_known_function_come_out_of_real_runs(tmp_path):
    factors = "".join(f'[[factor]]\nkey = "{key}"\nlow = {low}\nhigh = {high}\n' for key, low, high in KEYS)
    (tmp_path / "s.toml").write_text(DESIGN + factors)
    er.sweep(tmp_path / "s.toml", tmp_path / "s")

    def ishigami(runs):
        """Ishigami and Homma (1990), a = 7, b = 0.1, of what each run was told; nothing of a run that is not there."""
        x = [-math.pi + 2 * math.pi * (runs[key] - low) / (high - low) for key, low, high in KEYS]
        there = runs["compute.owned.final"].sum("country") > 0
        return (np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])).where(there)

    found = er.sensitivity(tmp_path / "s", ishigami)
    assert (found.attrs["used"], found.attrs["planned"]) == (512, 512)
    np.testing.assert_allclose(found["S1"], [0.3139, 0.4424, 0.0], atol=0.05)
    np.testing.assert_allclose(found["ST"], [0.5576, 0.4424, 0.2437], atol=0.05)
