"""What may not stand in a tracked file: traces of one machine, marks of unfinished work, more than one can read."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = {".hpp", ".cpp", ".h", ".py", ".sh", ".cmake", ""}
MACHINE = re.compile(
    r"(?<![\w.$}/])/(work|root|farm|home)/|/bash_job[s]|[.]pyen[v]"
    r"|deb[.]debian[.]or[g]|archive[.]ubuntu[.]co[m]|registry[.]npmjs|pythonhosted[.]or[g]|pypi[.]or[g]"
    r"|maven[.](apache[.])?or[g]|crates[.]i[o]"
)
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
WALL = 400  # lines
HEAVY = 1_500_000  # bytes


def tracked():
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    if listing.returncode != 0:
        pytest.skip("not a git clone")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def hits(pattern):
    found = []
    for file in tracked():
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        name = file.relative_to(ROOT)
        found += [f"{name}:{i}: {line.strip()}" for i, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_file_names_a_machine_or_a_package_host():
    assert hits(MACHINE) == []


def test_no_file_holds_a_mark_of_unfinished_work():
    assert hits(UNFINISHED) == []


@pytest.mark.parametrize("text", ["see /wor" "k/main", "cp x /roo" "t/y", "https://py" "pi.org/simple"])
def test_a_machine_path_would_be_found(text):
    assert MACHINE.search(text)


def test_every_page_stands_in_a_table_of_contents():
    """The site is built with warnings as errors, which takes minutes: a page that was forgotten shows here at once."""
    docs = ROOT / "docs"
    listed = {docs / "index.md"}
    for page in docs.rglob("*.md"):
        for block in re.findall(r"^```{toctree}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
            for entry in block.split():
                if not entry.startswith(":"):
                    matches = docs.glob(str((page.parent / (entry + ".md")).resolve().relative_to(docs)))
                    listed |= set(matches)
    left_out = {docs / "mechanisms/template.md", docs / "mechanisms/discussion.md"}
    pages = {f for f in tracked() if f.is_relative_to(docs) and f.suffix == ".md" and not f.name.endswith(".template.md")}
    assert sorted(f.relative_to(docs).as_posix() for f in pages - listed - left_out if "_templates" not in f.parts) == []


def test_no_source_is_longer_than_the_wall():
    code = [f for f in tracked() if f.suffix in CODE and f.name != "LICENSE"]
    long = {f.relative_to(ROOT).as_posix(): len(f.read_text(encoding="utf-8").splitlines()) for f in code}
    assert {name: lines for name, lines in long.items() if lines > WALL} == {}


def test_no_tracked_file_is_heavy():
    assert [f.name for f in tracked() if f.stat().st_size > HEAVY] == []


def test_no_test_name_holds_a_semicolon():
    """CMake would cut the name in two there."""
    names = re.compile(r'(TEST_CASE|SCENARIO|TEMPLATE_\w+)\s*\(\s*"[^"]*;')
    assert hits(names) == []
