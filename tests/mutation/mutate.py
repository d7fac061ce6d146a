"""Do the tests see a rule that is broken by one line?

    python tests/mutation/mutate.py [--count 200] [--salt WORD] [--folder build-mutation] [--only unit]

Copies the tree, writes `count` slips into the copy, each under a number (see sites.py), builds once, and plays the tests once for
each number: unit tests, then laws, then golden numbers, up to the first kind that fails. The tree itself stays as it is.
A table says how many were seen, by room and by kind of test; survivors are listed with their line. Exit code 1 where unit and law
tests see less than 80 % of the slips, or all three less than 95 %.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
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
    options = ["-G", "Ninja", "-B", "build", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG",
               "-DEXARACE_MPI=OFF", "-DEXARACE_PYTHON=OFF"]
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


def play(tree: Path, kind: str, number: int, limit: float) -> bool:
    """Whether tests of a kind see the slip: they fail, crash or hang."""
    environment = {**os.environ, "EXARACE_MUTANT": str(number), "EXARACE_WORLDS": "5", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run([tree / "build/bin" / f"test_{kind}", "--abort"], cwd=tree, env=environment, timeout=limit,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def seen_by(tree: Path, mutation: Mutation, kinds: list[str], limits: dict[str, float]) -> str:
    for kind in kinds:
        if play(tree, kind, mutation.number, limits[kind]):
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="slips to put in (200)")
    parser.add_argument("--salt", default="1", help="another word chooses other slips")
    parser.add_argument("--folder", type=Path, default=ROOT / "build-mutation", help="where the copy is built")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=KINDS, action="append", help="these kinds of tests only")
    given = parser.parse_args()
    kinds = given.only or KINDS
    given.folder.mkdir(parents=True, exist_ok=True)
    mutations = prepare(given.folder, given.count, given.salt, given.jobs)
    tree = given.folder / "tree"
    limits = {}
    for kind in kinds:
        started = time.monotonic()
        if play(tree, kind, 0, 3600):
            sys.exit(f"{kind} tests fail without any slip")
        limits[kind] = 30 + 5 * (time.monotonic() - started)
    with ThreadPoolExecutor(given.jobs) as pool:
        kind_of = list(pool.map(lambda m: seen_by(tree, m, kinds, limits), mutations))
    seen = list(zip(mutations, kind_of, strict=True))
    for mutation, kind in seen:
        if not kind:
            print(f"alive {mutation.number}: {mutation.file}:{mutation.line}")
            print(f"  - {mutation.right.strip()}\n  + {mutation.wrong.strip()}")
    print(table(seen))
    (given.folder / "seen.json").write_text(json.dumps([{**vars(m), "seen_by": kind} for m, kind in seen], indent=1))
    early = sum(kind in ("unit", "law") for kind in kind_of) / len(seen)
    late = sum(kind != "" for kind in kind_of) / len(seen)
    print(f"unit and law tests see {early:.0%} of {len(seen)} slips, with golden numbers {late:.0%}")
    return 0 if given.only or (early >= LEAST["unit and law"] and late >= LEAST["with golden"]) else 1


if __name__ == "__main__":
    sys.exit(main())
