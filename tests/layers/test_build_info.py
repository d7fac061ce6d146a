"""No two programs have one name: what provenance calls a program changes with its sources, and with nothing else."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def name_of(tree):
    options = {"SOURCE": tree, "TEMPLATE": tree / "cmake/build_info.cpp.in", "OUTPUT": tree / "bi.cpp", "VERSION": "0",
               "COMPILER": "c", "FLAGS": "f", "BUILD_TYPE": "R"}  # fmt: skip
    command = ["cmake", *(f"-D{key}={value}" for key, value in options.items()), "-P", tree / "cmake/build_info.cmake"]
    subprocess.run([str(w) for w in command], check=True, capture_output=True)
    return re.findall(r'"([^"]*)"', (tree / "bi.cpp").read_text().split("info{")[1])[1]


def git(tree, *words):
    command = ["git", "-C", tree, "-c", "user.name=x", "-c", "user.email=x@x", *words]
    return subprocess.run([str(w) for w in command], check=True, capture_output=True, text=True).stdout.strip()


def test_names_of_programs(tmp_path):
    tree = tmp_path / "tree"
    for part in ("sim/core", "cmake", "scenarios/world"):
        shutil.copytree(ROOT / part, tree / part)
    (tree / "CMakeLists.txt").write_text("\n")
    git(tmp_path, "init", "-q", "tree")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "all")
    clean = name_of(tree)
    assert clean == git(tree, "rev-parse", "HEAD")
    names = [clean]
    (tree / "notes.txt").write_text("not compiled")
    assert name_of(tree) == clean
    for change in ("int x;", "// 1", "// 2"):  # one that git does not know first
        file = tree / "sim/core" / ("new.cpp" if change == "int x;" else "calendar.cpp")
        file.write_text((file.read_text() if file.exists() else "") + change + "\n")
        names.append(name_of(tree))
    assert all(re.fullmatch(f"{clean}\\+[0-9a-f]{{16}}", name) for name in names[1:])
    shutil.rmtree(tree / ".git")
    names.append(name_of(tree))
    assert re.fullmatch("sources-[0-9a-f]{16}", names[-1])
    assert len(set(names)) == len(names)
