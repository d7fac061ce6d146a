"""What each block of observations alone says of each key: one linear update of the prior draws, without further runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exarace.history import smoother

if TYPE_CHECKING:
    import pandas as pd

    from exarace.history.calibrate import Fit


def by_block(fit: Fit, keys: list[str], seed: int = 1) -> pd.DataFrame:
    """Spread of each key after a block's observations alone, over that of its prior; keys by block.

    Parameters
    ----------
    fit
        Of `exarace.history.calibrate.calibrate_and_fit`: draws of the prior with what the model says for them.
    keys
        Names of the keys, in the order of the draws.

    Returns
    -------
    pandas.DataFrame
        1 where a block teaches nothing. A single update assumes that predictions are linear in the keys: it shows where
        knowledge comes from, the posterior itself takes more updates.
    """
    import pandas as pd

    blocks = np.array([p.block for p in fit.points])
    y = np.where(np.isfinite(fit.prior), fit.prior, np.nanmedian(fit.prior, axis=0))
    good = np.ones(fit.prior_z.shape[1], dtype=bool)
    out = {}
    for block in sorted(set(blocks)):
        here = blocks == block

        def played(x: np.ndarray, number: int, here: np.ndarray = here) -> tuple[np.ndarray, np.ndarray]:
            return y[:, here].T, good

        after, _ = smoother.assimilate(fit.prior_z, played, fit.observed[here], fit.sd[here], updates=1, seed=seed)
        out[block] = np.std(after, axis=1, ddof=1) / np.std(fit.prior_z, axis=1, ddof=1)
    return pd.DataFrame(out, index=pd.Index(keys, name="key"))


def told_most(spreads: pd.DataFrame, count: int = 5, least: float = 0.9) -> pd.DataFrame:
    """By block the keys that it narrows most, in words."""
    import pandas as pd

    rows = []
    for block in spreads.columns:
        narrowed = spreads[block][spreads[block] < least].sort_values(kind="stable")
        words = ", ".join(f"`{key}` {spread:.2f}" for key, spread in narrowed.head(count).items())
        rows.append({"block": block, "keys narrowed": len(narrowed), "most (spread left of 1)": words or "none"})
    return pd.DataFrame(rows).set_index("block")
