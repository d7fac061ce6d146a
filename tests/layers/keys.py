"""Finds declared keys that nothing reads: a member with a line in fields() whose name occurs nowhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

DECLARED = re.compile(r"\b(?:key|column|rows_key)\(\s*\"(\w+)\",\s*&T::(\w+)")
FIELDS = re.compile(r"^const Fields& (\w+)::fields\(\) \{.*?^\}", re.M | re.S)
TEXTS = re.compile(r'"(?:\\.|[^"\\\n])*"')
COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
# `double wear = 0.05;`, `Column<Date, SkuId> launch;`, `Money cash, debt{};`: a line that makes members.
MEMBERS = re.compile(r"^\s*(?!return|using|throw)[\w:]+(?:<[^;{\n]*>)?\s+(\w[^;{\n]*);", re.M)
NAMES = re.compile(r"(?:^|,)\s*(\w+)\s*(?==|,|$)")
INSIDE = re.compile(r"\{[^{};]*\}|\([^()]*\)")
WORD = re.compile(r"\w+")


def code_of(text: str) -> str:
    """A source without comments, then without texts: a comment may hold half a text."""
    return TEXTS.sub('""', COMMENTS.sub("", text))


def members_declared(header: str) -> list[str]:
    """Names of members, as often as a header declares them."""
    flat = re.sub(r"\s+", " ", INSIDE.sub("", code_of(header))).replace(";", ";\n").replace("{", "{\n").replace("}", "}\n")
    return [name for line in MEMBERS.findall(flat) for name in NAMES.findall(line)]


def unread_keys(root: Path, rooms: tuple[str, ...] = ("sim", "agents", "outputs", "scenarios/runner")) -> list[str]:
    """Every key or column that no line reads, as "file: Part.key"."""
    declared, words = [], defaultdict(int)
    for file in sorted(p for room in rooms for p in (root / room).rglob("*.[hc]pp")):
        text = file.read_text(encoding="utf-8")
        name = file.relative_to(root).as_posix()
        for match in FIELDS.finditer(text):
            declared += [(name, match[1], key, member) for key, member in DECLARED.findall(match[0])]
        for word in WORD.findall(code_of(FIELDS.sub("", text))):
            words[word] += 1
        if file.suffix == ".hpp":
            for member in members_declared(text):
                words[member] -= 1
    return [f"{file}: {part}.{key}" for file, part, key, member in declared if words[member] <= 0]
