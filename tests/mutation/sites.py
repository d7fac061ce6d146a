"""Finds places in the rules where one small slip could stand, and writes the slip beside the right line under a number.

A mutation is a line of a rule with one operator, bound or sign changed, or a statement left out. In the copy of the
sources both lines stand side by side: `if (mutant(17)) { slip } else { right }`. So one build holds them all. Statements
that post money or goods are taken whole, over as many lines as they have, and each of them gets a slip.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

ROOMS = ["agents", "sim/accounts", "sim/ledger", "sim/markets", "sim/policy", "sim/production", "sim/signals", "sim/step"]
HEADER = "sim/core/mutant.hpp"
# A program says at its end which slips it came by, if somebody asks.
HEADER_TEXT = """#pragma once
#include <cstdio>
#include <cstdlib>
namespace exarace {
struct Slips {
  static constexpr int kMost = 10000;
  int on = 0;
  unsigned char* reached = new unsigned char[kMost]();
  Slips() {
    if (const char* number = std::getenv("EXARACE_MUTANT")) on = std::atoi(number);
    if (std::getenv("EXARACE_REACHED")) std::atexit(write);
  }
  static Slips& all() {
    static Slips slips;
    return slips;
  }
  static void write() {
    std::FILE* file = std::fopen(std::getenv("EXARACE_REACHED"), "a");
    for (int number = 0; file && number < kMost; ++number)
      if (all().reached[number]) std::fprintf(file, "%d\\n", number);
    if (file) std::fclose(file);
  }
};
inline bool mutant(int number) {
  static Slips& slips = Slips::all();
  slips.reached[number] = 1;
  return slips.on == number;
}
}  // namespace exarace
"""

#: What is changed: a pattern between blanks, as clang-format leaves them, and what stands there instead.
SLIPS = [
    (" + ", " - "),
    (" - ", " + "),
    (" * ", " / "),
    (" / ", " * "),
    (" += ", " -= "),
    (" -= ", " += "),
    (" < ", " >= "),
    (" > ", " <= "),
    (" <= ", " > "),
    (" >= ", " < "),
    (" == ", " != "),
    (" != ", " == "),
    (" && ", " || "),
    (" || ", " && "),
    ("std::min(", "std::max("),
    ("std::max(", "std::min("),
    ("1 - ", "1 + "),
    ("!", ""),
]

STATEMENT = re.compile(r"^(\s+)([\w:>\-.\[\]()]+(?:\.|->|\[|\(| [+\-*/]?= ).*;)$")
RETURN = re.compile(r"^(\s+)return ([^{].*);$")
DECLARED = re.compile(r"^(\s+)((?:const )?(?:double|bool|auto|std::int64_t|int|Money) \w+) = ([^;{}]+);$")
#: Asks for money or goods to be booked, alone or as the branch of a condition or a loop on its line.
POSTING = re.compile(r"^(\s+(?:(?:else |if \(.*\) |for \(.*\) ))?)((?:[\w.]+\.)?(?:pay|note)\(.*;|move\(world, .*;)$", re.S)
BEGINS_POSTING = re.compile(r"(?:^\s+|\) |else )(?:(?:[\w.]+\.)(?:pay|note)\(|move\(world, )")
CONDITION = re.compile(r"^(\s+)((?:else )?if|while) \((.+)\)( \{| .+;)$")


@dataclass(frozen=True)
class Mutation:
    """One slip: where it stands, the right line, the wrong one, and the two side by side."""

    number: int
    file: str
    line: int
    right: str
    wrong: str
    both: str
    lines: int = 1

    @property
    def posts(self) -> bool:
        """Whether it stands in a statement that asks for money or goods to be booked."""
        return BEGINS_POSTING.search(self.right) is not None

    @property
    def room(self) -> str:
        return next(room for room in ROOMS if self.file.startswith(room + "/"))


def balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += sign in "([{"
        depth -= sign in ")]}"
        if depth < 0:
            return False
    return depth == 0


def slips_of(text: str) -> list[str]:
    """`text` with one slip, in all ways."""
    found = []
    for right, wrong in SLIPS:
        start = text.find(right)
        while start >= 0:
            inside_text = text[:start].count('"') % 2 == 1
            unary = right == "!" and text[start : start + 2] == "!="
            if not inside_text and not unary and "<<" not in text:
                found.append(text[:start] + wrong + text[start + len(right) :])
            start = text.find(right, start + 1)
    return found


def both_of(line: str) -> list[tuple[str, str]]:
    """All (wrong line, text with `@` for the number that holds both lines) of one line of code."""
    out = []
    if match := CONDITION.match(line):
        indent, word, condition, rest = match.groups()
        if balanced(condition) and ";" not in condition:
            for wrong in slips_of(condition):
                out.append(
                    (
                        f"{indent}{word} ({wrong}){rest}",
                        f"{indent}{word} (exarace::mutant(@) ? bool({wrong}) : bool({condition})){rest}",
                    )
                )
    elif match := RETURN.match(line):
        indent, value = match.groups()
        if balanced(value):
            for wrong in slips_of(value):
                out.append((f"{indent}return {wrong};", f"{indent}{{ if (exarace::mutant(@)) return {wrong}; return {value}; }}"))
    elif match := DECLARED.match(line):
        indent, name, value = match.groups()
        if balanced(value) and "[&]" not in value:
            for wrong in slips_of(value):
                out.append((f"{indent}{name} = {wrong};", f"{indent}{name} = exarace::mutant(@) ? ({wrong}) : ({value});"))
    elif (match := STATEMENT.match(line)) and balanced(match[2]) and not match[2].startswith(("return", "case", "using")):
        indent, statement = match.groups()
        if ".reserve(" in statement:
            return []  # only speed
        for wrong in [*slips_of(statement), ";"]:
            out.append((f"{indent}{wrong}", f"{indent}{{ if (exarace::mutant(@)) {{ {wrong} }} else {{ {statement} }} }}"))
    return out


def both_of_posting(statement: str) -> list[tuple[str, str]]:
    """The same of a statement that posts, which may go over several lines and stand behind a condition."""
    match = POSTING.match(statement)
    if not match or not balanced(match[2]):
        return []
    before, right = match.groups()
    return [
        (f"{before}{wrong}", f"{before}{{ if (exarace::mutant(@)) {{ {wrong} }} else {{ {right} }} }}")
        for wrong in [*slips_of(right), ";"]
    ]


def statement_at(lines: list[str], at: int) -> str:
    """The statement that begins in a line, without what stands behind it, in one line; empty where it does not end soon."""
    text = lines[at].split("  //")[0].rstrip()
    for line in lines[at + 1 : at + 8]:
        if text.endswith(";"):
            break
        text += " " + line.split("  //")[0].strip()
    return text if text.endswith(";") else ""


def is_rule(lines: list[str]) -> list[bool]:
    """Which lines stand inside functions other than fields(), beyond comments and declarations of keys."""
    inside, keys = [], False
    for line in lines:
        if re.match(r"^\S.*\bfields\w*\(\)|^constexpr .*\{$", line):
            keys = True
        inside.append(not keys and line.startswith("  ") and not line.lstrip().startswith(("//", "#", ".", "key(")))
        if line == "}":
            keys = False
    return inside


def complete(lines: list[str], at: int) -> bool:
    """Whether the line before ended a statement, so that this one begins its own and is no branch without braces."""
    before = lines[at - 1].split("//")[0].rstrip() if at else "{"
    return before == "" or before.endswith((";", "{", "}", ":"))


def find(root: Path) -> list[Mutation]:
    """All mutations of the tree, numbered in an order that depends on their text alone."""
    found = []
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.cpp")):
            lines = file.read_text(encoding="utf-8").splitlines()
            rules = is_rule(lines)
            name = file.relative_to(root).as_posix()
            for at, line in enumerate(lines):
                if not rules[at]:
                    continue
                here = []
                if BEGINS_POSTING.search(line) and (right := statement_at(lines, at)):
                    length = next(n for n in range(1, 9) if lines[at + n - 1].split("  //")[0].rstrip().endswith(";"))
                    here = [(name, at + 1, right, wrong, both, length) for wrong, both in both_of_posting(right)]
                if complete(lines, at):
                    known = {entry[3] for entry in here}
                    here += [(name, at + 1, line, wrong, both) for wrong, both in both_of(line) if wrong not in known]
                found += here
    return [Mutation(0, *entry) for entry in found]


#: Rooms with few lines have at least so many slips, so that a share can be told of each.
LEAST_IN_ROOM = 12


def choose(all_of_them: list[Mutation], count: int, salt: str) -> list[Mutation]:
    """One of each statement that posts, and `count` others, one a line, spread over the rooms by their size; the same for
    the same text and salt."""

    def lot(m: Mutation) -> str:
        return hashlib.sha256(f"{salt} {m.file} {m.right} {m.wrong}".encode()).hexdigest()

    waiting: dict[str, list[Mutation]] = {room: [] for room in ROOMS}
    lines = set()
    posting = []
    for mutation in sorted(all_of_them, key=lot):
        if (mutation.file, mutation.line) not in lines:
            lines.add((mutation.file, mutation.line))
            if mutation.posts:
                posting.append(mutation)
                continue
            waiting[mutation.room].append(mutation)
    chosen = [mutation for room in ROOMS for mutation in waiting[room][:LEAST_IN_ROOM]]
    rest = sorted((m for room in ROOMS for m in waiting[room][LEAST_IN_ROOM:]), key=lot)
    chosen = posting + (chosen + rest)[: max(count, len(chosen))]
    chosen.sort(key=lambda m: (m.file, m.line))
    return [replace(m, number=i) for i, m in enumerate(chosen, 1)]


def put(root: Path, mutations: list[Mutation]) -> None:
    """Writes the mutations into the sources under `root`."""
    (root / HEADER).write_text(HEADER_TEXT, encoding="utf-8")
    by_file: dict[str, list[Mutation]] = {}
    for mutation in mutations:
        by_file.setdefault(mutation.file, []).append(mutation)
    for name, here in by_file.items():
        lines = (root / name).read_text(encoding="utf-8").splitlines()
        for mutation in here:
            lines[mutation.line - 1] = mutation.both.replace("@", str(mutation.number))
            lines[mutation.line : mutation.line + mutation.lines - 1] = [""] * (mutation.lines - 1)
        lines[0] = f'#include "{HEADER}" // NOLINT\n#line 1\n{lines[0]}'
        (root / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
