"""Which files write which columns of the world: one each, or the table in docs/architecture.md says why not."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

ROOMS = ("sim", "agents")
#: What many ask for by adding a row, and the accounts, which the ledger alone moves.
SHARED = {"orders", "movements", "trades", "events", "admissions", "accounts"}
MEMBER = re.compile(r"^  (\w+) (\w+)(?: = [^;]*)?;", re.M)
MIND = re.compile(r"&(\w+)Mind::\w+, &(\w+)::(\w+)\}")
ALIAS = re.compile(r"(?<!const )\b(?:auto|[\w:]+)& (\w+) = (?:world\.)?(\w+(?:\.\w+)?)[;\[(]")
CONSTANT = re.compile(r"\bconst [\w:]+& (\w+)\b")
PLACE = r"(?:\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]|\((?:[^()]|\([^()]*\))*\))*"
WRITE = re.compile(rf"(?<![\w.>])(\w+(?:\.\w+)*)({PLACE})(?:\.\w+)?(?: [-+*/|&]?=(?: |$)|\+\+|--)")
GROW = re.compile(rf"(?<![\w.>])(\w+(?:\.\w+)+){PLACE}\.(?:push_back|emplace_back|clear|erase|assign|fill|resize|insert)\(")
ERASE = re.compile(r"\berase_if\((?:world\.)?(\w+(?:\.\w+)?)\b")


def members(text: str) -> dict[str, str]:
    """Members of the world by the name of their struct."""
    world = text[text.index("struct World") :]
    return {m[1]: m[2] for m in MEMBER.finditer(world)}


def written(text: str, tables: set[str]) -> set[str]:
    """Columns, `table.column`, that a source writes; of a member that is one grid, its name."""
    found: set[str] = set()
    aliases: dict[str, list[str]] = {}
    for line in re.sub(r"//[^\n]*", "", text).splitlines():
        if line == "}":
            aliases = {}
        aliases.update({name: [""] for name in CONSTANT.findall(line)})
        for name, path in ALIAS.findall(line):
            first, *rest = path.split(".")
            aliases[name] = [*aliases.get(first, [first]), *rest]
        places = [(path, "") for path in GROW.findall(line) + ERASE.findall(line)]
        for path, place in places + WRITE.findall(line):
            first, *rest = path.split(".")
            whole = rest if first == "world" else [*aliases.get(first, [first]), *rest]
            grid = place != "" and (first == "world" or first in aliases)
            if whole and whole[0] in tables and (grid or len(whole) > 1):
                found.add(".".join(whole[:2]))
    return found


def writers(root: Path) -> dict[str, set[str]]:
    """Files that write each column, and "its mind" where that does."""
    tables = members((root / "sim/state/world.hpp").read_text())
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted(p for room in ROOMS for p in (root / room).rglob("*.cpp")):
        for column in written(file.read_text(), set(tables.values())):
            found[column].add(file.relative_to(root).as_posix())
    for _, table, column in MIND.findall((root / "sim/state/decided.hpp").read_text()):
        found[f"{tables[table]}.{column}"].add("its mind")
    return {column: files for column, files in sorted(found.items()) if column.split(".")[0] not in SHARED}


def explained(page: str) -> set[str]:
    """Columns in the first cell of the table of those with several writers."""
    section = page[page.index("## Who writes what") :].split("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]*) \|", section, re.M)
    return {name for cell in cells for name in re.findall(r"`([\w.]+)`", cell)}
