"""Designs that are made in Python: factors and points as the TOML of a design file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from exarace import _arguments, _draws
from exarace._exarace import ScenarioError
from exarace._toml import toml
from exarace.settings import Settings

Sampler = Literal["list", "grid", "random", "latin_hypercube", "sobol", "saltelli", "morris"]
"""How points are laid into the space of the factors."""
DRAWS = "draws.h5"
FORMS = "(low, high), a list of values, 'prior', or a dict with low, high and scale, or with dist and its numbers"
FACTORS = "key paths to values, a DataFrame of points, 'uncertain', or a list of patterns of keys with a prior"
UNCERTAIN = "uncertain"
PRIOR = "prior"


class Written:
    """A design and its scenario as files of a folder, so that a sweep can begin with them."""

    def __init__(self, name: str, design: str, scenario: str, scenario_name: str, draws: Any = None) -> None:
        self.name = name
        self._draws = draws
        self._texts = {f"{name}.toml": design, f"{scenario_name}.toml": scenario}

    def into(self, folder: str) -> str:
        """Writes the files; returns the path of the design."""
        for file, text in self._texts.items():
            Path(folder, file).write_text(text, encoding="utf-8")
        if self._draws is not None:
            self._draws.save(Path(folder, DRAWS), force=True)
        return os.path.join(folder, f"{self.name}.toml")


def written(
    scenario: Settings,
    factors: Any,
    *,
    sampler: str | None,
    n: Any,
    replicates: Any,
    seed: Any,
    series: Sequence[str] | str | None,
    reductions: Sequence[str] | str | None,
    second_order: bool,
    draws: Any = None,
    correlations: Any = None,
) -> Written:
    """The design of a sweep over factors, over the points of a table, over priors, or over draws."""
    factors, patterns = _by_prior({} if factors is None else factors)
    posterior = None if draws is None else _draws.found(draws, scenario)
    table = _points(factors)
    rows = table if table is not None else _arguments.mapping("factors", factors, FACTORS)
    chosen = _sampler(sampler, table is not None, rows, patterns)
    file = safe(scenario.name)
    lines = [f"scenario = {toml(f'./{file}.toml')}", f"sampler = {toml(chosen)}"]
    if chosen not in ("list", "grid"):
        lines.append(f"points = {_arguments.whole('n', 64 if n is None else n, 1, 100_000_000)}")
        pairs = toml(_arguments.truth("second_order", second_order))
        lines += [f"second_order = {pairs}"] if chosen == "saltelli" else []
    elif n is not None and chosen == "list":
        raise ScenarioError("n: expected None, as the points are given")
    lines.append(f"replicates = {_arguments.whole('replicates', replicates, 1, 100_000_000)}")
    lines.append(f"seed = {_arguments.whole('seed', seed, 0, _arguments.LARGEST_SEED)}")
    if posterior is not None:
        lines.append(f"draws = {toml(DRAWS)}")
    if patterns:
        lines.append(f"factors = {toml(patterns)}")
    if correlations is not None:
        lines.append(f"correlations = [{', '.join(_correlations(correlations))}]")
    for key, spec in rows.items():
        lines += ["[[factor]]", f"key = {toml(str(key))}", *_factor(str(key), spec, chosen, n)]
    output = {"series": _arguments.texts("series", series), "reductions": _arguments.texts("reductions", reductions)}
    lines += ["[output]", *(f"{name} = {toml(values)}" for name, values in output.items() if values)]
    text = "\n".join(lines) + "\n"
    numbers = b"" if posterior is None else posterior.values.tobytes()
    digest = hashlib.sha256((text + scenario.text).encode() + numbers).hexdigest()[:8]
    return Written(f"{file}_{chosen}_{digest}", text, scenario.text, file, posterior)


def safe(name: str) -> str:
    """A name that files can have.

    Examples
    --------
    >>> safe("baseline (run.end=2028-01-01)")
    'baseline_run.end_2028-01-01'
    """
    words = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else " " for c in name).split()
    return "_".join(words)[:80] or "scenario"


def _by_prior(factors: Any) -> tuple[Any, list[str]]:
    """Factors that say themselves how they are drawn, and patterns of keys that are drawn from their priors."""
    if isinstance(factors, str):
        return {}, ["*" if factors == UNCERTAIN else factors]
    if isinstance(factors, list | tuple) and factors and all(isinstance(one, str) for one in factors):
        return {}, ["*" if one == UNCERTAIN else one for one in factors]
    if isinstance(factors, Mapping):
        drawn = [key for key, spec in factors.items() if isinstance(spec, str) and spec == PRIOR]
        return {key: spec for key, spec in factors.items() if key not in drawn}, [str(key) for key in drawn]
    return factors, []


def _correlations(asked: Any) -> list[str]:
    """Rows of a design's correlations, of {("one.key", "another.key"): 0.5}."""
    form = "correlations: expected a dict from pairs of keys to numbers between -1 and 1"
    if not isinstance(asked, Mapping):
        raise TypeError(f"{form}, found {asked!r}")
    rows = []
    for pair, value in asked.items():
        if not (isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(key, str) for key in pair)):
            raise TypeError(f"{form}, found {pair!r}")
        number = _arguments.amount(f"correlations[{pair!r}]", value, -1, 1, "")
        rows.append(f"{{ a = {toml(pair[0])}, b = {toml(pair[1])}, value = {toml(float(number))} }}")
    return rows


def _points(factors: Any) -> dict[str, list[Any]] | None:
    """Values by key of a DataFrame with a point in every row; None for what is no DataFrame."""
    if not (hasattr(factors, "columns") and hasattr(factors, "to_dict")):
        return None
    if not len(factors):
        raise ScenarioError("factors: expected a DataFrame with at least one point, found an empty one")
    return {str(key): factors[key].tolist() for key in factors.columns}


def _sampler(asked: str | None, points: bool, rows: Mapping[str, Any], patterns: Sequence[str]) -> str:
    if asked is None:
        lists = bool(rows) or not patterns
        return "list" if points else "grid" if lists and all(isinstance(spec, list) for spec in rows.values()) else "sobol"
    if not isinstance(asked, str) or asked not in get_args(Sampler):
        hint = _arguments.did_you_mean(str(asked), get_args(Sampler))
        raise ScenarioError(f"sampler: expected one of {', '.join(get_args(Sampler))}, found {asked!r}{hint}")
    if points and asked != "list":
        raise ScenarioError(f"sampler: expected None or 'list' for a DataFrame of points, found {asked!r}")
    return asked


def _factor(key: str, spec: Any, sampler: str, n: Any) -> list[str]:
    """Lines of one factor."""
    place = f"factors[{key!r}]"
    try:
        if isinstance(spec, Mapping):
            return [f"{name} = {toml(value)}" for name, value in spec.items()]
        if isinstance(spec, tuple):
            if len(spec) != 2:
                raise TypeError(f"expected {FORMS}, found {spec!r}")
            low, high = (_arguments.amount(place, end, float("-inf"), float("inf"), "") for end in spec)
            count = [f"count = {_arguments.whole('n', 5 if n is None else n, 2, 1_000_000)}"] if sampler == "grid" else []
            return [f"low = {toml(low)}", f"high = {toml(high)}", *count]
        values = spec.tolist() if hasattr(spec, "tolist") else spec
        if isinstance(values, str) or not isinstance(values, Sequence):
            raise TypeError(f"expected {FORMS}, found {spec!r}")
        return [f"values = {toml(values)}"]
    except TypeError as error:
        raise TypeError(str(error) if str(error).startswith(place) else f"{place}: {error}") from None
