"""What the long checks share: the program, a short scenario, a Slurm of our own on the loopback interface."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLURM_CONF = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={top}/munge/sock
SlurmctldPort={port}
SlurmctldPidFile={top}/slurmctld.pid
SlurmdPidFile={top}/slurmd.%n.pid
SlurmdSpoolDir={top}/spool/%n
StateSaveLocation={top}/state
SlurmctldLogFile={top}/log/slurmctld.log
SlurmdLogFile={top}/log/slurmd.%n.log
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
MpiDefault=none
ReturnToService=2
KillWait=5
SlurmdParameters=config_overrides
NodeName=n[1-2] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{first}-{last}] CPUs=2 RealMemory=2000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


@pytest.fixture(scope="session")
def exarace():
    """Calls the program of build/; returns what subprocess.run returns."""

    def call(*words, **options):
        command = [ROOT / "build/bin/exarace", *words]
        return subprocess.run([str(w) for w in command], capture_output=True, text=True, check=False, **options)

    return call


def free_ports(count):
    """The first of `count` ports in a row that nobody listens on."""
    for first in range(36000 + os.getpid() % 1000, 60000, count):
        try:
            for port in range(first, first + count):
                with socket.socket() as s:
                    s.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    raise RuntimeError("no free ports")


@pytest.fixture(scope="session")
def slurm(tmp_path_factory):
    """A controller and two nodes on this machine; its environment for sbatch and friends."""
    if not shutil.which("slurmctld", path=os.environ["PATH"] + ":/usr/sbin"):
        pytest.fail("Slurm is not installed: ./dev check installs it")
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    top = tmp_path_factory.mktemp("slurm")
    for folder in ("munge", "state", "spool", "log"):
        (top / folder).mkdir(mode=0o711)
    (top / "munge/key").write_bytes(os.urandom(128))
    (top / "munge/key").chmod(0o600)
    top.chmod(0o755)
    port = free_ports(3)
    conf = top / "slurm.conf"
    user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    host = socket.gethostname().split(".")[0]
    conf.write_text(SLURM_CONF.format(top=top, host=host, user=user, port=port, first=port + 1, last=port + 2))
    env = {**os.environ, "PATH": path, "SLURM_CONF": str(conf)}
    munge = [f"--{name}-file={top}/munge/{name}" for name in ("key", "pid", "log", "seed")]
    daemons = [
        ["munged", "--force", "--foreground", f"--socket={top}/munge/sock", *munge],
        ["slurmctld", "-D", "-f", conf],
        *(["slurmd", "-D", "-f", conf, "-N", node] for node in ("n1", "n2")),
    ]
    running = []
    try:
        for number, words in enumerate(daemons):
            out = (top / "log" / f"daemon{number}.txt").open("w")
            running.append(subprocess.Popen([str(w) for w in words], env=env, stdout=out, stderr=out))
            time.sleep(0.3)
        for _ in range(100):
            shown = subprocess.run(["sinfo", "-h", "-o", "%T %D"], env=env, capture_output=True, text=True, check=False)
            if shown.stdout.split() == ["idle", "2"]:
                break
            time.sleep(0.2)
        else:
            logs = "\n".join(f.read_text() for f in sorted((top / "log").iterdir()))
            pytest.fail(f"Slurm does not come up: {shown}\n{logs}")
        yield env
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(timeout=20)
