"""The market in mesa-frames: all enterprises as one table of Polars; draws by NumPy."""

import numpy as np
import polars as pl
from common import play
from mesa_frames import AgentSetPolars, ModelDF


class Enterprises(AgentSetPolars):
    def __init__(self, model, m):
        super().__init__(model)
        columns = {name: m[name] for name in ("users", "threshold", "steepness")}
        columns |= {name: m[name].astype(np.int32) for name in ("country", "base")}
        columns |= {"adoption": np.zeros(m["rows"], np.float32), "provider": np.zeros(m["rows"], np.int32)}
        self += pl.DataFrame({"unique_id": np.arange(m["rows"]), **columns})

    def step(self):
        model, m, t = self.model, self.model.market, self.model.t
        effective = pl.lit(pl.Series(m["effective"][t].astype(np.float32)))
        closes = pl.lit(np.float32(m["closes"]), pl.Float32)
        gap = (effective.gather(pl.col("country")) - pl.col("threshold")) * pl.col("steepness")
        # The labs of all countries on one line: country k begins at k.
        edges = (m["cumulative"][t].astype(np.float64) + np.arange(m["countries"])[:, None]).ravel()
        place = pl.col("draw").cast(pl.Float64) + pl.col("country")
        found = pl.lit(pl.Series(edges)).search_sorted(place, side="right").cast(pl.Int32)
        lab = (found - pl.col("country") * m["labs"]).clip(0, m["labs"] - 1)
        draws = [pl.Series(name, model.random_numbers.random(m["rows"], np.float32)) for name in ("looks", "draw")]
        table = self.agents.with_columns(*draws).with_columns(
            adoption=(pl.col("adoption") + closes * (gap.clip(0, 1) - pl.col("adoption"))).cast(pl.Float32),
            provider=pl.when(pl.col("looks") < m["reviews"]).then(lab).otherwise(pl.col("provider")),
        )
        people = (pl.col("adoption") * pl.col("users")).cast(pl.Float64)
        cells = table.group_by(pl.col("base") + pl.col("provider")).agg(people.sum().alias("people"))
        self._agents = table.drop("looks", "draw")
        model.total = m["weight"][t][cells["base"].to_numpy()] @ cells["people"].to_numpy()


class Market(ModelDF):
    def __init__(self, market, seed):
        super().__init__()
        self.market, self.random_numbers = market, np.random.default_rng(seed)
        self.agents += Enterprises(self, market)

    def step(self, t):
        self.t = t
        self.agents.do("step")
        return self.total


def begin(m, seed):
    return Market(m, seed).step


play(begin)
