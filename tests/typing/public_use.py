"""What users write, as type checkers see it: `./dev check` lets mypy --strict and basedpyright read this page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import exarace as er
import numpy as np
import pandas as pd
import xarray as xr


class Hawk(er.GovernmentPolicy):
    """Tightens what it has while it is behind."""

    def __init__(self, patience: int = 3) -> None:
        self.patience: int = patience

    def decide(self, observation: er.Observation) -> Iterable[er.Act]:
        if observation.gap_months > 12:
            return []
        return [er.Act(m.id, "tighten", factor=0.9) for m in observation.own("chip_threshold") if m.in_force]


def dove(seen: er.Observation) -> list[er.Act]:
    """A function will do as well."""
    return [er.Act(m.id, "stay", until=datetime.date(2026, 1, 1)) for m in seen.own() if m.in_force]


def scenarios() -> er.Scenario:
    """Load, look, change."""
    base = er.load("baseline")
    found: pd.DataFrame = base.find("smic yield")
    print(found, base.name, base.title, base.get("run.end"), base.tables["clouds"])
    tight = base.with_({"regimes.us_2023_11.clauses.a.tpp_min": np.float64(2400), "run.end": pd.Timestamp("2028-01-01")})
    better = tight.scale({"lines.smic_n7.defect_density": 0.5}).without("us_2023_11", name="no October 2023")
    print(base.diff(better), base.source("skus.h20.memory_bandwidth").bibtex())
    return better


def results(base: er.Scenario) -> None:
    """Run and read."""
    result = base.run(seed=1, policies={"us": Hawk(), "cn": dove}, progress=lambda step, steps: None)
    data: xr.Dataset = result.to_xarray()
    owned: xr.DataArray = result["compute.owned"]
    print(data, float(owned.sel(country="cn")[-1]), result.final["clouds"]["cash"].sum())
    print(result.summary, result.denials.groupby("instrument")["usd"].sum(), result.events, result.provenance["seed"])
    axes = result.plot("compute.owned", by="country", top=4, sel={"country": ["us", "cn"]})
    print(axes.get_ylabel(), result.report("page.html", draws="posterior", members=10, force=True))
    frame: pd.DataFrame = result.to_frame(["compute.owned"], tidy=True)
    path: str = result.to_parquet("owned.parquet", force=True)
    again: er.Result = er.read(result.save("a.h5", force=True))
    if not again.reproduce():
        print(again.reproduce().differences, frame, path)


def many(base: er.Scenario, other: er.Scenario) -> None:
    """Ensembles, comparisons, sweeps."""
    ens = base.ensemble(20, seed=1, policies={"us": Hawk})
    print(len(ens), ens.summary, ens.quantiles("compute.owned", [0.05, 0.95]), ens.plot("compute.owned", band=0.9))

    def hhi(result: er.Result) -> xr.DataArray:
        part = result["compute.owned"] / result["compute.owned"].sum("country")
        return (part**2).sum("country")

    effects: pd.DataFrame = er.compare(base, other, replicates=50, policies=({}, {"us": Hawk}), metrics={"hhi": hhi})
    er.plot_effects(effects, "hhi").savefig("hhi.png")
    runs: xr.Dataset = er.sweep(base, factors={"technology.wear": (0.1, 0.5)}, sampler="sobol", n=512)
    points = pd.DataFrame({"technology.wear": [0.1, 0.2]})
    print(runs, er.sweep(base, "results/points", factors=points), er.open("results/points"))
    indices = er.sensitivity("results/sobol", "compute.owned", keep=["country"])
    er.plot_sensitivity(indices, country="cn").savefig("st.png")


def steps(base: er.Scenario) -> er.Result:
    """Step by step."""
    sim = er.Simulation(base, seed=1, policies={"us": Hawk}, observe={"cash": lambda sim: float(sim.clouds["cash"].sum())})
    a, b = sim.run(until="2023-01").branch(2)
    late: list[str] = b.change({"behaviour.cloud.horizon": 2.0})
    print(late, a.run().observed["cash"], a.policies, er.resume(a.checkpoint("x.h5", force=True), policies={"us": dove}))
    for date in sim:
        cash: float = float(sim.clouds["cash"].sum())
        print(date.year, cash, sim.today, sim.done, sim.steps)
        if date == datetime.date(2023, 1, 1):
            sim.transfer("governments/us", "labs/openai", 5e9, why="What if the state had paid?")
    return sim.result()


def errors() -> None:
    """What can be caught."""
    try:
        er.load("baselin")
    except er.ScenarioError as error:
        print(error.messages)
    except (er.ResultError, er.AuditError, er.Error) as error:
        print(error)
