"""Results and simulations that lie in files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from exarace import _arguments, _exarace
from exarace import policy as _policy
from exarace._exarace import ResultError
from exarace.metrics import observers
from exarace.result import Result
from exarace.scenario import Scenario, load
from exarace.simulation import Simulation
from exarace.source import File


def read(path: str | os.PathLike[str]) -> Result:
    """Read the result of a run from its file, whole.

    Parameters
    ----------
    path
        A file that ``exarace run`` or `Result.save` has written.

    Returns
    -------
    Result
        With series, ``final``, ``events``, ``denials``, ``summary``, as after `Scenario.run`.

    Raises
    ------
    ResultError
        If the file is missing, damaged, or holds something else; an `OSError` as well.

    See Also
    --------
    open : a file, a comparison or a sweep as a Dataset that is read when it is used.

    Examples
    --------
    >>> import exarace as er
    >>> result = er.read(getfixture("result_file"))
    >>> result.provenance["seed"], "clouds" in result.final
    ('1', True)
    """
    name = _arguments.path("path", path)
    if os.path.isdir(name):
        raise ResultError(f"{name}: is a folder; exarace.open opens that of a sweep")
    facts = _exarace.read_provenance(name)
    if any(fact == "first_scenario" for fact, _ in facts):
        raise ResultError(f"{name}: holds a comparison; exarace.open opens it")
    return Result(File(_exarace.read_bytes(name), facts), Scenario.from_text)


def resume(
    path: str | os.PathLike[str],
    scenario: Scenario | str | None = None,
    *,
    threads: int | None = None,
    policies: Mapping[str, _policy.Decider] | None = None,
    observe: Mapping[str, Callable[[Simulation], float]] | None = None,
) -> Simulation:
    """Take up a simulation where a checkpoint stands.

    Parameters
    ----------
    path
        File that `Simulation.checkpoint`, or ``exarace run --checkpoint-every``, has written with this program.
    scenario
        Another scenario to go on under, or its name: a branch, as `Simulation.change`.
    threads, policies, observe
        As for `Simulation`. Where functions decided for governments, they must again.

    Raises
    ------
    ResultError
        If the file is missing, damaged, no checkpoint, or of another program.
    ScenarioError
        If policies are missing.
    """
    name = _arguments.path("path", path)
    number = 0 if threads is None else _arguments.whole("threads", threads, 1, _arguments.MOST_THREADS)
    own = _policy.made(policies)
    told = observers(observe)
    stepper = _exarace.resume(name, threads=number, command="exarace.resume", policies=_policy.compiled(own))
    new = Simulation.__new__(Simulation)
    new._begin(stepper, Scenario(stepper.scenario), own, told)
    if scenario is not None:
        new.change(scenario if isinstance(scenario, Scenario) else load(scenario))
    return new
