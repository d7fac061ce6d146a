"""The language of observables: which number of the model stands for an observation.

An expression such as ``S("capex.all", cloud="google")/1e9`` is evaluated on recorded series; nothing else can be called.
Every part carries its physical unit (money, chips, H100e, power, operations; time is left out, for flows are summed over
the months of a period), so that a unit that does not fit is found before a run is made.
"""

from __future__ import annotations

import ast
import difflib
import fnmatch
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from exarace._exarace import ScenarioError

RMB = 7.2
"""RMB per USD."""

Unit = dict[str, int]

MODEL_UNITS: dict[str, Unit] = {
    "USD": {"money": 1}, "H100e": {"H100e": 1}, "MW": {"power": 1}, "W": {"power": 1}, "kW": {"power": 1},
    "GW": {"power": 1}, "FLOP": {"FLOP": 1}, "chips": {"thing": 1}, "chip": {"thing": 1}, "units": {"thing": 1},
    "unit": {"thing": 1}, "stacks": {"thing": 1}, "dies": {"thing": 1}, "wafers": {"thing": 1}, "wafer": {"thing": 1},
    "people": {"person": 1}, "1": {}, "": {}, "index": {}, "h": {}, "hours": {}, "year": {}, "month": {}, "day": {},
    "cm2": {"area": 1}, "mm2": {"area": 1}, "GB": {"byte": 1}, "TB": {"byte": 1},
}  # fmt: skip

OBSERVED_UNITS: list[tuple[str, Unit]] = [
    ("USD/unit", {"money": 1, "thing": -1}), ("USD/GPU-hour", {"money": 1}), ("USD*", {"money": 1}),
    ("RMB*", {"money": 1}), ("EUR*", {"money": 1}), ("kW TDP per H100e", {"power": 1, "H100e": -1}),
    ("H100*", {"H100e": 1}), ("MW*", {"power": 1}), ("GW*", {"power": 1}), ("FLOP*", {"FLOP": 1}),
    ("units", {"thing": 1}), ("cards", {"thing": 1}), ("chips", {"thing": 1}), ("* chips", {"thing": 1}),
    ("dies", {"thing": 1}), ("stacks", {"thing": 1}), ("million stacks", {"thing": 1}), ("wafers*", {"thing": 1}),
    ("share*", {}), ("percent*", {}), ("months*", {}), ("x per year", {}), ("years*", {}), ("million", {"person": 1}),
    ("TWh*", {"power": 1}), ("EFLOPS*", {"H100e": 1}),
]  # fmt: skip


def model_unit(text: str) -> Unit:
    """Physical unit of a series: "USD/chip" is money per thing."""
    out: Unit = {}
    for place, part in enumerate(text.split("/")):
        for factor in part.split("-"):
            known = MODEL_UNITS.get(factor.strip())
            if known is None:
                raise ScenarioError(f"unit '{text}' of a series: '{factor}' is not known to observables")
            for name, power in known.items():
                out[name] = out.get(name, 0) + (power if place == 0 else -power)
    return {name: power for name, power in out.items() if power}


def observed_unit(text: str) -> Unit | None:
    """Physical unit of an observation, None for one that is not known."""
    return next((unit for pattern, unit in OBSERVED_UNITS if fnmatch.fnmatchcase(text, pattern)), None)


def unit_text(unit: Unit) -> str:
    return " ".join(f"{name}^{power}" if power != 1 else name for name, power in sorted(unit.items())) or "a plain number"


@dataclass(frozen=True)
class Quantity:
    """Numbers of shape [run, month], or a single one, with their unit."""

    values: Any
    unit: Unit


@dataclass(frozen=True)
class SeriesFacts:
    """What is known of a recorded series before any run."""

    dims: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class World:
    """Rows of the world and weights of its chips, as expressions need them."""

    labels: Mapping[str, tuple[str, ...]]
    """Labels by dimension."""
    groups: Mapping[str, tuple[str, ...]]
    """Groups of SKUs by name."""
    weight: Mapping[str, float]
    """8-bit H100e of a SKU."""
    power: Mapping[str, float]
    """Thermal design power of a SKU [W]."""
    labs: Mapping[str, tuple[str, ...]]
    """Labs by country."""
    facts: Mapping[str, SeriesFacts]
    designers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Designers by country."""


Load = Callable[[str], np.ndarray]
"""Values of a series, [run, month, dimensions of the series]."""


class Evaluator:
    """Evaluates expressions over runs; with `load` None it only checks them.

    Parameters
    ----------
    world
        Rows of the world.
    load
        Gives the values of a series; None makes numbers of shape (1, 1) stand for them.
    first
        Month of the first column [months since the year 0].
    """

    def __init__(self, world: World, load: Load | None, first: int) -> None:
        self.world = world
        self.load = load
        self.first = first
        self.used: set[str] = set()
        self._functions = {
            "S": self.S, "cum": self.cum, "since": self.since, "cummax": self.cummax, "sold": self.sold, "byu": self.byu,
            "value": self.value, "h8": self.h8, "mw": self.mw, "lag": self.lag, "line_value": self.line_value,
            "die_yield": self.die_yield,
        }  # fmt: skip
        self._memo: dict[str, Quantity] = {}

    # what an expression may call

    def S(self, name: str, how: str = "sum", **pick: Any) -> Quantity:  # noqa: N802
        """A series summed over what is not picked; ``how="max"`` takes the largest."""
        facts = self.world.facts.get(name)
        if facts is None:
            near = difflib.get_close_matches(name, self.world.facts, 1)
            raise ScenarioError(f"unknown series '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))
        unknown = set(pick) - set(facts.dims)
        if unknown:
            raise ScenarioError(f"series '{name}' has no dimension '{unknown.pop()}'; it has {', '.join(facts.dims)}")
        if how not in ("sum", "max"):
            raise ScenarioError(f"how: expected 'sum' or 'max', found '{how}'")
        self.used.add(name)
        places = [self._places(dim, pick[dim]) if dim in pick else None for dim in facts.dims]
        unit = model_unit(facts.unit)
        if self.load is None:
            return Quantity(np.ones((1, 1)), unit)
        values = self.load(name)
        for axis, wanted in enumerate(places):
            if wanted is not None:
                values = np.take(values, wanted, axis=axis + 2)
        axes = tuple(range(2, values.ndim))
        return Quantity(np.nansum(values, axis=axes) if how == "sum" else np.nanmax(values, axis=axes), unit)

    def cum(self, x: Quantity) -> Quantity:
        """Running sum."""
        return Quantity(np.cumsum(x.values, axis=1), x.unit)

    def since(self, month: str, x: Quantity) -> Quantity:
        """Running sum from a month."""
        from exarace.history.data import month_number

        start = max(0, month_number(month) - self.first)
        values = np.array(x.values, dtype=float)
        values[:, :start] = 0
        return Quantity(np.cumsum(values, axis=1), x.unit)

    def cummax(self, x: Quantity) -> Quantity:
        """Running maximum."""
        return Quantity(np.maximum.accumulate(x.values, axis=1), x.unit)

    def sold(self, group: str) -> Quantity:
        """Units of a group of SKUs."""
        return self.byu(group, "chips.sold")

    def byu(self, group: str, series: str) -> Quantity:
        """The same of another series."""
        return self.S(series, sku=list(self._group(group)))

    def value(self, group: str) -> Quantity:
        """Units times posted price."""
        return self._weighed(group, "chips.sold", None, {"money": 1}, "chips.price")

    def h8(self, group: str, by: str = "chips.sold") -> Quantity:
        """Units times Epoch's 8-bit weight."""
        return self._weighed(group, by, self.world.weight, {"H100e": 1})

    def mw(self, group: str, by: str = "chips.sold") -> Quantity:
        """Units times thermal design power [MW]."""
        return self._weighed(group, by, {sku: watt / 1e6 for sku, watt in self.world.power.items()}, {"power": 1})

    def lag(self, a: Quantity, b: Quantity) -> Quantity:
        """Months since `a` first had what `b` has now."""
        if self.load is None:
            return Quantity(np.ones((1, 1)), {})
        top = np.maximum.accumulate(a.values, axis=1)
        first = np.array([np.searchsorted(row, wanted) for row, wanted in zip(top, b.values, strict=True)])
        return Quantity(np.maximum(np.arange(top.shape[1])[None, :] - first, 0).astype(float), {})

    def line_value(self, lines: str | list[str]) -> Quantity:
        """Capacity times utilisation times price of some lines."""
        parts = [self.S(f"lines.{what}", line="*") for what in ("capacity", "utilisation", "unit_price")]
        wanted = self._places("line", lines)
        unit: Unit = {"money": 1}
        if self.load is None:
            return Quantity(np.ones((1, 1)), unit)
        del parts
        product = 1.0
        for what in ("capacity", "utilisation", "unit_price"):
            product = product * np.take(self.load(f"lines.{what}"), wanted, axis=2)
        return Quantity(np.nansum(product, axis=2), unit)

    def die_yield(self, density: Quantity, area: float) -> Quantity:
        """Yield of a die of an area [cm2] from a defect density [1/cm2], with the clustering of 3 that the model has."""
        if density.unit != {"area": -1}:
            raise ScenarioError(f"die_yield: expected a defect density, found {unit_text(density.unit)}")
        return Quantity((1 + area * density.values / 3) ** -3.0, {})

    # how it is read

    def evaluate(self, text: str) -> tuple[Quantity, ...]:
        """Value of an expression; a pair has two. Throws ScenarioError with the expression in its text."""
        if text not in self._memo:
            try:
                tree = ast.parse(text, mode="eval").body
                parts = tree.elts if isinstance(tree, ast.Tuple) else [tree]
                self._memo[text] = tuple(self._quantity(self._visit(part)) for part in parts)
            except SyntaxError as error:
                raise ScenarioError(f"'{text}': cannot be read: {error.msg}") from None
        return self._memo[text]

    def _group(self, name: str) -> tuple[str, ...]:
        if name in self.world.groups:
            if not self.world.groups[name]:
                raise ScenarioError(f"no SKU of the group '{name}' is in this world")
            return self.world.groups[name]
        if name in self.world.labels["sku"]:
            return (name,)
        near = difflib.get_close_matches(name, [*self.world.groups, *self.world.labels["sku"]], 1)
        raise ScenarioError(f"unknown group of SKUs '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))

    def _places(self, dim: str, wanted: Any) -> np.ndarray:
        labels = self.world.labels[dim]
        patterns = [wanted] if isinstance(wanted, str) else list(wanted)
        out: list[int] = []
        for pattern in patterns:
            found = [at for at, label in enumerate(labels) if fnmatch.fnmatchcase(label, pattern)]
            if not found:
                near = difflib.get_close_matches(pattern, labels, 1)
                raise ScenarioError(f"no {dim} is called '{pattern}'" + (f"; did you mean '{near[0]}'?" if near else ""))
            out.extend(at for at in found if at not in out)
        return np.array(out)

    def _weighed(
        self, group: str, series: str, weight: Mapping[str, float] | None, unit: Unit, price: str | None = None
    ) -> Quantity:
        skus = list(self._group(group))
        self.S(series, sku=skus)
        if price is not None:
            self.S(price, sku=skus)
        if weight is not None:
            unweighed = [sku for sku in skus if sku not in weight]
            skus = [sku for sku in skus if sku in weight]
            if unweighed and not skus:
                raise ScenarioError(f"no weight of '{unweighed[0]}' in history/epoch_weights.csv")
        if self.load is None:
            return Quantity(np.ones((1, 1)), unit)
        places = self._places("sku", skus)
        units = np.take(self.load(series), places, axis=2)
        if price is not None:
            factors = np.take(self.load(price), places, axis=2)
        else:
            assert weight is not None
            factors = np.array([weight[sku] for sku in skus])
        return Quantity(np.nansum(units * factors, axis=2), unit)

    def _quantity(self, x: Any) -> Quantity:
        if isinstance(x, Quantity):
            return x
        if isinstance(x, int | float):
            return Quantity(np.full((1, 1), float(x)), {})
        raise ScenarioError(f"expected a number, found {x!r}")

    @functools.singledispatchmethod
    def _visit(self, node: ast.AST) -> Any:
        raise ScenarioError(f"'{ast.unparse(node)}' is no part of the language of observables")

    @_visit.register
    def _(self, node: ast.Constant) -> Any:
        return node.value

    @_visit.register
    def _(self, node: ast.List) -> Any:
        return [self._visit(element) for element in node.elts]

    @_visit.register
    def _(self, node: ast.Name) -> Any:
        if node.id == "RMB":
            return RMB
        if node.id.endswith("_LABS"):
            return list(self.world.labs.get(node.id[:-5].lower(), ()))
        if node.id.endswith("_DESIGNERS"):
            return list(self.world.designers.get(node.id[:-10].lower(), ()))
        raise ScenarioError(
            f"unknown name '{node.id}'; known are RMB, US_LABS, CN_LABS, US_DESIGNERS, CN_DESIGNERS and "
            f"{', '.join(self._functions)}"
        )

    @_visit.register
    def _(self, node: ast.UnaryOp) -> Any:
        if not isinstance(node.op, ast.USub):
            raise ScenarioError(f"'{ast.unparse(node)}' is no part of the language of observables")
        x = self._quantity(self._visit(node.operand))
        return Quantity(-x.values, x.unit)

    @_visit.register
    def _(self, node: ast.BinOp) -> Any:
        a, b = self._quantity(self._visit(node.left)), self._quantity(self._visit(node.right))
        if isinstance(node.op, ast.Add | ast.Sub):
            if a.unit != b.unit and not (_is_constant(node.left) or _is_constant(node.right)):
                raise ScenarioError(f"'{ast.unparse(node)}' adds {unit_text(a.unit)} and {unit_text(b.unit)}, which differ")
            values = a.values + b.values if isinstance(node.op, ast.Add) else a.values - b.values
            return Quantity(values, a.unit or b.unit)
        if isinstance(node.op, ast.Mult):
            return Quantity(a.values * b.values, _times(a.unit, b.unit, 1))
        if isinstance(node.op, ast.Div):
            with np.errstate(divide="ignore", invalid="ignore"):
                return Quantity(a.values / b.values, _times(a.unit, b.unit, -1))
        if isinstance(node.op, ast.Pow):
            power = ast.literal_eval(node.right)
            return Quantity(a.values ** float(power), {n: int(p * power) for n, p in a.unit.items()} if a.unit else {})
        raise ScenarioError(f"'{ast.unparse(node)}' is no part of the language of observables")

    @_visit.register
    def _(self, node: ast.Call) -> Any:
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        function = self._functions.get(name)
        if function is None:
            near = difflib.get_close_matches(name, self._functions, 1)
            raise ScenarioError(f"unknown function '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))
        try:
            return function(*(self._visit(a) for a in node.args), **{k.arg or "": self._visit(k.value) for k in node.keywords})
        except TypeError as error:
            raise ScenarioError(f"'{ast.unparse(node)}': {error}") from None


def _is_constant(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    return isinstance(node, ast.Constant)


def _times(a: Unit, b: Unit, sign: int) -> Unit:
    out = dict(a)
    for name, power in b.items():
        out[name] = out.get(name, 0) + sign * power
    return {name: power for name, power in out.items() if power}
