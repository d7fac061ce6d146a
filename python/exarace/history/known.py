"""A scenario as it was known at a date."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from exarace.history.data import month_number

if TYPE_CHECKING:
    from exarace.scenario import Scenario


def as_known(scenario: Scenario, month: str) -> Scenario:
    """The scenario without what was announced after the end of a month."""
    number = month_number(month) + 1
    day = datetime.date(number // 12, number % 12 + 1, 1) - datetime.timedelta(days=1)
    return scenario.with_({"run.known": day})


def as_known_today(scenario: Scenario) -> Scenario:
    """The scenario with all that its tables hold."""
    return scenario.with_({"run.known": datetime.date(9999, 12, 30)})
