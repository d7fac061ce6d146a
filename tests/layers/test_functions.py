"""A function fits on a screen: above 60 lines stand only the step and lists: of keys, of series, of parts."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sim", "agents", "outputs", "scenarios/runner", "python/bindings", "web", "bench", "tests")
SCREEN = 60
LIST = re.compile(r"\bfields\w*\(|^Catalogue catalogue\(|^SeriesList \w+\(\)|^void step\(World&")
OTHER = re.compile(r"^(namespace|struct|class|enum|union|template|using|}|/|#)")


def long_functions(text, most=SCREEN):
    """First lines of functions of more lines than that, with their length."""
    found, start = [], None
    for number, line in enumerate(text.splitlines()):
        if line == "}" and start is not None:
            if number - start[0] + 1 > most and not LIST.search(start[1]):
                found.append((start[1], number - start[0] + 1))
            start = None
        elif line[:1].strip() and not OTHER.match(line) and not line.endswith(";"):
            start = start or (number, line)
        elif line[:1].strip():
            start = None
    return found


def test_no_function_is_longer_than_a_screen():
    long = {}
    for file in sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.[hc]pp")):
        if found := long_functions(file.read_text(encoding="utf-8")):
            long[file.relative_to(ROOT).as_posix()] = found
    assert long == {}


def test_a_long_function_is_found_and_a_list_of_keys_is_not():
    body = "  ++x;\n" * 3
    assert long_functions("void f(int x,\n       int y) {\n" + body + "}\n", 5) == [("void f(int x,", 6)]
    assert long_functions("void f(int x) {\n" + body + "}\n", 5) == []
    assert long_functions("const Fields& T::fields() {\n" + body + body + "}\n", 5) == []
