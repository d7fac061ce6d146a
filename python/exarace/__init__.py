"""Agent-based economic simulator of the US-China race for AI compute.

Examples
--------
>>> import exarace as er
>>> base = er.load("baseline")
>>> result = base.with_({"run.end": "2022-04-01"}).run(seed=1)
>>> result.to_xarray()["compute.installed"].attrs["units"]
'H100e'
"""

from typing import TYPE_CHECKING as _TYPE_CHECKING

from exarace._exarace import AuditError, Error, ResultError, ScenarioError
from exarace._exarace import version as __version__
from exarace.citation import Citation
from exarace.comparison import compare, plot_effects
from exarace.dataset import open
from exarace.ensemble import Ensemble
from exarace.explorer import explore
from exarace.history.api import Posterior, backtest, calibrate, nowcast, posterior
from exarace.indices import plot_sensitivity, sensitivity
from exarace.listing import instruments, mechanisms, observables, parameters, scenarios, series
from exarace.policy import Act, GovernmentPolicy, Measure, Observation
from exarace.reading import read, resume
from exarace.reproduction import Reproduction
from exarace.result import Result
from exarace.scenario import Scenario, load
from exarace.simulation import Simulation
from exarace.sweeping import sweep
from exarace.table import Table

__all__ = [
    "Act",
    "AuditError",
    "Citation",
    "Ensemble",
    "Error",
    "GovernmentPolicy",
    "Measure",
    "Observation",
    "Posterior",
    "Reproduction",
    "Result",
    "ResultError",
    "Scenario",
    "ScenarioError",
    "Simulation",
    "Table",
    "__version__",
    "backtest",
    "calibrate",
    "compare",
    "explore",
    "instruments",
    "load",
    "mechanisms",
    "nowcast",
    "observables",
    "open",
    "parameters",
    "plot_effects",
    "plot_sensitivity",
    "posterior",
    "read",
    "resume",
    "scenarios",
    "sensitivity",
    "series",
    "sweep",
]


def __dir__() -> list[str]:
    return sorted(__all__)


if not _TYPE_CHECKING:  # type checkers know all names

    def __getattr__(name):
        from exarace._elsewhere import PACKAGE
        from exarace._near import missing

        raise missing("exarace", name, [] if name.startswith("_") else __all__, PACKAGE)
