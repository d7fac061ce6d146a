"""Do the tests see a rule that is broken by one line?

    python tests/mutation/mutate.py [--count 200] [--salt WORD] [--folder build-mutation] [--only unit] [--longest S] [--again]

Copies the tree, writes a slip into each statement that posts money or goods and `count` others into the copy, each under a
number (see sites.py), builds once, and plays every test once to learn which slips it comes by. Then, for each slip, it plays
the tests that come by it: unit tests, then laws, then golden numbers, up to the first that fails. The tree itself stays as it
is. A run that was stopped goes on where it stood, as long as the rules and what was asked for are the same. `--again` plays the
tests of today on what was left alive.
A table says how many were seen, by room and by kind of test; survivors are listed with their line. Exit code 1 where unit and law
tests see less than 80 % of the slips, all three less than 95 %, or where one stands in a line that posts money or goods.
"""

from __future__ import annotations

import argparse
import hashlib
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
from threading import Lock

from sites import ROOMS, Mutation, choose, find, put

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["unit", "law", "golden"]
QUICK = 0.4  # seconds
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


def digest(every: list[Mutation], count: int, salt: str) -> str:
    """The same for the same rules and the same choice among their slips."""
    text = "\n".join([f"{count} {salt}", *(f"{m.file}:{m.line} {m.both}" for m in every)])
    return hashlib.sha256(text.encode()).hexdigest()


def prepare(folder: Path, count: int, salt: str, jobs: int) -> list[Mutation]:
    """The slips, in a copy that is built; those of a run that was stopped where nothing has changed since."""
    tree, begun = folder / "tree", folder / "slips.json"
    every = find(ROOT)
    same = digest(every, count, salt)
    if begun.exists() and (last := json.loads(begun.read_text()))["digest"] == same:
        print("going on with the run that was stopped", flush=True)
        return [Mutation(**row) for row in last["slips"]]
    for name in (begun, folder / "tests.json", folder / "seen.jsonl"):
        name.unlink(missing_ok=True)
    mutations = choose(every, count, salt)
    while True:
        copy_tree_keeping_build(tree)
        put(tree, mutations)
        complaints = build(tree, jobs)
        if not complaints:
            break
        mutations = without_broken(mutations, complaints)
        print(f"{len(mutations)} slips compile", flush=True)
    begun.write_text(json.dumps({"digest": same, "slips": [vars(m) for m in mutations]}, indent=1))
    return mutations


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
    # Processor time, so that a busy machine makes no slip look seen; waiting for ever counts too, but late.
    limit = int(30 + 10 * sum(case.seconds for case in cases)) if cases[0].seconds else 1800
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
        names.write("\n".join(re.sub(r'([,\\"])', r"\\\1", case.name) for case in cases))
        names.flush()
        program = str(tree / "build/bin" / f"test_{cases[0].kind}")
        command = ["bash", "-c", f'ulimit -t {limit}; exec "$@"', "bash", program, "--abort", "-w", "NoTests", "-f", names.name]
        try:
            done = subprocess.run(
                command, cwd=tree, env=environment, timeout=600 + 20 * limit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
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
    log = folder / "tests.json"
    last = [Case(*row[:3], frozenset(row[3])) for row in json.loads(log.read_text())] if log.exists() else []
    known = {(case.kind, case.name): case for case in last}
    cases = []
    for kind in kinds:
        command = [tree / "build/bin" / f"test_{kind}", "--list-test-names-only"]
        names = subprocess.run(command, capture_output=True, text=True, cwd=tree).stdout.splitlines()
        cases += [Case(kind, name) for name in filter(None, names)]
    done = list(pool.map(lambda case: known.get((case.kind, case.name)) or surveyed(tree, case, folder), cases))
    log.write_text(json.dumps([[case.kind, case.name, case.seconds, sorted(case.reached)] for case in done]))
    return sorted(done, key=lambda case: case.seconds)


def seen_by(tree: Path, mutation: Mutation, cases: list[Case]) -> str:
    """Kind of the first test that sees the slip, of those that come by it: quick ones together, others one by one."""
    for kind in KINDS:
        reaching = [case for case in cases if case.kind == kind and mutation.number in case.reached]
        quick = [case for case in reaching if case.seconds < QUICK]
        groups = [quick, *([case] for case in reaching if case.seconds >= QUICK)]
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


def seen_before(folder: Path) -> dict[int, str]:
    """What saw each slip that has been looked at, "" where nothing did."""
    log = folder / "seen.jsonl"
    lines = log.read_text().splitlines() if log.exists() else []
    return {row["number"]: row["seen_by"] for row in map(json.loads, lines)}


def changed(folder: Path) -> list[Path]:
    """Test programs' sources that are not as the last run knew them."""
    before = folder / "tree/tests"
    every = (file for file in (ROOT / "tests").rglob("*.cpp") if "fuzz" not in file.parts)
    olds = {file: before / file.relative_to(ROOT / "tests") for file in every}
    return [file for file, old in olds.items() if not old.exists() or old.read_text() != file.read_text()]


def forget(folder: Path, names: set[str]) -> None:
    """Has these tests played once more to learn which slips they come by."""
    log = folder / "tests.json"
    if log.exists():
        log.write_text(json.dumps([row for row in json.loads(log.read_text()) if row[1] not in names]))


def begin_again(folder: Path, jobs: int) -> list[Mutation]:
    """The slips of the last run, in its copy with the tests of today; what was left alive counts as not looked at."""
    mutations = [Mutation(**row) for row in json.loads((folder / "slips.json").read_text())["slips"]]
    forget(folder, {name for file in changed(folder) for name in re.findall(r'TEST_CASE\(\s*"([^"]*)"', file.read_text())})
    shutil.copytree(ROOT / "tests", folder / "tree/tests", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    if complaints := build(folder / "tree", jobs):
        sys.exit(f"the tests of today do not fit the copy:\n{complaints[-4000:]}")
    seen = {number: kind for number, kind in seen_before(folder).items() if kind}
    rows = [json.dumps({"number": number, "seen_by": kind}) + "\n" for number, kind in seen.items()]
    (folder / "seen.jsonl").write_text("".join(rows))
    return mutations


def told(mutation: Mutation) -> str:
    posting = " (a posting)" if mutation.posts else ""
    lines = f"  - {mutation.right.strip()}\n  + {mutation.wrong.strip()}"
    return f"alive {mutation.number}: {mutation.file}:{mutation.line}{posting}\n{lines}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="slips to put in beside those in postings (200)")
    parser.add_argument("--salt", default="1", help="another word chooses other slips")
    parser.add_argument("--folder", type=Path, default=ROOT / "build-mutation", help="where the copy is built")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=KINDS, action="append", help="these kinds of tests only")
    parser.add_argument("--longest", type=float, default=1e9, help="leave out tests that take longer alone [s]")
    parser.add_argument("--again", action="store_true", help="the tests of today on what the last run left alive")
    given = parser.parse_args()
    kinds = given.only or KINDS
    given.folder.mkdir(parents=True, exist_ok=True)
    again = given.again and (given.folder / "slips.json").exists()
    mutations = begin_again(given.folder, given.jobs) if again else prepare(given.folder, given.count, given.salt, given.jobs)
    tree = given.folder / "tree"
    known = seen_before(given.folder)
    lock = Lock()

    def look(mutation: Mutation) -> tuple[Mutation, str]:
        if mutation.number in known:
            return mutation, known[mutation.number]
        kind = seen_by(tree, mutation, cases)
        with lock, (given.folder / "seen.jsonl").open("a") as log:
            log.write(json.dumps({"number": mutation.number, "seen_by": kind}) + "\n")
            if not kind:
                print(told(mutation), flush=True)
        return mutation, kind

    with ThreadPoolExecutor(given.jobs) as pool:
        cases = [case for case in survey(tree, kinds, given.folder, pool) if case.seconds <= given.longest]
        seen = list(pool.map(look, sorted(mutations, key=lambda m: not m.posts)))
    print("".join(told(mutation) + "\n" for mutation, kind in seen if mutation.number in known and not kind), end="")
    print(table(seen))
    early = sum(kind in ("unit", "law") for _, kind in seen) / len(seen)
    late = sum(kind != "" for _, kind in seen) / len(seen)
    unposted = sum(m.posts and not kind for m, kind in seen)
    print(f"unit and law tests see {early:.0%} of {len(seen)} slips, with golden numbers {late:.0%}; postings alive: {unposted}")
    enough = early >= LEAST["unit and law"] and late >= LEAST["with golden"] and not unposted
    return 0 if given.only or enough else 1


if __name__ == "__main__":
    sys.exit(main())
