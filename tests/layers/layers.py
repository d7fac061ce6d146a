"""Reads every #include and every Python import and says where the house's rules are broken (see ../layers.txt)."""

from __future__ import annotations

import ast
import fnmatch
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = {".hpp", ".h", ".cpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


@dataclass
class Rules:
    """What layers.txt says."""

    rooms: dict[str, list[str]] = field(default_factory=dict)
    libraries: list[tuple[re.Pattern, list[str]]] = field(default_factory=list)
    python: dict[str, set[str]] = field(default_factory=dict)

    def room_of(self, path: str) -> str | None:
        """The innermost room that holds a file, as named in layers.txt."""
        inside = [room for room in self.rooms if path.startswith(room + "/")]
        return max(inside, key=len, default=None)

    def python_of(self, path: str) -> set[str]:
        """Modules that a Python file may import at the top."""
        listed = [name for name in self.python if path == name or path.startswith(name + "/")]
        return self.python[max(listed, key=len)]

    def allows(self, room: str, target: str) -> bool:
        names = [room, *self.rooms[room]]
        return any(target == name or target.startswith(name + "/") for name in names)


def read_rules(text: str) -> Rules:
    rules = Rules()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        what, rest = line.split(" ", 1)
        name, _, values = rest.rpartition(":") if what == "library" else rest.partition(":")
        if what == "room":
            rules.rooms[name] = values.split()
        elif what == "library":
            rules.libraries.append((re.compile(name), values.split()))
        elif what == "python":
            rules.python[name] = set(values.split())
        else:
            raise ValueError(f"layers.txt: unknown rule: {line}")
    return rules


def circles(graph: dict[str, list[str]]) -> list[list[str]]:
    """Every way found to come back to where one started."""
    found, done = [], set()

    def visit(node: str, path: list[str]) -> None:
        if node in path:
            found.append(path[path.index(node) :] + [node])
        elif node not in done:
            for target in graph.get(node, []):
                visit(target, path + [node])
            done.add(node)

    for node in graph:
        visit(node, [])
    return found


def check_cpp(root: Path, rules: Rules) -> list[str]:
    problems, graph = [], {}
    tops = sorted({room.split("/")[0] for room in rules.rooms})
    files = sorted(p for top in tops for p in (root / top).rglob("*") if p.suffix in SOURCES)
    for file in files:
        name = file.relative_to(root).as_posix()
        room = rules.room_of(name)
        graph[name] = []
        if room is None:
            problems.append(f"{name}: stands in no room of tests/layers.txt")
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{name}:{number}"
            for pattern, places in rules.libraries:
                if line.lstrip().startswith("#") and pattern.search(line.strip()):
                    if not any(fnmatch.fnmatch(name, place) for place in places):
                        problems.append(f"{where}: `{line.strip()}` belongs only into {', '.join(places)}")
            match = INCLUDE.match(line)
            if not match or match[1] == "<":
                continue
            target = match[2]
            if not (root / target).is_file():
                problems.append(f'{where}: include "{target}" by its path from the top of the project')
                continue
            graph[name].append(target)
            target_room = rules.room_of(target)
            if target_room is None or not rules.allows(room, target_room):
                problems.append(f"{where}: {room} may not include {target}")
    problems += ["circle of includes: " + " -> ".join(way) for way in circles(graph)]
    return problems


@dataclass
class Import:
    """One import: its line, the module, the names taken out of it, the level of a relative one."""

    line: int
    module: str
    names: list[str]
    level: int
    inside: bool
    """Whether it stands in a function."""


def imports_of(tree: ast.Module) -> list[Import]:
    """All imports but those under `if TYPE_CHECKING`, which are never carried out."""
    found: list[Import] = []

    def walk(nodes: list[ast.stmt], inside: bool) -> None:
        for node in nodes:
            if isinstance(node, ast.Import):
                found.extend(Import(node.lineno, alias.name, [], 0, inside) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.append(Import(node.lineno, node.module or "", [a.name for a in node.names], node.level, inside))
            elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                walk(node.orelse, inside)
            else:
                deeper = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
                for part in ("body", "orelse", "finalbody"):
                    walk(getattr(node, part, []), deeper)
                for handler in getattr(node, "handlers", []):
                    walk(handler.body, deeper)

    walk(tree.body, False)
    return found


def files_meant(root: Path, room: str, file: Path, one: Import) -> list[str]:
    """Files of the package that an import reaches: modules, and packages by their `__init__.py`."""
    if one.level:
        folder = file.parents[one.level - 1]
    elif one.module.split(".")[0] == Path(room).name:
        folder = (root / room).parent
    else:
        return []
    base = folder.joinpath(*one.module.split(".")) if one.module else folder
    found = []
    for place in [base / name for name in one.names] or [base]:
        for candidate in (place.with_suffix(".py"), place.with_suffix(".pyi"), place / "__init__.py"):
            if candidate.is_file():
                found.append(candidate)
                break
        else:  # a name that the module itself holds
            own = base.with_suffix(".py") if base.with_suffix(".py").is_file() else base / "__init__.py"
            found += [own] if own.is_file() else []
    return [path.relative_to(root).as_posix() for path in found if path != file]


def check_python(root: Path, rules: Rules) -> list[str]:
    """Modules that cost time are imported where they are needed; files import no circle, not even inside functions."""
    problems = []
    for room in (name for name in rules.python if not any(name.startswith(other + "/") for other in rules.python)):
        graph: dict[str, list[str]] = {}
        for file in sorted((root / room).rglob("*.py")):
            name = file.relative_to(root).as_posix()
            graph[name] = []
            allowed = rules.python_of(name)
            for one in imports_of(ast.parse(file.read_text(encoding="utf-8"), str(file))):
                top = one.module.split(".")[0]
                if one.level or top == Path(room).name:
                    graph[name] += files_meant(root, room, file, one)
                elif not one.inside and top not in allowed and top not in sys.stdlib_module_names:
                    problems.append(f"{name}:{one.line}: import {one.module} inside the function that needs it")
        problems += ["circle of imports: " + " -> ".join(way) for way in circles(graph)]
    return problems


def check(root: Path) -> list[str]:
    """All breaches in the tree at `root`, one line each."""
    rules = read_rules((root / "tests/layers.txt").read_text(encoding="utf-8"))
    wide = {room: [t for t in rules.rooms if t != room and rules.allows(room, t)] for room in rules.rooms}
    problems = ["circle of rooms: " + " -> ".join(way) for way in circles(wide)]
    return problems + check_cpp(root, rules) + check_python(root, rules)
