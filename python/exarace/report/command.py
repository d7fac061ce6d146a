"""The command `exarace report`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exarace import _exarace, _progress
from exarace._words import to_command_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from exarace.report.story import Story

ABOUT = "Write the story of a result, a comparison or a sweep as an HTML page that needs no network, and its charts as PNGs."
MORE = """\
The page of results/baseline.h5 is results/baseline.html, its pictures are results/baseline_png/*.png; the page of the
sweep results/small is results/small.html.

examples:
  exarace report results/baseline.h5 --force                    results/baseline.html and results/baseline_png/
  exarace report results/baseline.h5 --draws posterior --members 50 -o bands.html
  exarace report results/small                                  results/small.html

exit codes: 0 done, 1 internal error, 2 wrong usage, 4 input or output failed, 130 interrupted
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the manner of the program."""

    def error(self, message: str) -> None:
        print(f"exarace report: {message}\n'exarace report --help' shows how it is used", file=sys.stderr)
        raise SystemExit(2)


def parser() -> Parser:
    out = Parser(prog="exarace report", description=ABOUT, epilog=MORE,
                 formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    out.add_argument("file", metavar="FILE", help="Result, comparison, or folder of a sweep.")
    out.add_argument("-o", "--output", metavar="PAGE", help="Name of the page [FILE with .html instead of .h5].")
    out.add_argument("--against", metavar="OTHER", help="Result whose lines are laid behind those of FILE, dashed.")
    out.add_argument("--draws", metavar="FILE", help="Posterior whose draws put bands behind the lines of a result; the word "
                     "'posterior' is the one that comes with the baseline.")  # fmt: skip
    out.add_argument("--members", metavar="N", type=int, default=30, help="Draws that are played for the bands [30].")
    out.add_argument("-f", "--force", action="store_true", help="Replace an existing report.")
    out.add_argument("--no-pictures", action="store_true", help="Write the page only.")
    out.add_argument("--quiet", action="store_true", help="Do not say what was written.")
    return out


@to_command_line
def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    asked = parser().parse_args(arguments)
    try:
        return report(asked)
    except _exarace.ScenarioError as error:
        return complain(str(error), 2)
    except (_exarace.ResultError, OSError) as error:
        return complain(str(error), 4)
    except KeyboardInterrupt:
        return complain("interrupted; the report is not complete", 130)
    except Exception as error:  # noqa: BLE001
        return complain(f"exarace report: internal error: {type(error).__name__}: {error}; please report it", 1)


def report(asked: argparse.Namespace) -> int:
    from exarace.report import open_result, pictures_folder, write, write_sweep

    file = Path(asked.file)
    # The name of a folder may have a dot in it; that of a file ends in its format.
    path = asked.output or str(Path(f"{file}.html") if file.is_dir() else file.with_suffix(".html"))
    if file.is_dir():
        if asked.against:
            raise _exarace.ScenarioError("--against: lines can be laid behind those of one result, not of a sweep")
        if asked.draws:
            raise _exarace.ScenarioError("--draws: a sweep has bands of its own; draws put bands behind one result")
        write_sweep(asked.file, path, force=asked.force, pictures=not asked.no_pictures)
    else:
        against = open_result(asked.against) if asked.against else None
        result = open_result(asked.file)
        teller = _progress.choose(False if asked.quiet or not asked.draws else None, file.stem, "run")
        try:
            widen = bands_of(asked, result.provenance(), teller) if asked.draws else None
            write(result, path, against=against, widen=widen, force=asked.force, pictures=not asked.no_pictures)
        finally:
            _progress.close(teller)
    if not asked.quiet:
        print(f"written to {path}" + ("" if asked.no_pictures else f" and {pictures_folder(path)}/"))
    return 0


def bands_of(
    asked: argparse.Namespace, facts: dict[str, str], teller: _progress.Progress | None
) -> Callable[[Story], None]:
    """What puts the bands behind the lines of a result."""
    from exarace import _arguments
    from exarace.history.posterior import find
    from exarace.report import bands
    from exarace.scenario import Scenario

    if "scenario_text" not in facts:
        raise _exarace.ScenarioError("--draws: a comparison has intervals of its own; draws put bands behind one result")
    scenario = Scenario.from_text(facts["scenario_text"], facts["scenario"])
    members = _arguments.whole("--members", asked.members, 2, 10_000)
    return bands.behind(scenario, find(asked.draws), int(facts["seed"]), members, teller)


def complain(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code
