"""What a backtest must meet, line by line: fixed before the scores were known, and told whether it holds or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exarace.history import scores

if TYPE_CHECKING:
    import pandas as pd

LEAST_SCORED = 15
"""Scored observations from which on a block is asked for its skill."""
LEAST_PART, LEAST_SKILL, FARTHEST = 0.8, 0.2, 4
"""Part of these blocks with a skill above 0; their mean skill, and up to how many quarters."""
BAND = (0.82, 0.97)
"""In which the coverage of all 90 % intervals lies."""


def losses(rows: pd.DataFrame, count: int = 8) -> pd.DataFrame:
    """Series in which the bare model, without discrepancy, is worst beside the damped trend.

    Each series counts as much as the others of its block: one alone can make the score of a block. ``lost`` is by how much
    its mean score exceeds that of the damped trend, over the number of series of its block.
    """
    import pandas as pd

    grouped = rows.assign(bias=rows["bare_median"] - rows["observed"]).groupby(["block", "series", "period"])
    means = grouped[["bare", "damped", "bias"]].mean().groupby(["block", "series"]).mean()
    many = means.groupby("block").size()
    lost = (means["bare"] - means["damped"]) / means.index.get_level_values("block").map(many)
    counts = rows.groupby(["block", "series"]).size().rename("observations")
    out = pd.concat([counts, means, lost.rename("lost")], axis=1)
    return out[out["lost"] > 0].sort_values("lost", ascending=False, kind="stable").head(count)


def demands(rows: pd.DataFrame, blocks: pd.DataFrame, origins: pd.DataFrame) -> pd.DataFrame:
    """Whether a backtest meets what is asked of it.

    Parameters
    ----------
    rows
        Scores of all observations, see `exarace.history.backtest.Backtest`.
    blocks, origins
        Their tables by block and by origin.

    Returns
    -------
    pandas.DataFrame
        By demand what is ``wanted``, what was ``found``, and whether it ``holds``.
    """
    import pandas as pd

    alone = blocks.drop("all", errors="ignore")
    asked = alone[alone["observations"] >= LEAST_SCORED]
    near = rows[rows["horizon"].le(FARTHEST) & rows["block"].isin(asked.index)]
    ahead = pd.Series({block: scores.skill(part, "crps", "damped") for block, part in near.groupby("block")}, dtype=float)
    below = [f"{block} {value:+.2f}" for block, value in asked["skill"].items() if not value > 0]
    pooled = float(rows["covered"].mean())
    inside = alone["coverage"].between(alone["band_low"], alone["band_high"])
    outside = [f"{block} {value:.2f}" for block, value in alone["coverage"][~inside].items()]
    bare = origins["bare_against_persistence"].groupby("origin").mean()
    told = [
        (f"skill against the damped trend above 0 in blocks with {LEAST_SCORED} or more observations", "four fifths of them",
         f"{len(asked) - len(below)} of {len(asked)}" + (f"; not {', '.join(below)}" if below else ""),
         len(asked) > 0 and len(below) <= (1 - LEAST_PART) * len(asked) + 1e-9),
        (f"mean skill of these blocks at 2 to {FARTHEST} quarters", f"{LEAST_SKILL:+.1f} or more", f"{ahead.mean():+.2f}",
         bool(ahead.mean() >= LEAST_SKILL)),
        ("90 % intervals hold, pooled", f"{100 * BAND[0]:.0f} to {100 * BAND[1]:.0f} %", f"{100 * pooled:.0f} %",
         BAND[0] <= pooled <= BAND[1]),
        ("coverage of each block inside the central 99 % binomial band at its effective number", "all blocks",
         f"{int(inside.sum())} of {len(alone)}" + (f"; not {', '.join(outside)}" if outside else ""), bool(inside.all())),
        ("bare model, without discrepancy, against persistence: mean skill over horizons", "above 0 at every origin",
         ", ".join(f"{origin} {value:+.2f}" for origin, value in bare.items()), bool((bare > 0).all())),
    ]  # fmt: skip
    out = pd.DataFrame(told, columns=["what", "wanted", "found", "holds"])
    return out.assign(holds=out["holds"].map({True: "yes", False: "no"})).set_index("what")
