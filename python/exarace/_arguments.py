"""What users hand in, checked: every refusal names the argument, the value, and what is allowed."""

from __future__ import annotations

import datetime
import difflib
import operator
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from exarace._exarace import ScenarioError, check_place
from exarace._toml import day as day_text

LARGEST_SEED = 9_000_000_000_000_000
MOST_THREADS = 4096
RESULT_ENDINGS = (".h5", ".hdf5", ".nc")
PAGE_ENDINGS = (".html", ".htm")

# How people call places whose ids are two letters: what is near by its letters would be another country.
_PLACES = {
    "china": "cn", "chn": "cn", "prc": "cn", "chinese": "cn", "usa": "us", "america": "us", "american": "us",
    "united states": "us", "united_states": "us", "taiwan": "tw", "twn": "tw", "korea": "kr", "kor": "kr",
    "south korea": "kr", "japan": "jp", "jpn": "jp", "netherlands": "nl", "nld": "nl", "holland": "nl", "europe": "eu",
    "britain": "uk", "gbr": "uk", "gb": "uk", "united kingdom": "uk", "india": "in", "ind": "in", "singapore": "sg",
    "sgp": "sg", "malaysia": "my", "mys": "my", "hong kong": "hk", "hongkong": "hk", "hkg": "hk", "emirates": "ae",
    "uae": "ae", "are": "ae", "saudi": "sa", "saudi arabia": "sa", "sau": "sa",
}  # fmt: skip


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
    of_unit = f" [{unit}]" if unit else ""
    try:
        if isinstance(value, bool | str) or not hasattr(value, "__float__"):
            raise TypeError
        number = float(value)
    except TypeError:
        raise TypeError(f"{name}: expected a number from {low:g} to {high:g}{of_unit}, found {value!r}") from None
    if not low <= number <= high:
        raise ScenarioError(f"{name}: expected a number from {low:g} to {high:g}{of_unit}, found {value!r}")
    return number


def share(name: str, value: Any) -> float:
    """A number between 0 and 1, both left out."""
    number = amount(name, value, float("-inf"), float("inf"), "")
    if not 0 < number < 1:
        raise ScenarioError(f"{name}: expected a number between 0 and 1, found {value!r}")
    return number


def text(name: str, value: Any, expected: str = "a text") -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected {expected}, found {value!r}")
    return str(value)


def truth(name: str, value: Any) -> bool:
    """True or False, of Python or NumPy."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name}: expected True or False, found {value!r}")
    return bool(value)


def place(name: str, value: Any, endings: Sequence[str], what: str, force: Any) -> str:
    """Name of a file to write, where one may be written."""
    found = file_name(name, value, endings, what)
    check_place(found, truth("force", force))
    return found


def texts(name: str, value: Sequence[str] | str | None) -> list[str]:
    """A text, or several."""
    if value is None or isinstance(value, str):
        return [] if value is None else [value]
    return list_of(name, value, str, "a text or a list of texts")


def day(name: str, value: Any) -> datetime.date:
    """A day: a date, a text such as "2026-01-31", or "2026-01" for the first of a month; moments are refused."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    if isinstance(value, str):
        found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", value)
        try:
            if not found:
                raise ValueError
            return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            raise ScenarioError(f"{name}: expected a day such as 2026-01-31, or a month, found {value!r}") from None
    if not isinstance(value, (datetime.date, np.datetime64)):
        raise TypeError(f"{name}: expected a date or a text such as 2026-01-31, found {value!r}")
    try:
        return datetime.date.fromisoformat(day_text(value))
    except TypeError as error:
        raise TypeError(f"{name}: {error}") from None


def list_of(name: str, value: Any, wanted: type, expected: str) -> list[Any]:
    """Several objects of one type."""
    found = list(value) if isinstance(value, Iterable) and getattr(value, "shape", None) != () else None
    if found is None or not all(isinstance(one, wanted) for one in found):
        raise TypeError(f"{name}: expected {expected}, found {value!r}")
    return found


def mapping(name: str, value: Any, of: str, optional: bool = False) -> Mapping[Any, Any]:
    """A dict or the like; `of` says from what to what. None stands for an empty one where it is `optional`."""
    if value is None and optional:
        return {}
    if not isinstance(value, Mapping):
        raise TypeError(f"{name}: expected a dict from {of}, found {value!r}")
    return value


def instance(name: str, value: Any, wanted: type, hint: str, called: str = "") -> Any:
    """An object of a class of this package, which users know by the name `called`."""
    if not isinstance(value, wanted):
        raise TypeError(f"{name}: expected a {called or wanted.__name__}, found {value!r}; {hint}")
    return value


def path(name: str, value: Any, expected: str = "the path of a file") -> str:
    """A path as a text."""
    try:
        found = os.fspath(value)
    except TypeError:
        raise TypeError(f"{name}: expected {expected}, found {value!r}") from None
    return os.fsdecode(found) if isinstance(found, bytes) else found


def file_name(name: str, value: Any, endings: Sequence[str], what: str) -> str:
    """Name of a file to write, with an ending that says what is in it, or with none."""
    found = path(name, value)
    ending = os.path.splitext(found)[1]
    if ending and ending not in endings:
        known = f"{', '.join(endings[:-1])} or {endings[-1]}" if len(endings) > 1 else endings[0]
        raise ScenarioError(f"{name}: expected a name that ends in {known}, as {what} is what is written, found {found!r}")
    return found


def did_you_mean(wanted: str, known: Iterable[str], otherwise: str = "") -> str:
    """The end of a message about an unknown name: the place that is meant, letters of another script, or the nearest."""
    asked, there = str(wanted), list(known)
    foreign = strange_letters(asked)
    if foreign:
        return f"; it holds {foreign}, and ids are of a-z, 0-9 and _"
    place = _PLACES.get(asked.strip().lower())
    if place in there:
        return f"; did you mean {place!r}?"
    near = difflib.get_close_matches(asked, there, n=1, cutoff=0.75 if len(asked) <= 5 else 0.6)
    return f"; did you mean {near[0]!r}?" if near and place is None else otherwise


def with_hint(error: ScenarioError, tables: Mapping[str, Sequence[str]]) -> ScenarioError:
    """The same error; where it is about one unknown id and tells no near one, with what is meant or what is wrong with it."""
    found = re.search(r"unknown id '([^']*)' in (\w+)$", str(error))
    if "\n" in str(error) or not found:
        return error
    return ScenarioError(f"{error}{did_you_mean(found[1], tables.get(found[2], ()))}")


def strange_letters(asked: str) -> str:
    """The first letter that is not of the Latin alphabet without marks, by name; "" if there is none."""
    for letter in asked:
        if ord(letter) > 127:
            return f"{letter!r}, {unicodedata.name(letter, 'a sign without a name').lower()}"
    return ""


def run_options(seed: Any, replicate: Any, threads: Any, record: Any, audit: Any) -> dict[str, Any]:
    """Arguments of the compiled half."""
    return {
        "seed": None if seed is None else whole("seed", seed, 0, LARGEST_SEED),
        "replicate": whole("replicate", replicate, 0, LARGEST_SEED),
        "threads": 0 if threads is None else whole("threads", threads, 1, MOST_THREADS),
        "audit": truth("audit", audit),
        "record": texts("record", record),
    }


class _OneMessage:
    """`messages` of an error that was raised in Python: its one text. Those of the compiled half have their own."""

    def __get__(self, error: Any, of: Any = None) -> Any:
        return self if error is None else [str(error)]


ScenarioError.messages = _OneMessage()  # type: ignore[assignment]
