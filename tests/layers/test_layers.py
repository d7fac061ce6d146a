"""The rules of tests/layers.txt hold here, and a tree that breaks one is caught."""

from pathlib import Path

import pytest
from layers import check

ROOT = Path(__file__).resolve().parents[2]


def test_no_room_sees_more_than_it_may():
    assert check(ROOT) == []


@pytest.fixture
def tree(tmp_path):
    """A small sound house under the real rules; call it with more files to spoil it."""

    def build(**files):
        sound = {
            "tests/layers.txt": (ROOT / "tests/layers.txt").read_text(),
            "sim/core/id.hpp": "#pragma once\n",
            "sim/state/world.hpp": '#include "sim/core/id.hpp"\n',
            "outputs/file/writer.cpp": '#include <hdf5.h>\n#include "sim/state/world.hpp"\n',
            "python/exarace/__init__.py": "import os\nimport numpy\n\ndef plot():\n    import matplotlib\n",
        }
        for name, text in {**sound, **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return check(tmp_path)

    return build


def test_a_sound_house_passes(tree):
    assert tree() == []


BREACHES = [
    ("sim/core/a.hpp", '#include "sim/state/world.hpp"', "1: sim/core may not include sim/state/world.hpp"),
    ("sim/markets/a.hpp", '#include "sim/policy/b.hpp"', "1: sim/markets may not include sim/policy/b.hpp"),
    ("agents/a.cpp", '\n#include "outputs/record/b.hpp"', "2: agents may not include outputs/record/b.hpp"),
    ("agents/a.cpp", '#include "b.hpp"', '1: include "b.hpp" by its path from the top of the project'),
    ("outputs/record/a.cpp", "#include <hdf5.h>", "1: `#include <hdf5.h>` belongs only into outputs/file/*"),
    ("agents/a.cpp", "  #pragma omp for", "1: `#pragma omp for` belongs only into sim/core/rows.hpp, sim/core/pieces.hpp"),
    ("agents/a.cpp", "#include <tbb/task.h>", "1: `#include <tbb/task.h>` belongs only into sim/core/tasks.hpp"),
    ("outputs/record/a.cpp", "#include <mpi.h>", "1: `#include <mpi.h>` belongs only into scenarios/runner/command/mpi*"),
    ("python/exarace/a.py", "import pandas", "1: import pandas inside the function that needs it"),
    ("python/exarace/a.py", "try:\n  import dask\nfinally: pass", "2: import dask inside the function that needs it"),
]


@pytest.mark.parametrize(("name", "text", "expected"), BREACHES)
def test_a_breach_is_named_with_file_and_line(tree, name, text, expected):
    helpers = {"sim/policy/b.hpp": "", "outputs/record/b.hpp": ""}
    assert tree(**helpers, **{name: text}) == [f"{name}:{expected}"]


def test_a_file_in_no_room_is_named(tree):
    assert tree(**{"sim/attic/a.hpp": ""}) == ["sim/attic/a.hpp: stands in no room of tests/layers.txt"]


def test_a_circle_between_files_is_named(tree):
    a, b = '#include "sim/core/b.hpp"', '#include "sim/core/a.hpp"'
    assert tree(**{"sim/core/a.hpp": a, "sim/core/b.hpp": b}) == [
        "circle of includes: sim/core/a.hpp -> sim/core/b.hpp -> sim/core/a.hpp"
    ]


def test_a_circle_between_python_files_is_named(tree):
    files = {"python/exarace/a.py": "from .b import x", "python/exarace/b.py": "from exarace.a import y"}
    assert tree(**files) == [
        "circle of imports: python/exarace/a.py -> python/exarace/b.py -> python/exarace/a.py"
    ]


def test_a_circle_through_a_function_or_a_package_is_named_too(tree):
    files = {
        "python/exarace/a.py": "from exarace import part\n",
        "python/exarace/part/__init__.py": "def f():\n    from exarace.b import y\n",
        "python/exarace/b.py": "def g():\n    if True:\n        from exarace import a\n",
    }
    assert tree(**files) == [
        "circle of imports: python/exarace/a.py -> python/exarace/part/__init__.py -> python/exarace/b.py -> "
        "python/exarace/a.py"
    ]


def test_what_only_type_checkers_import_makes_no_circle(tree):
    guarded = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from exarace.b import y\n"
    assert tree(**{"python/exarace/a.py": guarded, "python/exarace/b.py": "from exarace.a import x\n"}) == []


def test_a_file_may_import_what_its_own_line_allows(tree):
    assert tree(**{"python/exarace/sweep_data.py": "import xarray\n"}) == []
    assert tree(**{"python/exarace/plot.py": "import xarray\n"}) == [
        "python/exarace/plot.py:1: import xarray inside the function that needs it"
    ]


def test_a_circle_between_rooms_is_named(tree):
    rules = "room sim/core: sim/state\nroom sim/state: sim/core\nroom outputs: sim\nlibrary <hdf5: outputs/*\n"
    assert tree(**{"tests/layers.txt": rules}) == ["circle of rooms: sim/core -> sim/state -> sim/core"]
