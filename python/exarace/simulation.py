"""A run taken step by step."""

from __future__ import annotations

import datetime
import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exarace import _arguments, _elsewhere, _exarace, _html, _progress
from exarace import policy as _policy
from exarace._exarace import ScenarioError
from exarace._near import Helpful
from exarace.metrics import observers
from exarace.result import Result
from exarace.scenario import Scenario
from exarace.source import Memory
from exarace.table import Table

if TYPE_CHECKING:
    import pandas as pd

class Simulation(Helpful):
    """A run that goes on step by step, with the world open to look at.

    Parameters
    ----------
    scenario
        What is played.
    seed, replicate, threads, record, audit, policies
        As in `Scenario.run`.
    observe
        Functions of this simulation by name, asked for a number after every step: ``{"hhi": f}``. `observed` holds what
        they said, and the result has it as further series.

    Attributes
    ----------
    countries, governments, groups, designers, fabs, lines, toolmakers, clouds, labs, investors, brokers, skus, regimes
        Tables of the world, each a `Table`.

    Examples
    --------
    >>> import exarace as er
    >>> sim = er.Simulation(er.load("baseline").with_({"run.end": "2022-04-01"}), seed=1)
    >>> for date in sim:
    ...     cash = sim.clouds["cash"].sum()
    >>> date
    datetime.date(2022, 3, 1)
    >>> sim.clouds["cash"].flags.writeable
    False

    One history, two futures:

    >>> sim = er.Simulation(er.load("baseline").with_({"run.end": "2022-07-01"}), observe={"done": lambda sim: sim.done})
    >>> a, b = sim.run(until="2022-03").branch(2)
    >>> _ = b.change({"behaviour.cloud.horizon": 2.0})
    >>> sizes = [float(one.run().result()["compute.owned"][-1].sum()) for one in (a, b)]
    >>> sizes[0] != sizes[1], sim.done, a.done
    (True, 2, 6)
    >>> a.observed["done"].to_list()
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    """

    _elsewhere = _elsewhere.SIMULATION

    countries: Table
    governments: Table
    groups: Table
    designers: Table
    fabs: Table
    lines: Table
    toolmakers: Table
    clouds: Table
    labs: Table
    investors: Table
    brokers: Table
    skus: Table
    regimes: Table

    def __init__(
        self,
        scenario: Scenario,
        seed: int | None = None,
        *,
        replicate: int = 0,
        threads: int | None = None,
        record: Sequence[str] | str | None = None,
        audit: bool = True,
        policies: Mapping[str, _policy.Decider] | None = None,
        observe: Mapping[str, Callable[[Simulation], float]] | None = None,
    ) -> None:
        played = _arguments.instance("scenario", scenario, Scenario, "exarace.load reads one")
        options = _arguments.run_options(seed, replicate, threads, record, audit)
        own = _policy.made(policies, scenario.tables["governments"])
        stepper = _exarace.Stepper(played._compiled, command="Simulation", policies=_policy.compiled(own), **options)
        self._begin(stepper, played, own, observers(observe))

    def _begin(
        self,
        stepper: _exarace.Stepper,
        scenario: Scenario,
        policies: dict[str, _policy.Decider],
        observe: dict[str, Callable[[Simulation], float]],
    ) -> None:
        self._stepper = stepper
        self._scenario = scenario
        self._policies = policies
        self._observe = observe
        self._observed: dict[str, list[float]] = {name: [math.nan] * stepper.done for name in observe}
        for name in stepper.tables():
            setattr(self, name, Table(stepper, name))

    @property
    def scenario(self) -> Scenario:
        """What is played now."""
        return self._scenario

    @property
    def policies(self) -> dict[str, Any]:
        """What decides for governments, by id: the simulation's own copies of what was handed in."""
        return dict(self._policies)

    @property
    def observed(self) -> pd.DataFrame:
        """What the observers said: a column for each, a row for every step so far by its first day; NaN before they came."""
        import pandas as pd

        days = self.result().to_xarray()["time"].values
        return pd.DataFrame(self._observed, index=pd.DatetimeIndex(days, name="time"))

    @property
    def tables(self) -> dict[str, Table]:
        """All tables by name."""
        return {name: getattr(self, name) for name in self._stepper.tables()}

    @property
    def today(self) -> datetime.date:
        """First day of the step that comes next."""
        return self._stepper.today

    @property
    def done(self) -> int:
        """Steps that are finished."""
        return self._stepper.done

    @property
    def steps(self) -> int:
        """Steps from the first to the last day."""
        return self._stepper.steps

    def step(self) -> datetime.date:
        """Take one step; other threads of Python go on meanwhile.

        Returns
        -------
        datetime.date
            First day of the step that has just finished.

        Raises
        ------
        AuditError
            If an accounting identity broke; the simulation cannot go on.
        Error
            If the run is at its end.
        """
        date = self.today
        self._stepper.advance()
        for name, function in self._observe.items():
            self._observed[name].append(_arguments.amount(f"observe[{name!r}]", function(self), -math.inf, math.inf, ""))
        return date

    def run(self, until: datetime.date | str | None = None, *, progress: bool | _progress.Progress | None = None) -> Simulation:
        """Take steps.

        Parameters
        ----------
        until
            Day that is to be reached, or a month ``"2026-01"`` for its first day; a step is taken whole. None goes on to
            the end.
        progress
            As in `Scenario.run`.

        Returns
        -------
        Simulation
            This one.

        Raises
        ------
        ScenarioError
            If the day lies before today or after the end.
        """
        day = None if until is None else _arguments.day("until", until)
        end = self._scenario.get("run.end")
        if day is not None and not self.today <= day <= end:
            raise ScenarioError(f"until: expected a day from {self.today} to {end}, found {day}")
        teller = _progress.choose(progress, self._scenario.name)
        try:
            while self.done < self.steps and (day is None or self.today < day):
                self.step()
                if teller is not None:
                    teller(self.done, self.steps)
        finally:
            _progress.close(teller)
        return self

    def branch(self, n: int = 1) -> tuple[Simulation, ...]:
        """More simulations that stand where this one does, with the same history and, unless changed, the same future.

        Parameters
        ----------
        n
            How many. Each has policies of its own, copied with what they remember.

        Raises
        ------
        ScenarioError
            If a transfer waits for the next step.
        """
        return tuple(self.__copy__() for _ in range(_arguments.whole("n", n, 1, 10_000)))

    def __copy__(self) -> Simulation:
        own = _policy.made(self._policies)
        new = Simulation.__new__(Simulation)
        new._begin(self._stepper.copy(_policy.compiled(own)), self._scenario, own, self._observe)
        new._observed = {name: list(values) for name, values in self._observed.items()}
        return new

    def __deepcopy__(self, memo: Any) -> Simulation:
        return self.__copy__()

    def __reduce__(self) -> Any:
        raise TypeError("a Simulation cannot be pickled; checkpoint(path) keeps it, exarace.resume(path) takes it up again")

    def change(self, changes: Mapping[str, Any] | Scenario) -> list[str]:
        """Go on under other settings from here.

        Parameters
        ----------
        changes
            Values by key path, as for `Scenario.with_`; or another scenario. Only rules may come and go.

        Returns
        -------
        list of str
            Keys whose new values come too late to change anything: history has settled them.

        Raises
        ------
        ScenarioError
            If a key or a value is wrong, or rows of other tables than the rules differ.
        """
        next_ = changes if isinstance(changes, Scenario) else self._scenario.with_(changes)
        late = self._stepper.branch(next_._compiled)
        self._scenario = next_
        for name in self._stepper.tables():
            setattr(self, name, Table(self._stepper, name))
        return late

    def checkpoint(self, path: str | os.PathLike[str], *, force: bool = False) -> str:
        """Write everything that is needed to go on from here, with `exarace.resume` or ``exarace resume``.

        Parameters
        ----------
        path
            Name of the file.
        force
            Whether an existing file is replaced.

        Returns
        -------
        str
            The path.

        Examples
        --------
        >>> import exarace as er
        >>> sim = er.Simulation(er.load("baseline").with_({"run.end": "2022-07-01"}), seed=1).run(until="2022-04-01")
        >>> path = sim.checkpoint(getfixture("tmp_path") / "x.h5")
        >>> er.resume(path).today
        datetime.date(2022, 4, 1)
        """
        name = _arguments.place("path", path, _arguments.RESULT_ENDINGS, "HDF5", force)
        self._stepper.write_checkpoint(name, force)
        return name

    def transfer(
        self,
        payer: str,
        payee: str,
        amount: float | None = None,
        *,
        purpose: str = "subsidy",
        chips: str | None = None,
        units: int | None = None,
        why: str = "",
    ) -> None:
        """Move money, or chips, from one account to another: the only way to change the world from outside.

        The ledger books it first thing in the next step, before anybody decides, on both sides and under the audit like
        every other movement: nothing is made out of nothing. The events tell of it (kind ``"transferred"``), the flows
        of that step count it, and the provenance of the result says ``user_code = yes``.

        Parameters
        ----------
        payer, payee
            Accounts by name, see `accounts`: ``"governments/us"``, ``"clouds/microsoft"``, ``"countries/us/households"``.
        amount
            Money in USD, rounded to cents. Firms can give what they have with their credit line; governments sell bonds
            for what they lack, and banks and what lies outside the model always have it.
        purpose
            What it is booked as, on both sides: a row of the chart of accounts that is an expense of the payer and an
            income of the payee.
        chips, units
            Instead of an amount: id of a SKU and number of chips, between two clouds and unpaid. Those that wait for
            power go first, then the newest; they wait for power at their new owner.
        why
            One sentence for the event.

        Raises
        ------
        ScenarioError
            If there is no such account, purpose or SKU, or the payer does not have that much.
        TypeError
            If neither or both of money and chips are named, or an argument is of another type.
        Error
            If the simulation is at its end.

        Examples
        --------
        >>> import exarace as er
        >>> sim = er.Simulation(er.load("baseline").with_({"run.end": "2022-03-01"}), seed=1)
        >>> sim.transfer("governments/us", "labs/openai", 5e9, why="What if the state had paid?")
        >>> _ = sim.step()
        >>> event = sim.events.query("kind == 'transferred'").iloc[0]
        >>> event["subject"], event["object"], float(event["value"])
        ('governments/us', 'labs/openai', 5000000000.0)
        """
        if (amount is None) == (chips is None) or (chips is None) != (units is None):
            raise TypeError("transfer: expected an amount of money, or chips and units")
        for name, text in (("payer", payer), ("payee", payee), ("purpose", purpose), ("why", why)):
            if not isinstance(text, str):
                raise TypeError(f"{name}: expected a text, found {text!r}")
        if chips is None:
            usd = _arguments.amount("amount", amount, 0.01, 1e13, "USD")
            self._stepper.pay(payer, payee, usd, purpose, why)
        else:
            self._stepper.hand_over(payer, payee, chips, _arguments.whole("units", units, 1, 10**12), why)

    @property
    def accounts(self) -> list[str]:
        """Names of all accounts: firms and governments as ``"table/id"``, and what lies outside by country."""
        return self._stepper.accounts()

    def __iter__(self) -> Iterator[datetime.date]:
        while self.done < self.steps:
            yield self.step()

    def __len__(self) -> int:
        return self.steps

    @property
    def events(self) -> pd.DataFrame:
        """What has happened so far; columns as in `Result.events`."""
        return Memory(self._stepper.outcome()).events()

    def result(self) -> Result:
        """What has been recorded so far, as if the run had ended here."""
        return Result(
            Memory(self._stepper.outcome()), Scenario.from_text, policies=self._policies, observed=self._observed
        )

    def __repr__(self) -> str:
        return (
            f"<exarace.Simulation of {self._scenario.name!r}, seed {self._stepper.seed}: {self.done} of {self.steps} steps "
            f"done, today is {self.today}>"
        )

    def _repr_html_(self) -> str:
        tables = [(name, str(len(table)), ", ".join(table.ids)) for name, table in self.tables.items()]
        told = self._stepper.outcome().summary() if self.done else []
        numbers = [(about, _html.number(value, unit, low, high)) for _, about, value, unit, low, high in told]
        return _html.box(self._scenario.title, repr(self)[1:-1], numbers, [("tables", ("table", "rows", "ids"), tables)])
