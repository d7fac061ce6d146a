"""Puts sources of one library into few units: `python units.py ROOT FOLDER NAME LINES SOURCE...` prints the units' paths.

A unit is a file that includes some sources, by their path from the top of the tree. Headers and templates are then
compiled once a unit, not once a file: a build from nothing takes a third of the time. Sources whose unnamed namespaces
hold the same name go into different units, so that each can be read and compiled alone as well.
"""

import re
import sys
from pathlib import Path

UNNAMED = re.compile(r"namespace \{\n(.*?)\n\}  // namespace\n", re.DOTALL)
TYPE = re.compile(r"(?:template <.*> )?(?:struct|class|enum class|enum|union)\s+(\w+)")
ALIAS = re.compile(r"(?:using|namespace)\s+(\w+)\s*=")
VALUE = re.compile(r"(?:inline |static |constexpr |const |thread_local )*[\w:<>, *&]+?[ *&](\w+)\s*(?:=|\{|\[|;)")


def names_of(text: str) -> set[str]:
    """Names that the unnamed namespaces of a source define."""
    found = set()
    for block in UNNAMED.findall(text):
        for line in block.split("\n"):
            if not line or line[0] in " }/#":
                continue
            for pattern in (TYPE, ALIAS):
                if match := pattern.match(line):
                    found.add(match[1])
            if match := re.search(r"(\w+)\s*\(", line):
                found.add(match[1])
            if match := VALUE.match(line):
                found.add(match[1])
            found.update(re.findall(r"(\w+) = ", line))  # several values in one line
    return found


def groups_of(root: Path, sources: list[str], most: int) -> list[list[str]]:
    """Sources in groups of about `most` lines without a name twice, each group in the order given."""
    groups: list[dict] = []
    for source in sources:
        text = (root / source).read_text(encoding="utf-8")
        names, lines = names_of(text), text.count("\n")
        for group in groups:
            if group["lines"] + lines <= most and not group["names"] & names:
                break
        else:
            group = {"lines": 0, "names": set(), "sources": []}
            groups.append(group)
        group["lines"] += lines
        group["names"] |= names
        group["sources"].append(source)
    return [group["sources"] for group in groups]


def main() -> None:
    root, folder, name, most, *sources = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    units = []
    for number, group in enumerate(groups_of(Path(root), sources, int(most))):
        unit = Path(folder) / f"{name}_{number}.cpp"
        text = "".join(f'#include "{source}"\n' for source in group)
        if not unit.exists() or unit.read_text(encoding="utf-8") != text:
            unit.write_text(text, encoding="utf-8")
        units.append(str(unit))
    print(";".join(units), end="")


if __name__ == "__main__":
    main()
