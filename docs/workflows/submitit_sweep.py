"""A sweep in shares that submitit submits: to Slurm, or, with --local, to processes of this machine.

    python docs/workflows/submitit_sweep.py small results/small --shares 8 --partition cpu
    python docs/workflows/submitit_sweep.py small results/small --shares 2 --local
"""

import argparse
import subprocess

import submitit


def share(exarace: str, design: str, folder: str, number: int, shares: int) -> int:
    """One share; 75 means that it was stopped in good order, and the same call goes on."""
    command = [exarace, "sweep", design, "-o", folder, "--shard", f"{number}/{shares}"]
    code = 75
    while code == 75:
        code = subprocess.run(command, check=False).returncode
    return code


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("design")
    words.add_argument("folder")
    words.add_argument("--shares", type=int, default=8)
    words.add_argument("--partition")
    words.add_argument("--minutes", type=int, default=240)
    words.add_argument("--exarace", default="exarace")
    words.add_argument("--local", action="store_true")
    asked = words.parse_args()
    executor = submitit.AutoExecutor(asked.folder + ".jobs", cluster="local" if asked.local else None)
    executor.update_parameters(timeout_min=asked.minutes, cpus_per_task=4)
    if asked.partition:
        executor.update_parameters(slurm_partition=asked.partition)
    with executor.batch():
        jobs = [
            executor.submit(share, asked.exarace, asked.design, asked.folder, number + 1, asked.shares)
            for number in range(asked.shares)
        ]
    codes = [job.result() for job in jobs]
    print("exit codes of the shares:", codes)
    raise SystemExit(max(codes))


if __name__ == "__main__":
    main()
