"""The same small market in exarace's kernel and in other systems: do they agree, and how fast are they?

    .venv/bin/python bench/peers/run.py [--rows 100000 1000000] [--seeds 20] [--times 3] [--write]

Installs into build/peers what it can (Python packages of bench/peers/constraints.txt; krABMaga with cargo, MASON with Maven
and a JDK), says what it could not, runs all in turns, and prints a table; --write puts it into docs/performance.md. Totals
of wanted spend over all steps must agree within sampling error over the seeds: else it ends with 1.
"""

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PLACE = ROOT / "build/peers"
BEGIN, END = "<!-- table of bench/peers/run.py -->\n", "<!-- end of the table -->\n"


def called(*words, **options):
    subprocess.run([str(word) for word in words], check=True, **options)


def python_packages():
    """Returns the interpreter of an environment that holds the pinned packages."""
    own = PLACE / "python"
    pins = (HERE / "constraints.txt").read_text()
    if not (own / "pins").exists() or (own / "pins").read_text() != pins:
        called(sys.executable, "-m", "venv", "--clear", own)
        pip = [own / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        called(*pip, "--only-binary", ":all:", "-r", HERE / "constraints.txt")
        (own / "pins").write_text(pins)
    return own / "bin/python"


def with_rust():
    if not shutil.which("cargo"):
        raise FileNotFoundError("cargo is not there")
    own = PLACE / "krabmaga"
    shutil.copytree(HERE / "krabmaga", own, dirs_exist_ok=True)  # cargo writes beside its manifest
    called("cargo", "build", "--quiet", "--release", "--manifest-path", own / "Cargo.toml")
    return [own / "target/release/market"]


def with_java():
    if not (shutil.which("mvn") and shutil.which("javac")):
        raise FileNotFoundError("mvn and javac are not both there")
    own = PLACE / "mason"
    copied = f"-DoutputDirectory={own / 'jars'}"
    called("mvn", "-q", "-B", "-Dstyle.color=never", "-f", HERE / "mason/pom.xml", "dependency:copy-dependencies", copied)
    path = f"{own / 'jars'}/*:{own}"
    called("javac", "-d", own, "-cp", path, HERE / "mason/Market.java")
    return ["java", "-Xmx12g", "-cp", path, "Market"]


def systems():
    """Returns the command of every system that could be had, by its name."""
    found = {"exarace": [PLACE / "bench_market", "run"]}
    made = {"krABMaga": with_rust, "MASON": with_java}
    scripts = {"NumPy": "numpy", "Numba": "numba", "Mesa": "mesa", "mesa-frames": "mesa_frames"}
    for name, script in scripts.items():
        made[name] = lambda script=script: [python_packages(), HERE / f"{script}_market.py"]
    for name, make in made.items():
        try:
            found[name] = make()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return found


def played(command, folder, seed):
    one = {**os.environ, "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([str(word) for word in (*command, folder, seed)], env=one, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[-1]}: {done.stderr[-500:]}")
    return json.loads(done.stdout.splitlines()[-1])


def market(rows):
    folder = PLACE / f"market_{rows}"
    folder.mkdir(parents=True, exist_ok=True)
    called(PLACE / "bench_market", "write", rows, folder)
    return folder


def agreement(found, rows, seeds):
    """Returns, by system, mean total over that of exarace less 1, and its standard error; over seeds."""
    folder = market(rows)

    def totals(command):
        return [sum(played(command, folder, seed)["totals"]) for seed in range(1, seeds + 1)]

    sums = {name: totals(command) for name, command in found.items()}
    own = sums["exarace"]
    mean, error = statistics.mean(own), statistics.variance(own) / len(own)
    apart = {}
    for name, all in sums.items():
        width = math.sqrt(error + statistics.variance(all) / len(all)) / mean
        apart[name] = statistics.mean(all) / mean - 1, width
    return apart


def speeds(found, sizes, times):
    """Returns the best agent-steps per processor second of each system at each size, taken in turns."""
    best = {name: {} for name in found}
    for rows in sizes:
        folder = market(rows)
        for turn in range(times):
            for name, command in found.items():
                if turn > 0 and best[name].get(rows, math.inf) < 5e6:
                    continue  # it took long enough once
                run = played(command, folder, turn + 1)
                best[name][rows] = max(best[name].get(rows, 0), run["rows"] * run["steps"] / run["seconds"])
    return best


def table(best, apart, sizes, rows, seeds):
    lines = [
        f"| system | {' | '.join(f'{size:,} rows' for size in sizes)} | speed of exarace over it "
        f"| total at {rows:,} rows, {seeds} seeds, over that of exarace |",
        f"| --- |{' --- |' * (len(sizes) + 2)}",
    ]
    for name in sorted(best, key=lambda name: -best[name][sizes[-1]]):
        rates = " | ".join(f"{best[name][size] / 1e6:.3g}" for size in sizes)
        ratio = best["exarace"][sizes[-1]] / best[name][sizes[-1]]
        shift, width = apart[name]
        lines.append(f"| {name} | {rates} | {ratio:.3g} | {100 * shift:+.3f} % (standard error {100 * width:.3f} %) |")
    load = os.getloadavg()[0]
    lines.append(f"\nMillion agent-steps per processor second, one thread, Python {platform.python_version()}, load {load:.1f}.")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--agree-rows", type=int, default=10_000, help="rows of the runs over many seeds")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = parser.parse_args()
    PLACE.mkdir(parents=True, exist_ok=True)
    if not (PLACE / "bench_market").exists():
        sys.exit(f"{PLACE}/bench_market is not there: ./dev bench builds it")
    found = systems()
    apart = agreement(found, given.agree_rows, given.seeds)
    best = speeds(found, given.rows, given.times)
    text = table(best, apart, given.rows, given.agree_rows, given.seeds)
    print(text)
    if given.write:
        page = ROOT / "docs/performance.md"
        before, rest = page.read_text().split(BEGIN)
        page.write_text(before + BEGIN + text + END + rest.split(END)[1])
    far = {name: shift / width for name, (shift, width) in apart.items() if width > 0 and abs(shift) > 4 * width}
    sys.exit(f"totals differ by more than four standard errors: {far}" if far else 0)


if __name__ == "__main__":
    main()
