"""Python values as TOML, the language of scenario files."""

from __future__ import annotations

import datetime
import decimal
import math
import numbers
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml(value: Any) -> str:
    """Text of a value in TOML.

    Parameters
    ----------
    value
        A bool, number, text, date, or a list or mapping of such. A text that reads as a day, ``"2023-11-17"``, is a
        date. Scalars and arrays of NumPy, time stamps of pandas and a pandas Series over days are taken as what they
        stand for.

    Raises
    ------
    TypeError
        For what TOML has no word for, ``None`` among them, and for moments where a day is meant.

    Examples
    --------
    >>> toml({"2022-01-01": 10, "between": "linear"})
    '{"2022-01-01" = 10, "between" = "linear"}'
    >>> toml([True, 0.5, "fabs/intel", "2023-11-17"])
    '[true, 0.5, "fabs/intel", 2023-11-17]'
    >>> import numpy as np
    >>> toml(np.array(0.2))
    '0.2'
    """
    value = _plain(value)
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (datetime.date, np.datetime64)):
        return day(value)
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, (numbers.Real, decimal.Decimal)):
        return _number(float(value))
    if isinstance(value, str):
        return value if _DATE.match(value) else _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(_key(key))} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (Sequence, np.ndarray)):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    raise TypeError(f"expected a number, text, truth value, date, list or dict, found {value!r} of type {type(value).__name__}")


def _plain(value: Any) -> Any:
    """A scalar that comes in an array of no dimension, and a pandas Series by its index, as what they stand for."""
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        return value if isinstance(value, np.generic) else value[()] if isinstance(value, np.ndarray) else value.item()
    if type(value).__name__ == "Series" and hasattr(value, "to_dict"):
        return value.to_dict() if np.asarray(value.index).dtype.kind in "OMUT" else value.to_numpy()
    return value


def day(value: datetime.date | np.datetime64) -> str:
    """A day as TOML writes it; a moment within a day and a time zone are refused rather than dropped."""
    if isinstance(value, np.datetime64):
        if np.isnat(value):
            raise TypeError("expected a day, found NaT")
        if value != value.astype("datetime64[D]"):
            raise TypeError(f"expected a day, found the moment {value}")
        return str(np.datetime_as_string(value, unit="D"))
    if value != value:
        raise TypeError("expected a day, found NaT")
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            raise TypeError(f"expected a day without a time zone, found {value.isoformat()}; say which day is meant with .date()")
        if value.time() != datetime.time():
            raise TypeError(f"expected a day, found the moment {value.isoformat()}; say which day is meant with .date()")
    return value.isoformat()[:10]


def _number(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def _key(key: Any) -> str:
    return day(key) if isinstance(key, (datetime.date, np.datetime64)) else str(key)


def _text(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}") for c in value) + '"'
