"""Numbers and dates in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MONTHS = ("January February March April May June July August September October November December").split()


def number(value: float) -> str:
    """About three digits: 0.0123, 4.5, 120, 3,400.

    Examples
    --------
    >>> [number(x) for x in (0.01234, 4.51, 119.7, 3412.0, 0.0, float("nan"))]
    ['0.012', '4.5', '120', '3,410', '0', 'unknown']
    """
    if not math.isfinite(value):
        return "unknown"
    if value == 0:
        return "0"
    digits = 2 - math.floor(math.log10(abs(value))) - (1 if abs(value) < 100 else 0)
    rounded = round(value, digits)
    return f"{rounded:,.{max(digits, 0)}f}"


def percent(share: float) -> str:
    """A share as a percentage.

    Examples
    --------
    >>> percent(0.123), percent(0.004)
    ('12 %', '0.4 %')
    """
    if not math.isfinite(share):
        return "an unknown share"
    return f"{100 * share:.{1 if abs(share) < 0.1 and share != 0 else 0}f} %"


def month(day: pd.Timestamp) -> str:
    """A month in words.

    Examples
    --------
    >>> import pandas as pd
    >>> month(pd.Timestamp("2030-12-01"))
    'December 2030'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def listing(parts: list[str]) -> str:
    """Parts joined with commas and "and".

    Examples
    --------
    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
