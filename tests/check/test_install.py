"""An installation under a prefix is complete: the source tree is hidden, and everything still works."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "docs/recipes"


def call(*words, code=0, **options):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, timeout=900, **options)
    assert done.returncode == code, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    place = tmp_path_factory.mktemp("prefix") / "exarace"
    call(ROOT / "dev", "install", place, env={**os.environ, "EXARACE_SKIP_APT": "1"})
    return place


@pytest.fixture
def hidden(prefix):
    """Calls a shell line with only the prefix on the path, and with nothing where the source tree is."""
    mount = f"mount -t tmpfs none {ROOT} && " if os.geteuid() == 0 else ""
    before = ["unshare", "-m"] if mount else []
    env = {"PATH": f"{prefix}/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(prefix), "LC_ALL": "C.UTF-8"}

    def run(line, **options):
        return call(*before, "bash", "-c", f"{mount}cd {prefix.parent} && {line}", env=env, **options)

    try:
        run("true")
    except AssertionError:
        pytest.skip("a folder can be hidden by root only")
    return run


def test_a_run_and_its_report_need_nothing_of_the_source_tree(hidden, prefix):
    hidden(f"! ls {ROOT}/dev && exarace run baseline --set run.end=2022-04-01 -o a.h5 --quiet")
    hidden("exarace report a.h5 --no-pictures --quiet && exarace export a.h5 --flat --quiet && exarace sweep small --dry-run")
    assert (prefix.parent / "a.html").stat().st_size > 10_000
    assert (prefix.parent / "a.flat.nc").exists()


def test_every_command_of_the_package_is_found(hidden, prefix):
    commands = sorted(path.name for path in (prefix / "lib/exarace/python/bin").glob("exarace-*"))
    assert len(commands) > 5
    for name in commands:
        assert "usage: " in hidden(f"exarace {name.removeprefix('exarace-')} --help"), name


def test_python_of_the_prefix_imports_the_package(hidden):
    assert "baseline" in hidden("exarace-python -c 'import exarace as er; print(er.scenarios().index.tolist())'")


def test_the_program_may_be_moved(prefix, tmp_path):
    for part in ("bin/exarace", "share/exarace"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        if (prefix / part).is_dir():
            shutil.copytree(prefix / part, tmp_path / part)
        else:
            shutil.copy(prefix / part, tmp_path / part)
    strace = shutil.which("strace")
    if not strace:
        assert "baseline" in call(tmp_path / "bin/exarace", "list", "scenarios", cwd=tmp_path)
        return
    call(strace, "-f", "-e", "trace=openat", "-o", tmp_path / "trace", tmp_path / "bin/exarace", "run", "baseline",
         "--set", "run.end=2022-02-01", "-o", tmp_path / "a.h5", "--quiet", cwd=tmp_path)  # fmt: skip
    opened = (tmp_path / "trace").read_text()
    assert f"{tmp_path}/bin/../share/exarace/scenarios/baseline.toml" in opened or "share/exarace/scenarios" in opened
    assert f'"{ROOT}/scenarios' not in opened


def test_scripts_pages_and_the_modulefile_are_there(prefix):
    doc = prefix / "share/doc/exarace"
    for name in ("slurm/array.sbatch", "slurm/run.sbatch", "slurm/mpi.sbatch", "pbs/array.pbs", "lsf/array.bsub", "slurm.md",
                 "workflows/Snakefile", "recipes/Dockerfile", "install.md", "LICENSE"):  # fmt: skip
        assert (doc / name).is_file(), name
    assert (prefix / "share/exarace/modulefiles/exarace").is_file()
    assert not (prefix / "exarace").exists()


def test_the_modulefile_loads(prefix):
    command = shutil.which("modulecmd") or "/usr/lib/x86_64-linux-gnu/modulecmd.tcl"
    if not Path(command).exists() and not Path("/usr/share/modules/init/bash").exists():
        pytest.skip("Environment Modules is not installed: ./dev check installs it")
    line = f". /usr/share/modules/init/bash && module use {prefix}/share/exarace/modulefiles && module load exarace && exarace -V"
    assert call("bash", "-c", line, env={"PATH": "/usr/bin:/bin"}).startswith("exarace ")


def packages(text):
    return set(re.findall(r"[a-z0-9][a-z0-9.+-]+", text))


def test_the_image_holds_the_libraries_that_the_program_needs(prefix):
    needed = call("ldd", prefix / "bin/exarace")
    libraries = {Path(path).resolve() for path in re.findall(r"=> (/\S+)", needed)}
    recipe = re.search(r"install -y --no-install-recommends(.*?)&& rm", (RECIPES / "Dockerfile").read_text(), re.S)
    named = packages(recipe.group(1).replace("\\", " "))
    needs = re.findall(r"NEEDED\s+(\S+)", call("objdump", "-p", prefix / "bin/exarace"))
    direct = {name.split(".so")[0] for name in needs}
    owners = set()
    for library in libraries:
        if library.name.split(".so")[0] in direct:
            shown = subprocess.run(["dpkg", "-S", library], capture_output=True, text=True, check=False).stdout
            owners |= {line.split(":")[0] for line in shown.splitlines()}
    if not owners:
        pytest.skip("not a Debian system")
    assert owners - {"libc6", "libstdc++6", "libgcc-s1"} <= named
