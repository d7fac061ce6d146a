"""The scripts for PBS and LSF, and what those for Slurm make of their surroundings, with stand-ins for the batch systems."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = """#!/bin/bash
trap 'echo told >> "$OUT"; exit 75' USR1
printf '%s\\n' "$@" > "$OUT"
[ -z "$HOLD" ] || { sleep 20 > /dev/null 2>&1 & wait; }
exit ${CODE:-0}
"""


@pytest.fixture
def place(tmp_path):
    """A folder with a program that writes down its words, and empty batch commands."""
    bin = tmp_path / "bin"
    bin.mkdir()
    for name, text in {
        "exarace": STAND_IN,
        "scontrol": '#!/bin/bash\n[ "$1" = requeue ] && echo "$2" >> "$OUT.requeued" && exit 0\n'
        'echo "JobId=7 StartTime=x EndTime=${END:-Unknown} Deadline=N/A"\n',
        "qstat": '#!/bin/bash\necho "    Resource_List.walltime = 01:00:00"\n',
    }.items():
        (bin / name).write_text(text)
        (bin / name).chmod(0o755)
    return tmp_path


def start(place, script, *words, **env):
    surroundings = {"PATH": f"{place}/bin:/usr/bin:/bin", "OUT": str(place / "out"), "SLURM_JOB_ID": "7", **env}
    return subprocess.Popen(["bash", ROOT / "docs" / script, *words], env=surroundings, cwd=place, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)  # fmt: skip


def run(place, script, *words, code=0, **env):
    process = start(place, script, *words, **env)
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, out + err
    return (place / "out").read_text().split("\n")[:-1] if (place / "out").exists() else err


@pytest.mark.parametrize("task, first, step, count, shard", [
    (1, 1, 1, 16, "1/16"), (16, 1, 1, 16, "16/16"), (0, 0, 1, 4, "1/4"), (3, 0, 1, 4, "4/4"), (5, 5, 1, 1, "1/1"),
    (7, 1, 2, 5, "4/5"),
])  # fmt: skip
def test_arrays_may_begin_anywhere(place, task, first, step, count, shard):
    words = run(place, "slurm/array.sbatch", "d.toml", "out folder", "--retry-failed", SLURM_ARRAY_TASK_ID=str(task),
                SLURM_ARRAY_TASK_MIN=str(first), SLURM_ARRAY_TASK_STEP=str(step), SLURM_ARRAY_TASK_COUNT=str(count))  # fmt: skip
    assert words == ["sweep", "d.toml", "-o", "out folder", "--shard", shard, "--retry-failed"]


def test_without_an_array_it_is_one_task(place):
    assert run(place, "slurm/array.sbatch", "d.toml", "f") == ["sweep", "d.toml", "-o", "f", "--shard", "1/1"]


@pytest.mark.parametrize("script", ["array.sbatch", "run.sbatch", "mpi.sbatch"])
def test_the_limit_of_time_is_that_of_the_job(place, script):
    end = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(time.time() + 3600))
    words = run(place, f"slurm/{script}", "d.toml", "f", END=end, MPI_LAUNCH="env", EXARACE_MPI="exarace")
    limit = int(words[words.index("--max-walltime") + 1].rstrip("s"))
    assert 3400 < limit <= 3420


@pytest.mark.parametrize("code", [0, 2, 4, 5])
@pytest.mark.parametrize("script", ["slurm/array.sbatch", "slurm/run.sbatch", "pbs/array.pbs", "lsf/array.bsub"])
def test_the_exit_code_is_that_of_the_program(place, script, code):
    run(place, script, "d.toml", "f", code=code, CODE=str(code), design="d.toml", folder="f", PBS_O_WORKDIR=str(place))
    assert not (place / "out.requeued").exists()


@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP, signal.SIGXCPU, signal.SIGTERM])
@pytest.mark.parametrize("script", ["slurm/array.sbatch", "slurm/run.sbatch", "pbs/array.pbs", "lsf/array.bsub"])
def test_signals_reach_the_program_and_the_job_goes_back(place, script, number):
    process = start(place, script, "d.toml", "f", HOLD="1", design="d.toml", folder="f", PBS_O_WORKDIR=str(place))
    for _ in range(100):
        if (place / "out").exists():
            break
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 75, out + err
    assert "told" in (place / "out").read_text()
    assert "not done yet" in out
    assert (place / "out.requeued").exists() == script.startswith("slurm")


def test_a_missing_program_is_told(place):
    assert "no program 'nowhere'" in run(place, "slurm/array.sbatch", "d.toml", "f", code=2, EXARACE="nowhere")


def test_pbs_and_lsf_take_their_shares(place):
    words = run(place, "pbs/array.pbs", design="d.toml", folder="f", tasks="16", PBS_ARRAY_INDEX="3", NCPUS="4",
                PBS_O_WORKDIR=str(place))  # fmt: skip
    assert words == ["sweep", "d.toml", "-o", "f", "--shard", "3/16", "--threads", "4", "--max-walltime", "3420s"]
    words = run(place, "lsf/array.bsub", design="d.toml", folder="f", LSB_JOBINDEX="2", LSB_JOBINDEX_END="8",
                LSB_DJOB_NUMPROC="4")  # fmt: skip
    assert words == ["sweep", "d.toml", "-o", "f", "--shard", "2/8", "--threads", "4"]
    words = run(place, "lsf/array.bsub", design="d.toml", folder="f", LSB_JOBINDEX="0", LSB_JOBINDEX_END="0")
    assert words[4:6] == ["--shard", "1/1"]


def test_every_script_is_named_on_the_page():
    page = (ROOT / "docs/slurm.md").read_text()
    for script in [*(ROOT / "docs/pbs").iterdir(), *(ROOT / "docs/lsf").iterdir(), *(ROOT / "docs/workflows").iterdir()]:
        assert f"{script.parent.name}/{script.name}" in page, script
        if script.suffix in (".pbs", ".bsub"):
            subprocess.run(["bash", "-n", script], check=True, env=os.environ)
