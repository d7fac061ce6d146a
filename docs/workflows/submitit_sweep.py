"""A sweep in shares that submitit submits: to Slurm, or, with --local, to processes of this machine.

    python docs/workflows/submitit_sweep.py small results/small --shares 8 --partition cpu
    python docs/workflows/submitit_sweep.py small results/small --shares 2 --local
"""

import argparse
import contextlib
import os
import signal
import subprocess

import submitit


class Share(submitit.helpers.Checkpointable):
    """One share of a sweep, which goes back into the queue when its time ends: the same call goes on."""

    program: subprocess.Popen[bytes] | None = None

    def __call__(self, *command: str) -> int:
        code = 75  # stopped in good order by another signal
        while code == 75:
            self.program = subprocess.Popen(command)
            code = self.program.wait()
        return code

    def checkpoint(self, *command: str) -> submitit.helpers.DelayedSubmission:
        """Called shortly before the time ends: the runs at hand are finished and written first."""
        if self.program:
            self.program.send_signal(signal.SIGUSR1)
            with contextlib.suppress(ChildProcessError):  # not wait(), in the middle of which this is called
                os.waitid(os.P_PID, self.program.pid, os.WEXITED | os.WNOWAIT)
        return submitit.helpers.DelayedSubmission(Share(), *command)


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
    sweep = [asked.exarace, "sweep", asked.design, "-o", asked.folder]
    with executor.batch():
        jobs = [
            executor.submit(Share(), *sweep, "--shard", f"{number + 1}/{asked.shares}") for number in range(asked.shares)
        ]
    codes = [job.result() for job in jobs]
    print("exit codes of the shares:", codes)
    raise SystemExit(max(codes))


if __name__ == "__main__":
    main()
