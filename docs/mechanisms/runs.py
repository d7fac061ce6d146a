"""Runs of a story with changes: played once each by the program, read as arrays."""

from __future__ import annotations

import hashlib
import subprocess
from concurrent.futures import Executor
from functools import cache
from pathlib import Path

import h5py
import numpy as np
import tomllib

TOP = Path(__file__).resolve().parents[2]


@cache
def world_rows(table: str) -> dict[str, dict]:
    """Rows of a table of the shipped world, by id."""
    rows: dict[str, dict] = {}
    for file in sorted((TOP / "scenarios" / "world").glob("*.toml")):
        for row in tomllib.loads(file.read_text()).get(table, []):
            rows.setdefault(row["id"], {}).update(row)
    return rows


def group(name: str) -> list[str]:
    """Ids that a group of rows means."""
    if name.endswith("_lines"):
        home = {"china_lines": {"cn"}, "us_lines": {"us"}}.get(name)
        return [i for i, r in world_rows("lines").items() if (r["site"] in home if home else r["site"] != "cn")]
    side, table = name.split("_", 1)
    country = {"chinese": lambda c: c == "cn", "us": lambda c: c == "us", "foreign": lambda c: c != "cn"}[side]
    return [i for i, r in world_rows(table).items() if country(r.get("parent", r["country"]))]


class Run:
    """Series of one run, by name."""

    def __init__(self, series: dict[str, np.ndarray], ids: dict[str, list[str]]):
        self.series, self.ids = series, ids

    def rows(self, name: str, rows: str | list[str]) -> np.ndarray:
        """Columns of a series: [step, row]."""
        values = self.series[name].reshape(len(self.series[name]), -1)
        if rows == "all":
            return values
        known = self.ids[name]
        wanted = rows if isinstance(rows, list) else [rows] if rows in known else group(rows)
        return values[:, [known.index(i) for i in wanted if i in known]]


def read(file: Path, names: list[str]) -> Run:
    series, ids = {}, {}
    with h5py.File(file) as store:
        found = store["series"]
        for name in names:
            series[name] = np.nan_to_num(found[name][:])
            labels = [found[name].dims[d][0] for d in range(1, found[name].ndim)]
            ids[name] = [x.decode() for x in labels[0][:]] if len(labels) == 1 else []
    return Run(series, ids)


def reduce(run: Run, look: dict) -> float:
    """The observable: sum over rows, and sum or mean over the years [from, to)."""
    values = run.rows(look["series"], look["rows"]).sum(1)
    part = values[(look["from"] - 2022) * 12 : (look["to"] - 2022) * 12]
    return float(part.sum() if look["how"] == "sum" else part.mean())


def draws_of(spec: dict) -> list[list[str]]:
    """Latin hypercube over the uncertain keys, as changes of a scenario."""
    rng = np.random.default_rng(spec["seed"])
    keys, n = spec["keys"], spec["runs"]
    unit = np.array([(rng.permutation(n) + rng.random(n)) / n for _ in keys])
    return [[f"{k['key']}={k['low'] + unit[i, d] * (k['high'] - k['low']):.9g}" for i, k in enumerate(keys)]
            for d in range(spec.get("use", n))]


class Player:
    """Collects runs that are wanted and plays each of them once. Draw `number` has seed `number` + 1."""

    def __init__(self, program: str, folder: Path, pool: Executor, record: list[str], end: str):
        self.program, self.folder, self.pool, self.record, self.end = program, folder, pool, record, end
        self.asked: dict[str, list[str]] = {}
        self.number: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def ask(self, story: str, changes: list[str], number: int) -> str:
        sets = [part for change in [f"run.end={self.end}", *changes] for part in ("--set", change)]
        patterns = [part for name in self.record for part in ("--record", name)]
        call = ["run", story, "--seed", str(number + 1), *sets, *patterns]
        key = hashlib.sha256("\0".join(call).encode()).hexdigest()[:24]
        self.asked[key], self.number[key] = call, number
        return key

    def file(self, key: str) -> Path:
        return self.folder / f"{key}.h5"

    def play(self) -> None:
        missing = sorted((key for key in self.asked if not self.file(key).exists()), key=self.number.__getitem__)
        print(f"{len(missing)} of {len(self.asked)} runs to play", flush=True)
        for done, _ in enumerate(self.pool.map(self.play_one, missing), 1):
            if done % 50 == 0:
                print(f"{done} played", flush=True)

    def play_one(self, key: str) -> None:
        subprocess.run([self.program, *self.asked[key], "-o", str(self.file(key)), "--quiet", "--threads", "1"],
                       check=True)

    def run(self, key: str, series: str) -> Run:
        return read(self.file(key), [series])
