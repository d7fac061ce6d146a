"""All keys of a scenario with their values: looked through, scaled, compared."""

from __future__ import annotations

import fnmatch
import functools
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exarace import _arguments, _exarace
from exarace._exarace import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

ABOUT_ROWS = ("source", "vintage", "assumed", "calibrated")
"""Columns that say where the others come from."""
# The numbers of a distribution that are scaled; spreads of logarithms stay.
_SCALED = ("low", "high", "mode", "median", "mean", "sd")


@dataclass(frozen=True)
class Key:
    """A key of a scenario."""

    path: str
    value: Any
    """As `Scenario.get` gives it; None where a key that need not be said is not."""
    said: bool
    """Whether the scenario says it; it stands at its default otherwise."""
    declared: Mapping[str, Any]
    """What is declared of it: type, unit, low, high, about, ..."""
    row: Mapping[str, Any] | None
    """The row that it belongs to, of a table."""
    prior: Mapping[str, Any] | None = None
    """The prior that the scenario says beside the value."""

    @property
    def basis(self) -> str:
        """``"sourced"``, ``"assumed"``, ``"calibrated"``, or nothing for a choice."""
        if self.row is None or self.declared["basis"]:
            return str(self.declared["basis"] or "")
        column = self.path.split(".")[2]
        for word in ("assumed", "calibrated"):
            if column in self.row.get(word, ()):
                return word
        return "assumed" if self.source == "assumed" else "sourced" if self.source else ""

    @property
    def source(self) -> str:
        """Key of the source, see docs/sources.md."""
        return str(self.declared["source"] or (self.row or {}).get("source", ""))

    @property
    def vintage(self) -> str:
        """Month by which the number could be known."""
        return str(self.declared["vintage"] or (self.row or {}).get("vintage", ""))


@functools.cache
def _declared() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(_exarace.list_as_json("parameters"))
    return listed


def every_key(document: Mapping[str, Any]) -> Iterator[Key]:
    """All keys that a scenario may set, `document` being all that it says."""
    for declared in _declared():
        yield from _expand(document, declared["key"].split("."), [], declared, None)


def _expand(
    node: Any, rest: list[str], path: list[str], declared: Mapping[str, Any], row: Mapping[str, Any] | None
) -> Iterator[Key]:
    if rest[0] == "<id>":
        for one in node if isinstance(node, list) else []:
            fits = not declared["kind"] or len(path) > 1 or one.get("kind") == declared["kind"]
            if fits and one.get("enabled", True):
                yield from _expand(one, rest[1:], [*path, str(one.get("id"))], declared, row or one)
    elif len(rest) > 1:
        below = node.get(rest[0]) if isinstance(node, Mapping) else None
        if below is not None or "<id>" not in rest:
            yield from _expand(below, rest[1:], [*path, rest[0]], declared, row)
    else:
        said = isinstance(node, Mapping) and rest[0] in node
        value = node[rest[0]] if said else _default(declared)
        prior = value.get("prior") if isinstance(value, Mapping) else None
        yield Key(".".join([*path, rest[0]]), _plain(value, declared), said, declared, row, prior)


def _plain(value: Any, declared: Mapping[str, Any]) -> Any:
    """A value without the prior and the factor that stand beside it."""
    if not isinstance(value, Mapping) or not ("prior" in value or "times" in value):
        return value
    inner = value.get("value", _default(declared))
    times = value.get("times", 1.0)
    return _times("", inner, times) if times != 1 and isinstance(times, int | float) and _numbers(inner) else inner


def _default(declared: Mapping[str, Any]) -> Any:
    text = declared["default"]
    if text in ("", "required", "none"):
        return None
    if text in ("true", "false"):
        return bool(text == "true")
    try:
        return float(text)
    except ValueError:
        return text


def find(document: Mapping[str, Any], words: str) -> pd.DataFrame:
    """See `exarace.Scenario.find`."""
    from exarace._wide import Wide

    wanted = _arguments.text("words", words, "a text such as 'smic yield'").lower().replace("_", " ").split()
    wanted = [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in wanted]
    scored, unheard = [], set(wanted)
    for key in every_key(document):
        if key.path.rpartition(".")[2] in (*ABOUT_ROWS, "id", "name", "kind"):
            continue
        near = f"{key.path} {(key.row or {}).get('name', '')}".lower().replace("_", " ")
        far = f"{key.declared['about']} {key.source}".lower().replace("_", " ")
        hits = [2 if word in near else 1 if word in far else 0 for word in wanted]
        scored.append((sum(hit > 0 for hit in hits), sum(hits), key))
        unheard.difference_update(word for word, hit in zip(wanted, hits, strict=True) if hit)
    most = max((count for count, _, _ in scored), default=0)
    chosen = [entry for entry in scored if entry[0] == most and most > 0]
    chosen.sort(key=lambda entry: -entry[1])
    rows = [
        (key.path, _shown(key.value), key.declared["unit"], _prior(key), key.basis, key.source, key.declared["about"])
        for _, _, key in chosen
    ]
    table = Wide(rows, columns=["key", "value", "unit", "prior", "basis", "source", "about"]).set_index("key")
    if most < len(wanted):
        fits = f"these fit {most} of the {len(wanted)} words" if most else "leave words out, or take others"
        nowhere = "".join(f"; {word!r} is in none" for word in wanted if word in unheard) if most else ""
        table.attrs["note"] = f"no key fits {words!r}: {fits}{nowhere}"
    return table


def _shown(value: Any) -> Any:
    """A value for a cell of a table."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {item:g}" if isinstance(item, float) else f"{key}: {item}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _prior(key: Key) -> str:
    """What is plausible: the prior that is declared or said, a distribution that is drawn from, else the valid range."""
    declared = key.prior or key.declared.get("prior")
    if declared:
        return str(_shown(declared))
    if isinstance(key.value, Mapping) and "dist" in key.value:
        return str(_shown(key.value))
    low, high = key.declared["low"], key.declared["high"]
    return "" if low is None and high is None else f"valid {_limit(low)} to {_limit(high)}"


def _limit(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def scaled(document: Mapping[str, Any], get: Any, factors: Mapping[str, Any]) -> dict[str, tuple[Any, float]]:
    """Scaled values and their factors by key; a pattern stands for all keys that fit it and hold numbers."""
    found: dict[str, tuple[Any, float]] = {}
    for pattern, factor in _arguments.mapping("factors", factors, "key paths or patterns to factors").items():
        number = _arguments.amount(f"scale:{pattern}", factor, 0, math.inf, "times")
        if not math.isfinite(number):
            raise ScenarioError(f"scale:{pattern}: expected a finite factor, found {factor!r}")
        if "*" not in str(pattern) and "?" not in str(pattern):
            found[pattern] = (_times(str(pattern), get(pattern), number), number)
            continue
        fits = [key for key in every_key(document) if fnmatch.fnmatchcase(key.path, pattern) and _numbers(key.value)]
        if not fits:
            raise ScenarioError(f"scale:{pattern}: no key with a number fits this pattern; find() looks for keys")
        found.update({key.path: (_times(key.path, get(key.path), number), number) for key in fits})
    return found


def _numbers(value: Any) -> bool:
    if isinstance(value, Mapping):
        return "between" in value or "dist" in value
    if isinstance(value, list):
        return bool(value) and all(_numbers(item) for item in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _times(key: str, value: Any, factor: float) -> Any:
    if not _numbers(value):
        raise ScenarioError(f"scale:{key}: expected a key that holds numbers, found {_shown(value)!r}")
    if isinstance(value, list):
        return [_times(key, item, factor) for item in value]
    if not isinstance(value, Mapping):
        product = value * factor
        return int(product) if isinstance(value, int) and float(product).is_integer() else product
    names = _SCALED if "dist" in value else [name for name in value if name != "between"]
    return {name: item * factor if name in names else item for name, item in value.items()}


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[tuple[str, Any, Any, str]]:
    """Keys in which two scenarios differ: path, both values (None where nothing is said and there is no default), unit."""
    mine = {key.path: key for key in every_key(one)}
    others = {key.path: key for key in every_key(other)}
    rows = []
    for path in dict.fromkeys([*mine, *others]):
        a, b = mine.get(path), others.get(path)
        left, right = (None if key is None else key.value for key in (a, b))
        if left != right:
            rows.append((path, left, right, str((a or b).declared["unit"] if (a or b) else "")))
    return rows
