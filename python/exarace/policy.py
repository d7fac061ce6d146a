"""Governments that a user decides for."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from exarace import _arguments


@dataclasses.dataclass(frozen=True)
class Measure:
    """A measure that some government has, or has prepared.

    Attributes
    ----------
    id, kind, issuer
        Row of `regimes`, its kind, and the government that issued it.
    own
        Whether it belongs to the government that looks.
    in_force
        Whether it is law in the present step.
    status
        ``"proposed"``, ``"in_force"``, ``"stayed"``, ``"not_enforced"`` or ``"failed"``.
    """

    id: str
    kind: str
    issuer: str
    own: bool
    in_force: bool
    status: str


@dataclasses.dataclass(frozen=True)
class Observation:
    """The world as a government reads it at the start of a step.

    Attributes
    ----------
    gap_months
        Age of the American model that matches the best Chinese one, in months.
    frontier_us, frontier_china
        Best released models, as an index.
    lost_sales_share, grey_premium, domestic_share
        Chip sales that the law refused over those made; premium of diverted chips over the posted price; share of Chinese
        designers in what is sold to Chinese owners.
    services_revenue
        World revenue of AI services, in USD a year.
    cases
        Diversion cases of the last year.
    escalation, rival_escalation
        Steps taken by itself and by its rival.
    measures
        All regimes, one `Measure` each.
    """

    date: datetime.date
    government: str
    gap_months: float
    frontier_us: float
    frontier_china: float
    lost_sales_share: float
    grey_premium: float
    services_revenue: float
    domestic_share: float
    cases: float
    escalation: int
    rival_escalation: int
    truce_until: datetime.date | None
    measures: tuple[Measure, ...]

    def own(self, kind: str | None = None) -> list[Measure]:
        """Measures of the government itself, of one kind or of all."""
        return [m for m in self.measures if m.own and (kind is None or m.kind == kind)]


@dataclasses.dataclass(frozen=True)
class Act:
    """What a government does with a measure of its own; it is law from the next step.

    Parameters
    ----------
    measure
        Id of the regime.
    verb
        ``"enact"``, ``"stay"`` (until a day), ``"end"``, ``"tighten"`` (limits times `factor`), ``"list"`` or ``"delist"``.
    factor
        Below 1: stricter.
    until
        Day on which a stay, or an enacted measure, ends; None for never.
    firm
        Who is listed, as ``"table/id"``.
    why
        One sentence for the events.
    """

    measure: str
    verb: str = "enact"
    factor: float = 1.0
    until: datetime.date | None = None
    firm: str | None = None
    why: str = "A function of the user decided."


class GovernmentPolicy:
    """Base of governments that a user writes: override `decide`.

    Examples
    --------
    >>> import exarace as er
    >>> class Dove(er.GovernmentPolicy):
    ...     def decide(self, observation):
    ...         return [er.Act(m.id, "end") for m in observation.own("chip_threshold") if m.in_force]
    >>> base = er.load("baseline").with_({"run.end": "2022-04-01"})
    >>> result = base.run(seed=1, policies={"us": Dove()})
    """

    def decide(self, observation: Observation) -> Iterable[Act]:
        """Acts of this step; none by default."""
        return []


Decider = GovernmentPolicy | Callable[[Observation], Iterable[Act]]


def compiled(policies: Mapping[str, Decider] | None) -> dict[str, Callable[[dict[str, Any]], list[dict[str, Any]]]]:
    """What the compiled half calls: dicts in, dicts out."""
    given = _arguments.mapping("policies", policies or {}, "ids of governments to policies")
    return {government: _wrapped(government, policy) for government, policy in given.items()}


def _wrapped(government: str, policy: Decider) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
    place = f"policies[{government!r}]"
    decide = policy.decide if isinstance(policy, GovernmentPolicy) else policy
    if not callable(decide):
        raise TypeError(f"{place}: expected a GovernmentPolicy or a function of an Observation, found {policy!r}")

    def call(seen: dict[str, Any]) -> list[dict[str, Any]]:
        measures = tuple(Measure(**measure) for measure in seen.pop("measures"))
        acts = decide(Observation(measures=measures, **seen))
        chosen = _arguments.list_of(place, acts, Act, "a list of Act, which may be empty, from its function")
        return [dataclasses.asdict(act) for act in chosen]

    return call
