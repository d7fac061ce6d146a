"""What a user brings into a run: governments that he decides for."""

import exarace as er
import pytest


@pytest.fixture(scope="module")
def short():
    return er.load("baseline").with_({"run.end": "2022-04-01"})


def test_a_run_with_a_government_of_the_user_says_so(short):
    assert short.run(seed=1, policies={"us": lambda seen: []}).provenance["user_code"] == "yes"
    assert short.run(seed=1).provenance["user_code"] == "no"
