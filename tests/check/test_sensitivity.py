"""Indices of a function whose indices are known, through the whole way: design, runs, folder, SALib."""

import exarace as er
import numpy as np
from known_function import FIRST_ORDER, TOTAL, factors_text, ishigami

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
    (tmp_path / "s.toml").write_text(DESIGN + factors_text())
    er.sweep(tmp_path / "s.toml", tmp_path / "s")

    def of_what_was_run(runs):
        """Nothing of a run that is not there."""
        return ishigami(runs).where(runs["compute.owned.final"].sum("country") > 0)

    found = er.sensitivity(tmp_path / "s", of_what_was_run)
    assert (found.attrs["used"], found.attrs["planned"]) == (512, 512)
    np.testing.assert_allclose(found["S1"], FIRST_ORDER, atol=0.05)
    np.testing.assert_allclose(found["ST"], TOTAL, atol=0.05)
