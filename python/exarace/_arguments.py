"""What users hand in, checked: every refusal names the argument, the value, and what is allowed."""

from __future__ import annotations

import difflib
import operator
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exarace._exarace import ScenarioError

LARGEST_SEED = 9_000_000_000_000_000
MOST_THREADS = 4096
RESULT_ENDINGS = (".h5", ".hdf5", ".nc")
PAGE_ENDINGS = (".html", ".htm")


def whole(name: str, value: Any, low: int, high: int) -> int:
    """A whole number from `low` to `high`; integers of NumPy are taken, truth values are not."""
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name}: expected a whole number from {low} to {high}, found {value!r}") from None
    if not low <= number <= high:
        raise ScenarioError(f"{name}: expected a whole number from {low} to {high}, found {value!r}")
    return number


def amount(name: str, value: Any, low: float, high: float, unit: str) -> float:
    """A number with a unit; numbers of NumPy and decimals are taken, texts and truth values are not."""
    if isinstance(value, bool | str) or not hasattr(value, "__float__"):
        raise TypeError(f"{name}: expected a number from {low:g} to {high:g} [{unit}], found {value!r}")
    number = float(value)
    if not low <= number <= high:
        raise ScenarioError(f"{name}: expected a number from {low:g} to {high:g} [{unit}], found {value!r}")
    return number


def texts(name: str, value: Sequence[str] | str | None) -> list[str]:
    """A text, or several."""
    if value is None or isinstance(value, str):
        return [] if value is None else [value]
    return list_of(name, value, str, "a text or a list of texts")


def list_of(name: str, value: Any, wanted: type, expected: str) -> list[Any]:
    """Several objects of one type."""
    found = list(value) if isinstance(value, Iterable) else None
    if found is None or not all(isinstance(one, wanted) for one in found):
        raise TypeError(f"{name}: expected {expected}, found {value!r}")
    return found


def mapping(name: str, value: Any, of: str) -> Mapping[Any, Any]:
    """A dict or the like; `of` says from what to what."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{name}: expected a dict from {of}, found {value!r}")
    return value


def instance(name: str, value: Any, wanted: type, hint: str) -> Any:
    """An object of a class of this package."""
    if not isinstance(value, wanted):
        raise TypeError(f"{name}: expected a {wanted.__name__}, found {value!r}; {hint}")
    return value


def file_name(name: str, value: Any, endings: Sequence[str], what: str) -> str:
    """Name of a file to write, with an ending that says what is in it, or with none."""
    path = os.fspath(value)
    ending = os.path.splitext(path)[1]
    if ending and ending not in endings:
        known = f"{', '.join(endings[:-1])} or {endings[-1]}"
        raise ScenarioError(f"{name}: expected a name that ends in {known}, as {what} is what is written, found {path!r}")
    return path


def did_you_mean(wanted: str, known: Iterable[str], otherwise: str = "") -> str:
    """The end of a message about an unknown name: the nearest known one."""
    near = difflib.get_close_matches(str(wanted), list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else otherwise


def run_options(seed: int | None, replicate: int, threads: int | None, record: Any, audit: bool) -> dict[str, Any]:
    """Arguments of the compiled half."""
    return {
        "seed": None if seed is None else whole("seed", seed, 0, LARGEST_SEED),
        "replicate": whole("replicate", replicate, 0, LARGEST_SEED),
        "threads": 0 if threads is None else whole("threads", threads, 1, MOST_THREADS),
        "audit": bool(audit),
        "record": texts("record", record),
    }
