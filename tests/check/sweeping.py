"""What the checks of sweeps share: a small design, processes that are killed, and a look at what is left."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/bin/exarace"
RANKED = ROOT / "build/bin/exarace-mpi"
MPIRUN = ["mpirun", "--allow-run-as-root", "--oversubscribe", "--bind-to", "none"]
DESIGN = """\
scenario = "baseline"
sampler = "latin_hypercube"
points = {points}
replicates = {replicates}
seed = 3

[set]
run.end = {end}
run.enterprises = {enterprises}

[[factor]]
key = "behaviour.cloud.horizon"
low = 2.0
high = 4.0

[[factor]]
key = "mechanisms.M1"
role = "lever"
values = [true, false]

[output]
series = ["chips.sold", "compute.owned", "compute.user_cost"]
"""


def write_design(folder, points=20, replicates=2, end="2022-05-01", enterprises=200, name="design", more=""):
    """Writes a design whose runs take some hundredths of a second."""
    path = folder / f"{name}.toml"
    text = DESIGN.format(points=points, replicates=replicates, end=end, enterprises=enterprises)
    path.write_text(text + more)
    return path


def sweep(design, folder, *options, **how):
    """Runs `exarace sweep` to its end."""
    command = [str(w) for w in (PROGRAM, "sweep", design, "-o", folder, "--quiet", *options)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, **how)


def start(design, folder, *options, before=(), program=PROGRAM):
    """Starts a sweep in a process group of its own."""
    command = [str(w) for w in (*before, program, "sweep", design, "-o", folder, "--quiet", *options)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def kill(process):
    """Kills a process and all that it started, as a machine that goes down would."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    for stream in (process.stdout, process.stderr):
        stream.close()


def told(folder):
    """The lines of all indexes of a sweep; a line that was cut off counts nothing."""
    lines = []
    for file in sorted((Path(folder) / "index").glob("*.jsonl")):
        for line in file.read_text().split("\n"):
            try:
                line = json.loads(line)
            except ValueError:
                continue
            if "segment" in line:
                lines.append(line)
    return lines


def done(folder):
    """Runs that are reported as done, as often as they are."""
    segments = {line["segment"]: line for line in told(folder)}
    runs = []
    for line in segments.values():
        for first, last in line["runs"]:
            runs.extend(range(first, last + 1))
    return runs


def check_kept(exarace, folder, before):
    """Everything that was reported as done is there, once, and whole. Returns the runs that are."""
    if not (Path(folder) / "manifest.h5").exists():
        assert before == set()
        return set()
    runs = done(folder)
    assert len(runs) == len(set(runs)), "a run is there twice"
    assert before <= set(runs), "a run that was done is gone"
    verified = exarace("verify", folder, "--json")
    found = json.loads(verified.stdout)
    assert verified.returncode == 0, found
    assert found["done"] >= len(runs)
    return set(runs)


def wait_for(condition, seconds=60):
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def numbers(folder):
    """All numbers of a sweep, by name and label, as bytes."""
    import exarace as er

    dataset = er.open(folder).load().sortby(["run", *[d for d in ("sku", "country") if d]])
    return {name: (variable.dims, variable.values.tobytes()) for name, variable in dataset.variables.items()
            if variable.dtype.kind != "O"}
