"""The command `exarace compare --policies FILE.py`: governments of the user on either side."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from collections.abc import Mapping
from typing import Any

from exarace import _arguments, _exarace
from exarace._exarace import ScenarioError
from exarace._words import to_command_line
from exarace.scenario import Scenario, load

ABOUT = "Compare scenarios under the same seeds, with governments that Python files decide for."
MORE = """\
A file is Python and holds a dict 'policies' from ids of governments to classes of exarace.GovernmentPolicy, or to
functions of an Observation; an empty dict leaves all as they are. The first --policies is that of the first scenario, the
second that of the second, and so on; a single one is that of all but the first. Of a single scenario both sides are made.

exit codes: 0 done, 1 internal error, 2 wrong usage or input, 3 audit failed, 4 input or output failed, 130 interrupted
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the manner of the program."""

    def error(self, message: str) -> Any:
        print(f"exarace compare: {message}\n'exarace compare --help' shows how it is used", file=sys.stderr)
        raise SystemExit(2)


def parser() -> Parser:
    out = Parser(prog="exarace compare", description=ABOUT, epilog=MORE, formatter_class=argparse.RawDescriptionHelpFormatter)
    out.add_argument("scenarios", metavar="SCENARIO", nargs="+", help="Names or paths of scenarios.")
    out.add_argument("--policies", metavar="FILE.py", action="append", required=True, help="Governments of the user. Repeatable.")
    out.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help="Set a key in all. Repeatable.")
    out.add_argument("--without", metavar="RULE", action="append", default=[], help="A rule that never was in any but the first.")
    out.add_argument("--replicates", type=int, default=20, help="Pairs of runs [20].")
    out.add_argument("--draws", metavar="FILE",
                     help="Draws of a posterior for the pairs, or 'posterior' for the one of the scenario.")  # fmt: skip
    out.add_argument("--seed", type=int, help="Seed of all [that of the first].")
    out.add_argument("--threads", type=int, help="Runs at a time [all processors].")
    out.add_argument("-o", "--output", help="File of the comparison [results/<B>_against_<A>.h5].")
    out.add_argument("--no-audit", action="store_true", help="Do not check the books after every step.")
    out.add_argument("-f", "--force", action="store_true", help="Replace an existing file.")
    out.add_argument("--quiet", action="store_true", help="No progress, no table.")
    out.add_argument("--json", action="store_true", help="Effects as JSON on standard output.")
    return out


@to_command_line
def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    asked = parser().parse_intermixed_args(arguments)
    codes = {_exarace.AuditError: 3, _exarace.ResultError: 4, ScenarioError: 2, TypeError: 2, OSError: 4}
    try:
        compare(asked)
        return 0
    except KeyboardInterrupt:
        print("interrupted; nothing was kept", file=sys.stderr)
        return 130
    except tuple(codes) as error:
        print(error, file=sys.stderr)
        return next(code for kind, code in codes.items() if isinstance(error, kind))
    except Exception as error:  # noqa: BLE001 - of the user's own code, or of ours
        print(f"exarace compare: {type(error).__name__}: {error}", file=sys.stderr)
        return 1


def compare(asked: argparse.Namespace) -> None:
    """Plays and tells."""
    from exarace import comparison

    scenarios = [changed(load(name), asked.set) for name in asked.scenarios]
    policies = [read(file) for file in asked.policies]
    if len(scenarios) == 1:
        scenarios *= max(2, len(policies))
    if len(policies) == 1:
        policies = [{}, *(policies * (len(scenarios) - 1))]
    if asked.without:
        scenarios = [scenarios[0], *(scenario.without(*asked.without) for scenario in scenarios[1:])]
    _, effects = comparison.play(
        scenarios,
        replicates=asked.replicates,
        policies=policies,
        draws=asked.draws,
        seed=asked.seed,
        threads=asked.threads,
        audit=not asked.no_audit,
        output=asked.output,
        folder="results",
        force=asked.force,
        progress=None if not asked.quiet else False,
    )
    if asked.json:
        objects = [one.json(file).rstrip() for one, file in effects]
        print(objects[0] if len(objects) == 1 else "[\n" + ",\n".join(objects) + "\n]")
    elif not asked.quiet:
        for one, file in effects:
            print(one.text(file), end="")


def changed(scenario: Scenario, sets: list[str]) -> Scenario:
    """The scenario with keys set as on the command line."""
    pairs = [pair.partition("=") for pair in sets]
    for number, (key, equals, _) in enumerate(pairs, 1):
        if not equals or not key:
            raise ScenarioError(f"--set[{number}]: expected KEY=VALUE, found '{sets[number - 1]}'")
    if not pairs:
        return scenario
    return type(scenario)(scenario._compiled.changed("--set", [(key, value) for key, _, value in pairs]).named(
        scenario.name, scenario.title))  # fmt: skip


def read(file: str) -> Mapping[str, Any]:
    """The policies that a Python file holds."""
    if not os.path.isfile(file):
        raise ScenarioError(f"--policies: {file}: no such file")
    try:
        held = runpy.run_path(file)
    except Exception as error:
        raise ScenarioError(f"--policies: {file}: cannot be run: {type(error).__name__}: {error}") from error
    if "policies" not in held:
        raise ScenarioError(f"--policies: {file}: holds no dict 'policies' from ids of governments to policies")
    return _arguments.mapping(f"--policies: {file}: policies", held["policies"], "ids of governments to policies")
