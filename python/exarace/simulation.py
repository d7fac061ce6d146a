"""A run taken step by step."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _arguments, _exarace
from exarace.scenario import Scenario
from exarace.source import Memory, days

if TYPE_CHECKING:
    import pandas as pd

    from exarace.result import Result

# Names under which lines of the balance sheet are known in scenarios.
_OPENING = {"cash": "deposits", "treasury": "deposits", "debt": "loans_owed"}


class Table:
    """A table of the running world: one column per key, one value per row.

    ``sim.clouds["cash"]`` is a NumPy array [cloud]. Numbers, whole numbers, flags and amounts of money are read-only
    views of the world's own memory, not copies; money is in whole US cents (int64). Such an array shows the step in
    which it was taken, for as long as it lives. Dates come as datetime64, choices and references as texts.

    ``cash``, ``treasury`` and ``debt`` are what the books say now, and so are all other lines of the balance sheet
    (``deposits``, ``receivables``, ``inventory``, ...) of tables whose rows have an account; what a scenario sets
    under these names is the opening value.
    """

    def __init__(self, simulation: Simulation, name: str) -> None:
        self._simulation = simulation
        self._stepper = simulation._stepper
        self._name = name
        self._fields = {key: rest for key, *rest in self._stepper.fields(name)}

    @property
    def ids(self) -> list[str]:
        """Ids of the rows."""
        return self._stepper.column(self._name, "id")

    def keys(self) -> list[str]:
        """Names of the columns."""
        return list(self._fields)

    def about(self, key: str) -> str:
        """What a column holds, in one line."""
        item = self._balance_item(key)
        return f"Balance sheet: {item.replace('_', ' ')}." if item else self._field(key)[2]

    def unit(self, key: str) -> str:
        """Unit of a column; ``"US cent"`` for money, ``""`` for what has none."""
        if self._balance_item(key) or self._field(key)[0] == "money":
            return "US cent"
        return self._field(key)[1]

    def __getitem__(self, key: str) -> np.ndarray:
        item = self._balance_item(key)
        if item is not None:
            return self._stepper.balance(self._name, item)
        kind, _, _, table, _ = self._field(key)
        values = self._stepper.column(self._name, key)
        if kind == "date":
            return _sealed(days(values))
        if isinstance(values, np.ndarray):
            return values
        if kind == "reference" and table != "accounts":
            ids = self._stepper.column(table, "id")
            values = ["" if row is None else ids[row] for row in values]
        cells = np.empty(len(values), dtype=object)
        cells[:] = values
        return _sealed(cells)

    def __len__(self) -> int:
        return self._stepper.rows(self._name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __contains__(self, key: object) -> bool:
        return key in self._fields

    def to_pandas(self) -> pd.DataFrame:
        """A copy of all columns that have one value per row, rows by id."""
        import pandas as pd

        columns = {key: np.array(self[key]) for key in self._fields if key != "id"}
        return pd.DataFrame(columns, index=pd.Index(self.ids, name="id"))

    def _field(self, key: str) -> list[Any]:
        try:
            return self._fields[key]
        except KeyError:
            hint = _arguments.did_you_mean(key, self._fields, "; keys() lists all")
            raise KeyError(f"{self._name} has no column {key!r}{hint}") from None

    def _balance_item(self, key: str) -> str | None:
        if "account" not in self._fields:
            return None
        if key == "debt" and self._name == "governments":
            return "bonds_issued"
        item = _OPENING.get(key, key)
        return item if item in _exarace.balance_items else None

    def __repr__(self) -> str:
        return f"<exarace.Table {self._name}: {len(self)} rows, {len(self._fields)} columns>"


def _sealed(values: np.ndarray) -> np.ndarray:
    values.flags.writeable = False
    return values


class Simulation:
    """A run that goes on step by step, with the world open to look at.

    Parameters
    ----------
    scenario
        What is played.
    seed, replicate, threads, record, audit
        As in `Scenario.run`.

    Attributes
    ----------
    countries, governments, groups, designers, fabs, lines, toolmakers, clouds, labs, investors, brokers, skus, regimes
        Tables of the world, each a `Table`.

    Examples
    --------
    >>> import exarace as er
    >>> sim = er.Simulation(er.load("baseline").with_({"run.end": "2022-04-01"}), seed=1)
    >>> for date in sim:
    ...     cash = sim.clouds["cash"].sum() / 100
    >>> date
    datetime.date(2022, 3, 1)
    >>> sim.clouds["cash"].flags.writeable
    False
    """

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
    ) -> None:
        played = _arguments.instance("scenario", scenario, Scenario, "exarace.load reads one")
        options = _arguments.run_options(seed, replicate, threads, record, audit)
        self._stepper = _exarace.Stepper(played._compiled, command="Simulation", **options)
        for name in self._stepper.tables():
            setattr(self, name, Table(self, name))

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
        return date

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
        from exarace.result import Result

        return Result(self._stepper.outcome())

    def __repr__(self) -> str:
        return f"<exarace.Simulation: {self.done} of {self.steps} steps done, today is {self.today}>"
