"""Governments that a user decides for."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import inspect
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

from exarace import _arguments
from exarace._exarace import ScenarioError

_NEVER = datetime.date(1970, 1, 1)
"""What the compiled half says for no day."""
Verb = Literal["enact", "stay", "end", "tighten", "list", "delist"]
"""What a government can do with a measure of its own."""


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
        What its row says of it, ``"proposed"``, ``"in_force"``, ``"stayed"``, ``"not_enforced"`` or ``"failed"``: it may be
        ``"in_force"`` and its day still to come, which `in_force` tells.
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
    truce_until
        End of the truce that holds, None without one.
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

    Raises
    ------
    ScenarioError
        If a value is not allowed.
    TypeError
        If it is of another type. Days may be dates or texts, numbers those of NumPy.

    Examples
    --------
    >>> import exarace as er
    >>> er.Act("us_2023_11", "stay", until="2026-01-01").until
    datetime.date(2026, 1, 1)
    """

    measure: str
    verb: Verb = "enact"
    factor: float = 1.0
    until: datetime.date | str | None = None
    firm: str | None = None
    why: str = "A function of the user decided."

    def __post_init__(self) -> None:
        _arguments.text("measure", self.measure, "the id of a regime")
        if self.verb not in get_args(Verb):
            hint = _arguments.did_you_mean(str(self.verb), get_args(Verb))
            raise ScenarioError(f"verb: expected one of {', '.join(get_args(Verb))}, found {self.verb!r}{hint}")
        object.__setattr__(self, "factor", _arguments.amount("factor", self.factor, 0, math.inf, ""))
        if self.until is not None:
            object.__setattr__(self, "until", _arguments.day("until", self.until))
        if self.firm is not None:
            _arguments.text("firm", self.firm, "who is meant, such as 'designers/huawei'")
        _arguments.text("why", self.why)


class GovernmentPolicy:
    """Base of governments that a user writes: override `decide`.

    What an object of it remembers belongs to one run: each run decides with a copy of the object that was handed in,
    or with a new one where the class itself was.

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


Decider = GovernmentPolicy | type[GovernmentPolicy] | Callable[[Observation], Iterable[Act]]
"""Who decides for a government: an object or a class of `GovernmentPolicy`, or a function."""
Compiled = dict[str, Callable[[dict[str, Any]], list[dict[str, Any]]]]


def made(policies: Mapping[str, Decider] | None, known: Collection[str] = ()) -> dict[str, Decider]:
    """The policies of one run, which shares nothing with others: objects are copied, classes called."""
    good = checked("policies", policies, known)
    return {government: _own(f"policies[{government!r}]", policy) for government, policy in good.items()}


def compiled(own: Mapping[str, Decider]) -> Compiled:
    """What the compiled half calls in one run: dicts in, dicts out."""
    return {government: _wrapped(government, policy) for government, policy in own.items()}


def maker(sides: Sequence[Mapping[str, Decider] | None]) -> Callable[[int, int], Compiled] | None:
    """For batches: makes what is called in one run (side, replicate); None where nobody decides."""
    if not any(side for side in sides if side is not None):
        return None
    return lambda side, replicate: compiled(made(sides[side]))


def checked(name: str, policies: Mapping[str, Decider] | None, known: Collection[str] = ()) -> dict[str, Decider]:
    """Policies by government; refuses what cannot decide, and governments that are not `known` where these are told."""
    given = _arguments.mapping(name, policies, "ids of governments to policies", optional=True)
    for government, policy in given.items():
        if known and government not in known:
            hint = _arguments.did_you_mean(str(government), known, f"; there is {', '.join(known)}")
            raise ScenarioError(f"{name}: there is no government {government!r}{hint}")
        good = isinstance(policy, GovernmentPolicy) or callable(policy)
        if inspect.isclass(policy) and not issubclass(policy, GovernmentPolicy):
            good = False
        if not good:
            raise TypeError(
                f"{name}[{government!r}]: expected a GovernmentPolicy or a function of an Observation, found {policy!r}"
            )
    return {str(government): policy for government, policy in given.items()}


def named(policies: Mapping[str, Decider]) -> str:
    """Who decides, for titles: "Hawk for us"."""
    return ", ".join(f"{_name(policy)} for {government}" for government, policy in policies.items())


def _name(policy: Decider) -> str:
    return str(getattr(policy, "__name__", type(policy).__name__))


def _wrapped(government: str, policy: Decider) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
    place = f"policies[{government!r}]"
    decide: Callable[[Observation], Iterable[Act]] = policy.decide if isinstance(policy, GovernmentPolicy) else policy

    def call(seen: dict[str, Any]) -> list[dict[str, Any]]:
        measures = tuple(Measure(**measure) for measure in seen.pop("measures"))
        if seen["truce_until"] <= _NEVER:
            seen["truce_until"] = None
        acts = decide(Observation(measures=measures, **seen))
        chosen = _arguments.list_of(place, acts, Act, "a list of Act, which may be empty, from its function")
        return [dataclasses.asdict(act) for act in chosen]

    return call


def _own(place: str, policy: Decider) -> Decider:
    """A policy for one run."""
    if inspect.isclass(policy):
        try:
            return policy()
        except TypeError as error:
            raise TypeError(f"{place}: {policy.__name__} cannot be made without arguments: {error}; hand in an object") from None
    if not isinstance(policy, GovernmentPolicy):
        return policy
    try:
        return copy.deepcopy(policy)
    except Exception as error:
        raise TypeError(f"{place}: cannot be copied for a run of its own: {error}; hand in its class") from error
