"""What was promised to users, typed: calls of Python and of the command line as they stand in the contract, over a few months."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import examples
import exarace as er
import matplotlib
import pytest

PROGRAM = Path(sys.executable).with_name("exarace")
RAW = re.compile(r"incompatible function|Invoked with|std::|pybind11|Traceback|_exarace\.|terminate called|core dumped")
# A line may use what lines before it in its block have made.
BLOCKS = {
    "a scenario, a run, its numbers": """
        tight = base.with_({"regimes.us_2023_11.clauses.a.tpp_min": 2400})
        result = tight.run(seed=1)
        ds = result.to_xarray()
        result.plot("compute.installed", by="country")
        result.report("baseline.html")
        assert ds["compute.installed"].attrs["units"] == "H100e" and ds.attrs["scenario_sha256"] == tight.sha256
    """,
    "step by step": """
        sim = er.Simulation(base, seed=1)
        for date in sim:
            sim.clouds["cash"]
            sim.transfer("governments/us", "labs/openai", 1e6) if sim.done < sim.steps else None
        assert date == datetime.date(2022, 6, 1)
        assert not sim.clouds["cash"].flags.writeable
    """,
    "paired": """
        effects = er.compare(base, tight, replicates=2)
        assert {"a", "effect", "low", "high"} <= set(effects.columns)
    """,
    "a sweep": """
        runs = er.sweep(design, executor=None)
        ds = er.open("results/design")
        assert ds.identical(runs) and "technology.wear" in ds.coords
    """,
    "a government": """
        base.run(policies={"us": Hawk()})
    """,
    "to find": """
        found = base.find("smic yield")
        assert {"value", "unit", "prior", "source"} <= set(found.columns) and "<table" in found._repr_html_()
    """,
    "to change": """
        base.scale({"lines.smic_n7.defect_density": 0.5}); base.diff(other); base.without("us_2023_11", name="no October 2023")
        assert base.scale({"lines.smic_n7.defect_density": 0.5}).name != base.name
        assert base.without("us_2023_11", name="no October 2023").name == "no October 2023"
        assert len(base.diff(other))
    """,
    "to cite": """
        source = base.source("skus.h20.memory_bandwidth")
        assert source.text and source.vintage and source.bibtex().startswith("@")
    """,
    "an ensemble": """
        ens = base.ensemble(2, draws="posterior"); ens.plot("compute.owned", by="country", band=0.9)
        ens = base.ensemble(2); ens.plot("compute.owned", by="country", band=0.9)
    """,
    "paired with policies and metrics": """
        er.compare(base, tight, policies=({}, {"us": Hawk}), metrics={"hhi": f}, replicates=2)
        effects = er.compare(base, tight, other, metrics={"hhi": f}, replicates=2, draws="posterior")
        assert effects.index.names == ["scenario", "measure", "year"]
    """,
    "a simulation with all": """
        sim = er.Simulation(base, policies={"us": Hawk()}, observe={"hhi": lambda sim: 1.0}); sim.run(until="2022-04")
        a, b = sim.branch(2); b.change({"technology.wear": 0.4}); sim.checkpoint("x.h5")
        copy.copy(sim)
        a.run(); b.run()
        assert a.result()["hhi"].size == 6
        er.resume("x.h5", policies={"us": Hawk()}).run()
    """,
    "a sweep in memory": """
        er.sweep(base, "one", factors={"technology.wear": (lo, hi)}, sampler="sobol", n=2)
        er.sweep(base, "two", factors=pd.DataFrame({"technology.wear": [0.2, 0.3]}))
    """,
    "a result from its file": """
        res = er.read("x_result.h5"); res.final; res.denials; res.events; res.to_frame(tidy=True); res.to_parquet("x.parquet")
        assert res.reproduce()
        assert {"date", "buyer", "seller", "good", "instrument", "units", "usd", "first_asked"} <= set(res.denials.columns)
    """,
    "the posterior": """
        post = er.posterior()
        assert "<table" in post._repr_html_() and len(post.keys) > 10
        base.with_(post.changes(0)).run(seed=1)
    """,
    "what is shown": """
        for thing in (base, base.run(seed=1), base.ensemble(2), er.Simulation(base), er.Simulation(base).clouds):
            assert thing._repr_html_().startswith("<div")
            assert repr(thing).startswith("<exarace.")
    """,
    "what is pickled": """
        for thing in (base, base.run(seed=1)):
            assert repr(pickle.loads(pickle.dumps(thing))) == repr(thing)
    """,
    "numbers and days of other packages": """
        base.with_({"technology.wear": np.float32(0.25), "run.end": pd.Timestamp("2022-05-01")})
        base.with_({"technology.wear": np.array(0.2)}).run(np.int64(3))
    """,
    "errors": """
        assert issubclass(er.ScenarioError, er.Error) and issubclass(er.ResultError, OSError) and er.AuditError
    """,
}


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    import copy
    import datetime
    import pickle

    import numpy as np
    import pandas as pd

    matplotlib.use("Agg")
    base = er.load("baseline").with_({"run.end": "2022-07-01"}, name="baseline")
    space = {"er": er, "base": base, "tight": base.with_({"regimes.us_2022_10.clauses.a.tpp_min": 2400}), "np": np, "pd": pd,
             "other": er.load("h20_open").with_({"run.end": "2022-07-01"}), "copy": copy, "pickle": pickle, "lo": 0.1,
             "hi": 0.4, "datetime": datetime, "design": "design.toml",
             "f": lambda result: float(result["compute.owned"][-1].sum())}  # fmt: skip
    exec(examples.HAWK, space)
    return space


@pytest.mark.parametrize("title", BLOCKS)
def test_python(title, names, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("design.toml").write_text(examples.DESIGN.replace("[[factor]]", "[set]\nrun.end = 2022-03-01\n[[factor]]"))
    names["base"].run(seed=1).save("x_result.h5")
    exec(compile(re.sub(r"^ {8}", "", BLOCKS[title], flags=re.M), title, "exec"), dict(names))


LINES = {
    # first edition; {line: exit code} where it is not 0
    "exarace run baseline": 0,
    "exarace run baseline -o a.h5 --set technology.wear=0.3 --seed 7 --replicate 3 --threads 1 --no-audit --quiet --json": 0,
    "exarace run baseline --max-walltime 2h --checkpoint-every 2 --force": 0,
    "exarace report results/baseline.h5 --force": 0,
    "exarace sweep few -o results/again": 0,
    "exarace sweep few -o results/parts --shard 1/2": 0,
    "exarace compare baseline no_controls --replicates 2": 0,
    "exarace validate baseline few": 0,
    "exarace list scenarios": 0,
    "exarace list series": 0,
    "exarace list instruments": 0,
    "exarace list mechanisms": 0,
    "exarace list parameters": 0,
    "exarace schema": 0,
    "exarace schema design": 0,
    "exarace info results/baseline.h5": 0,
    "exarace verify results/baseline.h5": 0,
    "exarace verify results/few": 0,
    "exarace verify results/few --salvage results/saved": 0,
    "exarace reproduce results/baseline.h5": 0,
    "exarace reproduce results/few --run 1": 0,
    "exarace resume mid.h5 -o results/on.h5": 0,
    "exarace resume mid.h5 full_embargo -o results/branch.h5": 0,
    "exarace gather results/few -o e.h5": 0,
    "exarace sweep few --set behaviour.cloud.horizon=1.2 --seed 3": 2,  # a design says its seed itself
    "exarace run nothing": 2,
    "exarace nothing": 2,
    "exarace info nothing.h5": 4,
    "exarace run baseline --set technology.waer=1 -o b.h5": 2,
    # second edition
    "exarace run baseline --times lines.smic_n7.process_yield=0.9 -o c.h5": 0,
    "exarace run baseline --times 'lines.smic*.defect_density=0.5' -o c.h5": 0,
    "exarace run baseline --without us_2022_10 -o c.h5": 0,
    "exarace compare baseline --without us_2022_10 --times technology.wear=1.1 --replicates 2 -o d.h5": 0,
    "exarace compare baseline no_controls h20_open --replicates 2 --max-walltime 1h": 0,
    "exarace compare baseline --policies hawk.py --replicates 2 -o d.h5": 0,
    "exarace compare baseline no_controls --draws posterior --replicates 2 -o d.h5": 0,
    "exarace sweep few --draws posterior -o results/drawn": 0,
    "exarace sweep few --times behaviour.cloud.horizon=0.9 --without us_2022_10 -o results/other": 0,
    "exarace info results/few": 0,
    "exarace list results/few": 0,
    "exarace list results/baseline.h5": 0,
    "exarace list SERIES 'Chips.*'": 0,
    "exarace list series GAP": 0,
    "exarace help run": 0,
    "exarace -V": 0,
    "exarace report results/few --no-pictures": 0,
    "exarace report results/baseline.h5 --draws posterior --members 2 --no-pictures -o bands.html": 0,
    "exarace export results/baseline.h5 --flat": 0,
    "exarace export results/baseline.h5 --parquet": 0,
    "exarace export results/baseline.h5 --zarr": 0,
    "exarace backtest --help": 0,
    "exarace calibrate --help": 0,
    "exarace nowcast --help": 0,
    "exarace explore --help": 0,
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    top = tmp_path_factory.mktemp("contract")
    short = examples.stage(top / "short")
    (short / "designs").mkdir()
    (short / "designs/few.toml").write_text(examples.DESIGN)
    env = {**os.environ, "EXARACE_SCENARIOS": str(short), "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    here = top / "here"
    here.mkdir()
    (here / "hawk.py").write_text(examples.HAWK)
    for line in ("run baseline --checkpoint-at 2022-03-01 -o results/baseline.h5", "sweep few"):
        subprocess.run([PROGRAM, *line.split(), "--quiet"], cwd=here, env=env, check=True)
    (here / "results/baseline.2022-03-01.checkpoint.h5").rename(here / "mid.h5")
    return here, env


@pytest.mark.parametrize("line", LINES)
def test_command_line(line, place, tmp_path):
    here, env = place
    # Each line finds the same folder and leaves it alone.
    subprocess.run(["cp", "-r", f"{here}/.", tmp_path], check=True)
    if line.startswith("exarace run baseline") and "--force" not in line:
        (tmp_path / "results/baseline.h5").unlink()
    done = subprocess.run(["exarace", *shlex.split(line)[1:]], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    said = f"{done.stdout}\n{done.stderr}"
    assert done.returncode == LINES[line], said
    assert not RAW.search(said), said
    assert done.returncode != 2 or done.stderr.strip(), "an error without a word"


def test_what_takes_hundreds_of_runs_takes_the_options_of_the_others(place):
    here, env = place
    for command, options in {"backtest": ["--set", "--times", "--json"], "calibrate": ["--set", "--times", "--until", "-o"],
                             "nowcast": ["--set", "--times"]}.items():  # fmt: skip
        told = subprocess.run(["exarace", command, "--help"], env=env, capture_output=True, text=True, check=True).stdout
        assert [option for option in options if option not in told] == [], command
