"""What the law refused, as a table of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exarace._wide import Wide

if TYPE_CHECKING:
    import pandas as pd

    from exarace.source import Source

__all__ = ["denials"]


def denials(source: Source) -> pd.DataFrame:
    """The denials of a run, with the country of each buyer's parent, or of the buyer where it has none."""
    homes: dict[str, str] = {}
    for name, rows in source.tables().items():
        if "country" not in rows:
            continue
        parents = rows.get("parent", rows["country"])
        for row, parent, country in zip(rows.index, parents, rows["country"], strict=True):
            homes[f"{name}/{row}"] = parent or country
    table = Wide(source.denials())
    # Who is no row of a table is the enterprises or the state of a country: "countries/eu/enterprises".
    places = [homes.get(buyer) or buyer.split("/")[1] for buyer in table["buyer"]]
    table.insert(table.columns.get_loc("buyer") + 1, "buyer_home", places)
    return table
