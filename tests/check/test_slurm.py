"""Under a real Slurm: an array of runs over two nodes, each task a replicate."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JOB = """\
#!/bin/sh
#SBATCH --array=1-4 --cpus-per-task=1 --output={top}/%a.log
{program} run baseline --set run.end=2022-04-01 --replicate $SLURM_ARRAY_TASK_ID -o {top}/$SLURM_ARRAY_TASK_ID.h5
"""


def sbatch(slurm, script):
    command = ["sbatch", "--wait", script]
    return subprocess.run(command, env=slurm, capture_output=True, text=True, timeout=300, check=False)


def test_an_array_job_writes_one_whole_result_per_task(slurm, exarace, tmp_path):
    script = tmp_path / "job.sh"
    script.write_text(JOB.format(top=tmp_path, program=ROOT / "build/bin/exarace"))
    done = sbatch(slurm, str(script))
    logs = {log.name: log.read_text() for log in tmp_path.glob("*.log")}
    assert done.returncode == 0, f"{done}\n{logs}"
    for task in range(1, 5):
        assert exarace("info", tmp_path / f"{task}.h5").returncode == 0
