"""The rows of a scenario's world, as observables need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from exarace import _exarace, listing
from exarace._exarace import ScenarioError
from exarace.history import data
from exarace.history.expression import SeriesFacts, World

if TYPE_CHECKING:
    from exarace.scenario import Scenario

TABLES = {
    "sku": "skus", "designer": "designers", "country": "countries", "cloud": "clouds", "lab": "labs", "fab": "fabs",
    "toolmaker": "toolmakers", "line": "lines", "broker": "brokers", "investor": "investors", "government": "governments",
    "instrument": "regimes",
}  # fmt: skip


def facts() -> dict[str, SeriesFacts]:
    """Dimensions and units of all series."""
    return {
        row["name"]: SeriesFacts(tuple(row["dimensions"]), row["unit"]) for _, row in listing.series().reset_index().iterrows()
    }


def rows_of(scenario: Scenario) -> dict[str, list[Mapping[str, object]]]:
    """Rows of the tables of a scenario that are enabled."""
    try:
        import tomllib
    except ImportError:  # CPython 3.10
        import tomli as tomllib

    document = tomllib.loads(scenario._compiled.text())
    return {name: rows for name, rows in document.items() if isinstance(rows, list)}


def world_of(scenario: Scenario, labels: Mapping[str, tuple[str, ...]] | None = None) -> World:
    """The world of a scenario; `labels` are those of recorded series where a run was made."""
    rows = rows_of(scenario)
    if labels is None:
        labels = labels_of(scenario)
    return World(labels, _groups(rows, labels), *_weights(), _by_country(rows["labs"]), facts(), _by_country(rows["designers"]))


def labels_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Labels of all dimensions: from a run of one step."""
    import datetime

    start = scenario.get("run.start")
    month = datetime.date(start.year + start.month // 12, start.month % 12 + 1, 1)
    short = scenario.with_({"run.end": month})
    outcome = _exarace.run(
        short._compiled, seed=1, replicate=0, threads=1, audit=False, record=["all"], command="", policies={}, progress=None
    )
    return {dim: tuple(names) for dim, names in outcome.labels().items()}


def _groups(rows: Mapping[str, list], labels: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    country = {row["id"]: row.get("country", "") for row in rows["designers"]}
    here = set(labels["sku"])
    out = {}
    for _, line in data.read("sku_groups.csv").iterrows():
        picked: list[str] = []
        for word in line["skus"].split():
            what, _, name = word.rpartition(":")
            if what == "designer":
                picked += [row["id"] for row in rows["skus"] if row.get("designer") == name]
            elif what == "country":
                picked += [row["id"] for row in rows["skus"] if country.get(row.get("designer", "")) == name]
            elif what == "":
                picked += [name]
            else:
                raise ScenarioError(f"history/sku_groups.csv: group '{line['group']}': '{word}' is no SKU and no group of them")
        out[line["group"]] = tuple(sku for sku in picked if sku in here)
    return out


def _weights() -> tuple[dict[str, float], dict[str, float]]:
    table = data.read("epoch_weights.csv")
    return (
        dict(zip(table["sku"], table["h100e_8bit"].astype(float), strict=True)),
        dict(zip(table["sku"], table["tdp_w"].astype(float), strict=True)),
    )


def _by_country(rows: Sequence[Mapping[str, object]]) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in rows:
        country = str(row.get("country", ""))
        out[country] = (*out.get(country, ()), str(row["id"]))
    return out
