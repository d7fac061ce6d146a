"""Counts numbers that stand in rules without a name, a unit, a range and a basis: literals outside of declarations."""

from __future__ import annotations

import re
from pathlib import Path

ROOMS = (
    "agents", "sim/accounts", "sim/markets", "sim/policy", "sim/production", "sim/signals", "sim/state", "sim/step",
    "scenarios/runner/furnish",
)  # fmt: skip
COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
TEXTS = re.compile(r'"(?:\\.|[^"\\\n])*"|#[^\n]*')
# fields() and the functions that make parts of it: declarations, with their ranges.
DECLARATIONS = re.compile(r"^(?:static )?(?:const )?Fields&? (?:\w+::)?fields\w*\([^)]*\) \{.*?^\}", re.M | re.S)
# A member with its default: the value of a key.
MEMBERS = re.compile(r"^  (?:static constexpr |const )?[\w:<>, ]+ \w+ = [^;()]*;[ \t]*$", re.M)
NUMBER = re.compile(r"(?<![\w.])(\d[\d']*\.?\d*(?:e[+-]?\d+)?)[uf]?(?![\w.])", re.I)
# Rounding to the nearest whole number, and switches of mechanisms, which have numbers for names.
ARITHMETIC = re.compile(r"floor\([^;]*\+ 0\.5\)|\bon\(\d+\)")
# Nothing, one, a pair, the months of a year and the days of a year; beside them guards against division by zero and
# against overflow.
PLAIN = {0.0, 1.0, 2.0, 12.0, 365.25}


def is_plain(text: str) -> bool:
    value = float(text.replace("'", ""))
    return value in PLAIN or value <= 1e-6 or value >= 1e290


def literals(text: str, header: bool = True) -> list[str]:
    """Numbers of a source that are neither declared nor plain, in order; members of keys stand in headers."""
    code = ARITHMETIC.sub("", DECLARATIONS.sub("", TEXTS.sub('""', COMMENTS.sub("", text))))
    if header:
        code = MEMBERS.sub("", code)
    return [found for found in NUMBER.findall(code) if not is_plain(found)]


def read_list(text: str) -> dict[str, int]:
    """The list of what may stand: lines `count file: reason`, where a file may be a folder."""
    lines = [line.split(" ", 2) for line in text.splitlines() if line and not line.startswith("#")]
    return {name.rstrip(":"): int(count) for count, name, reason in lines if reason}


def allowed(listed: dict[str, int], file: str) -> int:
    """Literals that a file may hold: its own line, or that of a folder above it."""
    return max((count for name, count in listed.items() if file == name or file.startswith(name + "/")), default=0)


def count_literals(root: Path) -> dict[str, int]:
    """Literals by file, of files that have some."""
    counts = {}
    for file in sorted(p for room in ROOMS for p in (root / room).rglob("*.[hc]pp")):
        if found := literals(file.read_text(encoding="utf-8"), file.suffix == ".hpp"):
            counts[file.relative_to(root).as_posix()] = len(found)
    return counts
