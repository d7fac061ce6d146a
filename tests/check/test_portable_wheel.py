"""The wheel for other machines carries its libraries: it runs where none of ours is installed, as its tag says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "portable-check"
SYSTEM = {"linux-vdso.so.1", "libc.so.6", "libm.so.6", "libdl.so.2", "librt.so.1", "libpthread.so.0", "libgcc_s.so.1",
          "libstdc++.so.6", "libz.so.1"}  # fmt: skip
"""What every Linux has: the policy of manylinux."""
OURS = re.compile(r"/lib(hdf5|tbb|fmt|tomlplusplus|deflate|gomp|sz|aec|curl|spdlog)[^/]*$")


def call(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def wheel():
    shutil.rmtree(PLACE / "dist", ignore_errors=True)
    call(ROOT / "dev", "wheel", PLACE / "dist", env={**os.environ, "EXARACE_SKIP_APT": "1"})
    (found,) = (PLACE / "dist").glob("exarace-*.whl")
    return found


@pytest.fixture(scope="module")
def bare(wheel):
    """An environment with the wheel and what its metadata name."""
    own, pins, stamp = PLACE / "venv/bin/python", ROOT / "constraints.txt", PLACE / "constraints.txt"
    pip = [own, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    if not stamp.is_file() or stamp.read_text() != pins.read_text():
        call(os.environ.get("PYTHON", "/usr/bin/python3"), "-m", "venv", "--clear", PLACE / "venv")
        call(*pip, "--only-binary", ":all:", "-c", pins, f"exarace @ {wheel.as_uri()}")
        shutil.copy(pins, stamp)
    call(*pip, "--no-deps", "--force-reinstall", wheel)
    return PLACE / "venv"


def binaries(bare):
    (site,) = bare.glob("lib/python*/site-packages")
    files = [file for part in ("exarace", "exarace.libs", "exarace.scripts") for file in (site / part).rglob("*")]
    return [file for file in files if file.is_file() and file.read_bytes()[:4] == b"\x7fELF"]


def test_the_tag_names_the_oldest_c_library_that_will_do(wheel, bare):
    tag = re.search(r"manylinux_2_(\d+)_x86_64", wheel.name)
    assert tag, wheel.name
    wanted = set()
    for file in binaries(bare):
        symbols, _ = call("objdump", "-T", file)
        wanted |= {int(minor) for minor in re.findall(r"GLIBC_2\.(\d+)", symbols)}
    assert max(wanted) <= int(tag[1])


def test_nothing_is_taken_from_the_system_that_not_every_linux_has(bare):
    found = binaries(bare)
    assert any(file.name.startswith("libhdf5") for file in found) and any(file.name == "exarace" for file in found)
    for file in found:
        needed, _ = call("ldd", file)
        for name, path in re.findall(r"^\s*(\S+) => (\S+)", needed, re.MULTILINE):
            assert str(bare) in path or name in SYSTEM, f"{file.name} takes {name} from {path}"


def test_program_and_package_run_on_what_the_wheel_carries(bare, tmp_path):
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "LD_DEBUG": "libs"}
    short = ["run", "baseline", "--set", "run.end=2022-04-01", "-o", tmp_path / "a.h5", "--quiet"]
    code = "import exarace as er; er.read('a.h5').reproduce() or exit(1)"
    for command in ([bare / "bin/exarace", *short], [bare / "bin/python", "-c", code]):
        _, log = call(*command, cwd=tmp_path, env=env)
        loaded = set(re.findall(r"calling init: (\S+)", log))
        assert any("hdf5" in path for path in loaded)
        assert [path for path in loaded if OURS.search(path) and str(bare) not in path] == []


def test_commands_of_the_package_are_found_from_the_program(bare, tmp_path):
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    call(bare / "bin/exarace", "run", "baseline", "--set", "run.end=2022-04-01", "-o", "a.h5", "--quiet", cwd=tmp_path, env=env)
    call(bare / "bin/exarace", "report", "a.h5", "--no-pictures", "--quiet", cwd=tmp_path, env=env)
    assert (tmp_path / "a.html").is_file()


def test_licences_of_what_is_carried_are_in_it(bare):
    (place,) = bare.glob("lib/python*/site-packages/exarace-*.dist-info/licenses")
    assert any("hdf5" in file.name for file in place.iterdir())
