"""Do the tests see a rule that is broken by one line?

    python tests/mutation/mutate.py [--count 200] [--salt WORD] [--folder build-mutation] [--only unit] [--again]

Copies the tree, writes `count` slips into the copy, each under a number (see sites.py), builds once, and plays every test once to
learn which slips it comes by. Then, for each slip, it plays the tests that come by it: unit tests, then laws, then golden
numbers, up to the first that fails. The tree itself stays as it is. `--again` plays the tests of today on what was left alive.
A table says how many were seen, by room and by kind of test; survivors are listed with their line. Exit code 1 where unit and law
tests see less than 80 % of the slips, all three less than 95 %, or where one stands in a line that posts money or goods.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sites import ROOMS, Mutation, choose, find, put

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["unit", "law", "golden"]
LEAST = {"unit and law": 0.80, "with golden": 0.95}


def copy_tree(target: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def build(tree: Path, jobs: int) -> str:
    """Compiles; returns what the compiler complained about, empty where all is well."""
    # With the flags of the release build, so that what holds no slip comes out of the compiler cache.
    options = ["--preset", "release"]
    if not (tree / "build/build.ninja").exists():
        subprocess.run(["cmake", *options, "--log-level=WARNING"], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    targets = [f"test_{kind}" for kind in KINDS]
    command = ["ninja", "-C", "build", "-j", str(jobs), "-k", "0", *targets]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def without_broken(mutations: list[Mutation], complaints: str) -> list[Mutation]:
    """Those whose lines the compiler accepts: a slip that does not compile is none."""
    places = {(m[1], int(m[2])) for m in re.finditer(r"(?:\.\./)*([\w/]+\.cpp):(\d+):\d+: error", complaints)}
    kept = [m for m in mutations if not any(m.file.endswith(f) or f.endswith(m.file) for f, n in places if n == m.line)]
    if len(kept) == len(mutations):
        sys.exit(f"the copy does not compile, and not for a slip:\n{complaints[-4000:]}")
    return kept


def prepare(folder: Path, count: int, salt: str, jobs: int) -> list[Mutation]:
    tree = folder / "tree"
    every = find(ROOT)
    mutations = choose(every, count, salt)
    while True:
        copy_tree_keeping_build(tree)
        put(tree, mutations)
        complaints = build(tree, jobs)
        if not complaints:
            return mutations
        mutations = without_broken(mutations, complaints)
        print(f"{len(mutations)} slips compile", flush=True)


def copy_tree_keeping_build(tree: Path) -> None:
    aside = tree.parent / "build-aside"
    if (tree / "build").exists():
        shutil.move(tree / "build", aside)
    copy_tree(tree)
    if aside.exists():
        shutil.move(aside, tree / "build")


@dataclass
class Case:
    """One test: how long it takes alone, and which slips it comes by."""

    kind: str
    name: str
    seconds: float = 0.0
    reached: frozenset[int] = frozenset()


def play(tree: Path, cases: list[Case], number: int, reached: Path | None = None) -> bool:
    """Whether tests of one kind see a slip: one fails, crashes or hangs."""
    environment = {**os.environ, "EXARACE_MUTANT": str(number), "EXARACE_WORLDS": "5", "OMP_NUM_THREADS": "1"}
    if reached:
        environment["EXARACE_REACHED"] = str(reached)
    limit = 30 + 10 * sum(case.seconds for case in cases) if cases[0].seconds else 1800
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
        names.write("\n".join(case.name for case in cases))
        names.flush()
        command = [tree / "build/bin" / f"test_{cases[0].kind}", "--abort", "-f", names.name]
        try:
            done = subprocess.run(
                command, cwd=tree, env=environment, timeout=limit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except subprocess.TimeoutExpired:
            return True
    return done.returncode != 0


def surveyed(tree: Path, case: Case, folder: Path) -> Case:
    """The test alone, without a slip: it must pass."""
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".reached") as reached:
        started = time.monotonic()
        if play(tree, [case], 0, Path(reached.name)):
            sys.exit(f"{case.kind} test fails without any slip: {case.name}")
        numbers = frozenset(int(line) for line in Path(reached.name).read_text().split())
        return Case(case.kind, case.name, time.monotonic() - started, numbers)


def survey(tree: Path, kinds: list[str], folder: Path, pool: ThreadPoolExecutor) -> list[Case]:
    """All tests of these kinds, the quickest first."""
    cases = []
    for kind in kinds:
        command = [tree / "build/bin" / f"test_{kind}", "--list-test-names-only"]
        names = subprocess.run(command, capture_output=True, text=True, cwd=tree).stdout.splitlines()
        cases += [Case(kind, name) for name in filter(None, names)]
    done = list(pool.map(lambda case: surveyed(tree, case, folder), cases))
    return sorted(done, key=lambda case: case.seconds)


def seen_by(tree: Path, mutation: Mutation, cases: list[Case]) -> str:
    """Kind of the first test that sees the slip, of those that come by it: unit tests together, others one by one."""
    for kind in KINDS:
        reaching = [case for case in cases if case.kind == kind and mutation.number in case.reached]
        groups = [reaching] if kind == "unit" else [[case] for case in reaching]
        if any(play(tree, group, mutation.number) for group in groups if group):
            return kind
    return ""


def table(seen: list[tuple[Mutation, str]]) -> str:
    rows = [f"{'room':16} {'slips':>6} {'unit':>6} {'law':>6} {'golden':>7} {'alive':>6}"]
    for room in [*ROOMS, "all"]:
        here = [kind for mutation, kind in seen if room in (mutation.room, "all")]
        if here:
            counts = [here.count(kind) for kind in [*KINDS, ""]]
            rows.append(f"{room:16} {len(here):6} {counts[0]:6} {counts[1]:6} {counts[2]:7} {counts[3]:6}")
    return "\n".join(rows)


def is_posting(mutation: Mutation) -> bool:
    """Whether the line asks for money or goods to be booked."""
    return re.search(r"\b(pay|note|move)\(", mutation.right) is not None


def replay(folder: Path) -> tuple[list[Mutation], dict[int, str]]:
    """Slips of the last run with what saw them, and its copy with the tests of today."""
    last = json.loads((folder / "seen.json").read_text())
    fields = Mutation.__dataclass_fields__
    mutations = [Mutation(**{key: row[key] for key in fields}) for row in last]
    shutil.copytree(ROOT / "tests", folder / "tree/tests", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    if complaints := build(folder / "tree", os.cpu_count() or 1):
        sys.exit(f"the tests of today do not fit the copy:\n{complaints[-4000:]}")
    return mutations, {row["number"]: row["seen_by"] for row in last if row["seen_by"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="slips to put in (200)")
    parser.add_argument("--salt", default="1", help="another word chooses other slips")
    parser.add_argument("--folder", type=Path, default=ROOT / "build-mutation", help="where the copy is built")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=KINDS, action="append", help="these kinds of tests only")
    parser.add_argument("--again", action="store_true", help="the tests of today on what the last run left alive")
    given = parser.parse_args()
    kinds = given.only or KINDS
    given.folder.mkdir(parents=True, exist_ok=True)
    known: dict[int, str] = {}
    if given.again:
        mutations, known = replay(given.folder)
    else:
        mutations = prepare(given.folder, given.count, given.salt, given.jobs)
    tree = given.folder / "tree"

    def look(mutation: Mutation) -> tuple[Mutation, str]:
        if mutation.number in known:
            return mutation, known[mutation.number]
        kind = seen_by(tree, mutation, cases)
        if not kind:
            print(
                f"alive {mutation.number}: {mutation.file}:{mutation.line}{' (a posting)' if is_posting(mutation) else ''}\n"
                f"  - {mutation.right.strip()}\n  + {mutation.wrong.strip()}",
                flush=True,
            )
        return mutation, kind

    with ThreadPoolExecutor(given.jobs) as pool:
        cases = survey(tree, kinds, given.folder, pool)
        seen = list(pool.map(look, mutations))
    print(table(seen))
    (given.folder / "seen.json").write_text(json.dumps([{**vars(m), "seen_by": kind} for m, kind in seen], indent=1))
    early = sum(kind in ("unit", "law") for _, kind in seen) / len(seen)
    late = sum(kind != "" for _, kind in seen) / len(seen)
    unposted = sum(is_posting(m) and not kind for m, kind in seen)
    print(f"unit and law tests see {early:.0%} of {len(seen)} slips, with golden numbers {late:.0%}; postings alive: {unposted}")
    enough = early >= LEAST["unit and law"] and late >= LEAST["with golden"] and not unposted
    return 0 if given.only or enough else 1


if __name__ == "__main__":
    sys.exit(main())
