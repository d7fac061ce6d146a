"""The explorer: the model in one HTML page, for a browser without anything else."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from exarace import _arguments, _exarace
from exarace._exarace import ResultError
from exarace._words import to_command_line

if TYPE_CHECKING:
    from exarace.result import Result
    from exarace.scenario import Scenario

PLACE = "results/explorer.html"
MARK = b"<title>exarace explorer</title>"
ABOUT = "Write the explorer, one HTML page with the whole model that needs no network, and open it in a browser."
MORE = """\
The page works from a disk, on a laptop or a phone; send it to whom you like.

exit codes: 0 done, 2 wrong usage, 4 input or output failed
"""


def explore(
    what: Result | Scenario | None = None,
    path: str | os.PathLike[str] = PLACE,
    *,
    changes: Mapping[str, object] | None = None,
    show: bool = True,
    force: bool = False,
) -> str:
    """Write the explorer to a file and open it in a browser.

    Parameters
    ----------
    what
        A result or a scenario whose story is opened first; the story of a changed scenario is the one that it was
        made from, without its changes.
    path
        Where the page is written; an explorer that stands there is replaced.
    changes
        Keys and values that are set on top of the story, as in `Scenario.with_`.
    show
        Whether a browser is asked to open it.
    force
        Whether another file of that name may be replaced.

    Returns
    -------
    str
        Address of the page with its settings, for any browser.

    Raises
    ------
    ResultError
        If this installation has no explorer, or the file cannot be written.

    Examples
    --------
    >>> import exarace as er
    >>> er.explore(er.load("h20_open"), "results/explorer.html", show=False)  # doctest: +SKIP
    'file:///home/me/results/explorer.html#story=h20_open'
    """
    from exarace._toml import toml

    file = Path(_arguments.file_name("path", path, (".html", ".htm"), "an HTML page"))
    told = [("story", story)] if (story := _story(what)) else []
    write(file, force)
    told += [("set", f"{key}={toml(value)}") for key, value in (changes or {}).items()]
    address = file.resolve().as_uri() + (f"#{urlencode(told)}" if told else "")
    if show:
        import webbrowser

        webbrowser.open(address)
    return address


def page() -> bytes:
    """The explorer as it came with this installation."""
    for folder in _exarace.scenario_folders():
        for place in (Path(folder).parent / "explorer.html", Path(folder).parent / "build-web" / "explore.html"):
            if place.is_file():
                return place.read_bytes()
    raise ResultError(
        "this installation has no explorer; './dev web' in the source tree compiles it (Debian's emscripten, npm), "
        "and './dev setup' after it puts it into the package"
    )


def write(file: Path, force: bool = False) -> None:
    """Write the explorer; one that stands there is replaced, another file only with `force`."""
    content = page()
    own = file.is_file() and MARK in file.read_bytes()[:4096]
    if own and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    _exarace.put(str(file), content, force or own)


def _story(what: Result | Scenario | None) -> str:
    """Name of the shipped story that a result or a scenario is of; "" where there is none."""
    from exarace.listing import scenarios
    from exarace.result import Result
    from exarace.scenario import Scenario

    if what is None:
        return ""
    if isinstance(what, Result):
        name = what.provenance["scenario"]
    else:
        name = _arguments.instance("what", what, Scenario, "give a result or a scenario, or nothing").name
    return name if name in scenarios().index else ""


@to_command_line
def main(arguments: list[str] | None = None) -> int:
    """Run the command `exarace explore`; returns its exit code."""
    parser = argparse.ArgumentParser(prog="exarace explore", description=ABOUT, epilog=MORE,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("path", metavar="PATH", nargs="?", default=PLACE, help=f"Name of the page [{PLACE}].")
    parser.add_argument("--no-open", action="store_true", help="Do not ask a browser to open it.")
    parser.add_argument("-f", "--force", action="store_true", help="Replace another file of that name.")
    asked = parser.parse_args(arguments)
    try:
        address = explore(path=asked.path, show=not asked.no_open, force=asked.force)
    except _exarace.ScenarioError as error:
        print(error, file=sys.stderr)
        return 2
    except (ResultError, OSError) as error:
        print(error, file=sys.stderr)
        return 4
    print(f"written to {asked.path}; open {address}")
    return 0
