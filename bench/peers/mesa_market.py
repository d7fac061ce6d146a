"""The market in Mesa: an object for every enterprise, all called in order (the cheapest way to activate them)."""

from bisect import bisect_right

import mesa
from common import play


class Enterprise(mesa.Agent):
    def __init__(self, model, users, threshold, steepness, country, base):
        super().__init__(model)
        self.users, self.threshold, self.steepness, self.country, self.base = users, threshold, steepness, country, base
        self.adoption, self.provider = 0.0, 0

    def step(self):
        m = self.model
        gap = (m.effective[self.country] - self.threshold) * self.steepness
        self.adoption += m.closes * (min(max(gap, 0.0), 1.0) - self.adoption)
        if m.draw() < m.reviews:
            self.provider = min(bisect_right(m.edges[self.country], m.draw()), m.last)
        m.cells[self.base + self.provider] += self.adoption * self.users


class Market(mesa.Model):
    def __init__(self, market, seed):
        super().__init__(seed=seed)
        self.closes, self.reviews, self.last = market["closes"], market["reviews"], market["labs"] - 1
        self.draw = self.random.random
        columns = (market[name].tolist() for name in ("users", "threshold", "steepness", "country", "base"))
        for row in zip(*columns, strict=True):
            Enterprise(self, *row)

    def open(self, effective, edges, cells):
        self.effective, self.edges, self.cells = effective, edges, [0.0] * cells


def begin(m, seed):
    model = Market(m, seed)

    def step(t):
        model.open(m["effective"][t].tolist(), m["cumulative"][t].tolist(), m["weight"].shape[1])
        model.agents.do("step")
        return m["weight"][t] @ model.cells

    return step


play(begin)
