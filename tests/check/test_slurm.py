"""Under a real Slurm: the scripts of docs/slurm, stopped and put back into the queue."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "build/bin"
DESIGN = """\
scenario = "baseline"
sampler = "random"
points = 24
[set]
run.end = 2026-01-01
[[factor]]
key = "technology.wear"
low = 0.2
high = 0.4
[output]
series = ["compute.owned"]
"""
# Two nodes on one machine: shared memory of Open MPI would clash.
MPI = {"OMPI_MCA_btl": "tcp,self", "OMPI_MCA_btl_tcp_if_include": "lo", "OMPI_MCA_pml": "ob1",
       "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}  # fmt: skip


def call(slurm, *words):
    return subprocess.run([str(w) for w in words], env=slurm, capture_output=True, text=True, timeout=60, check=False)


def submit(slurm, script, top, *words, options=(), **variables):
    """Submits a script of docs/slurm; returns the job's number."""
    log = f"--output={top}/job-%j.log"
    env = {**slurm, "EXARACE": str(PROGRAMS / "exarace"), "EXARACE_MPI": str(PROGRAMS / "exarace-mpi"), **variables}
    done = call(env, "sbatch", "--parsable", log, *options, ROOT / "docs/slurm" / script, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().split(";")[0]


def tasks(slurm, job):
    """States of a job's tasks that Slurm still knows, by number of the task's job."""
    shown = call(slurm, "scontrol", "show", "job", job).stdout
    return dict(re.findall(r"JobId=(\d+).*?JobState=(\w+)", shown, re.S))


def wait(slurm, job, top, states, seconds=200):
    """Waits until all tasks are in one of the states; requeued ones need not wait for two minutes."""
    end, pending = time.time() + seconds, {}
    while time.time() < end:
        now = tasks(slurm, job)
        if now and all(state in states for state in now.values()):
            return now
        for task, state in now.items():
            if state != "PENDING":
                pending.pop(task, None)
            # A node refuses a task that comes back within the second in which it was requeued.
            elif time.time() - pending.setdefault(task, time.time()) > 3:
                call(slurm, "scontrol", "update", f"JobId={task}", "StartTime=now")
        time.sleep(1)
    logs = "\n".join(log.read_text() for log in Path(top).glob("job-*.log"))
    pytest.fail(f"job {job} is not done: {tasks(slurm, job)}\n{logs}")


def finish(exarace, design, folder):
    """What a user does last: the same sweep here, which has nothing left to do."""
    before = sorted((folder / "segments").iterdir())
    done = exarace("sweep", design, "-o", folder, "--quiet")
    assert done.returncode == 0, done.stderr
    assert sorted((folder / "segments").iterdir()) == before


def same_numbers(one, other):
    import exarace as er
    import xarray as xr

    xr.testing.assert_identical(er.open(one).load().drop_attrs(), er.open(other).load().drop_attrs())


@pytest.fixture(scope="module")
def unbroken(exarace, tmp_path_factory):
    top = tmp_path_factory.mktemp("unbroken")
    (top / "wear.toml").write_text(DESIGN)
    assert exarace("sweep", top / "wear.toml", "-o", top / "wear", "--quiet").returncode == 0
    return top / "wear"


@pytest.fixture
def design(tmp_path):
    (tmp_path / "wear.toml").write_text(DESIGN)
    return tmp_path / "wear.toml"


def test_an_array_that_is_told_to_stop_requeues_itself_and_ends_complete(slurm, exarace, design, tmp_path, unbroken):
    folder = tmp_path / "wear"
    job = submit(slurm, "array.sbatch", tmp_path, design, folder, options=["--array=1-3", "--cpus-per-task=1"])
    for _ in range(100):
        if "RUNNING" in tasks(slurm, job).values() and (folder / "manifest.h5").exists():
            break
        time.sleep(0.2)
    call(slurm, "scancel", "--batch", "--signal=USR1", job)  # as Slurm does before the wall time ends
    wait(slurm, job, tmp_path, {"COMPLETED"})
    logs = "\n".join(log.read_text() for log in tmp_path.glob("job-*.log"))
    assert "stopped in good order" in logs and "back into the queue" in logs, logs
    finish(exarace, design, folder)
    same_numbers(folder, unbroken)


def test_the_ranks_of_a_job_share_a_sweep(slurm, exarace, design, tmp_path, unbroken):
    if not (PROGRAMS / "exarace-mpi").exists():
        pytest.skip("exarace-mpi is not built: MPI was not found")
    folder = tmp_path / "wear"
    options = ["--nodes=2", "--ntasks=4", "--cpus-per-task=1"]
    job = submit(slurm, "mpi.sbatch", tmp_path, design, folder, options=options, **MPI)
    wait(slurm, job, tmp_path, {"COMPLETED"})
    finish(exarace, design, folder)
    same_numbers(folder, unbroken)


def design_of_twenty_seconds(exarace, top):
    """A design that two processors work on for about twenty seconds, whatever machine this is."""
    year = DESIGN.replace("2026-01-01", "2023-01-01")
    (top / "trial.toml").write_text(year)
    began = time.monotonic()
    assert exarace("sweep", top / "trial.toml", "-o", top / "trial", "--threads", 2, "--quiet").returncode == 0
    points = round(24 * 20 / (time.monotonic() - began))
    (top / "wear.toml").write_text(year.replace("points = 24", f"points = {points}"))
    return top / "wear.toml"


def test_ranks_whose_time_ends_requeue_their_job_and_end_complete(slurm, exarace, tmp_path):
    if not (PROGRAMS / "exarace-mpi").exists():
        pytest.skip("exarace-mpi is not built: MPI was not found")
    folder = tmp_path / "wear"
    design = design_of_twenty_seconds(exarace, tmp_path)
    options = ["--nodes=2", "--ntasks=4", "--cpus-per-task=1"]
    job = submit(slurm, "mpi.sbatch", tmp_path, design, folder, "--max-walltime", "4s", options=options, **MPI)
    wait(slurm, job, tmp_path, {"COMPLETED"}, seconds=400)
    logs = "\n".join(log.read_text() for log in tmp_path.glob("job-*.log"))
    assert "stopped in good order" in logs and "back into the queue" in logs, logs
    finish(exarace, design, folder)
    assert exarace("verify", folder).returncode == 0


def test_a_long_run_goes_on_from_its_checkpoint(slurm, exarace, tmp_path):
    output = tmp_path / "long.h5"
    (tmp_path / "long.toml").write_text('extends = "baseline"\n[run]\nenterprises = 2000000\n')
    job = submit(slurm, "run.sbatch", tmp_path, tmp_path / "long.toml", output, options=["--cpus-per-task=1"])
    for _ in range(100):
        if "RUNNING" in tasks(slurm, job).values():
            break
        time.sleep(0.2)
    time.sleep(2)  # into the run, which takes ten
    call(slurm, "scancel", "--batch", "--signal=USR1", job)
    wait(slurm, job, tmp_path, {"COMPLETED"})
    logs = "\n".join(log.read_text() for log in tmp_path.glob("job-*.log"))
    assert "the same command goes on: " in logs and "back into the queue" in logs, logs
    assert exarace("reproduce", output, "--quiet").returncode == 0


def test_scripts_are_what_the_page_names():
    page = (ROOT / "docs/slurm.md").read_text()
    names = sorted(script.name for script in (ROOT / "docs/slurm").iterdir())
    assert names == sorted(set(re.findall(r"slurm/(\w+\.sbatch)", page)))
    for name in names:
        subprocess.run(["bash", "-n", ROOT / "docs/slurm" / name], check=True, env=os.environ)
