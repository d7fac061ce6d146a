"""The commands `exarace calibrate`, `backtest`, `nowcast` and `judge`."""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exarace import _exarace
from exarace._exarace import ScenarioError
from exarace._words import to_command_line

CODES = "exit codes: 0 done, 1 internal error, 2 wrong usage or input, 4 input or output failed, 130 interrupted\n"


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the manner of the program."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"{self.prog}: {message}\n'{self.prog} --help' shows how it is used", file=sys.stderr)
        raise SystemExit(2)


def parser(name: str, about: str, more: str = "") -> Parser:
    out = Parser(prog=f"exarace {name}", description=about, epilog=more + CODES,
                 formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    out.add_argument("scenario", metavar="SCENARIO", nargs="?", default="baseline", help="Name or path [baseline].")
    out.add_argument("--set", metavar="KEY=VALUE", action="append", default=[],
                     help="Set a key; it is not drawn then. Repeatable.")  # fmt: skip
    out.add_argument("--times", metavar="KEY=FACTOR", action="append", default=[], help="Multiply a key. Repeatable.")
    out.add_argument("--seed", type=int, default=1, help="Of draws and luck [1].")
    out.add_argument("--threads", type=int, help="Runs at a time [all processors]. The numbers do not depend on it.")
    out.add_argument("--work", metavar="FOLDER", help="Where runs lie until the end; after a kill the same command goes on.")
    out.add_argument("--quiet", action="store_true", help="No progress, no table.")
    out.add_argument("--json", action="store_true", help="Numbers as JSON on standard output.")
    return out


def guarded(prog: str, work: Callable[[argparse.Namespace], int], made: Parser, arguments: list[str] | None) -> int:
    """Run a command; returns its exit code."""
    asked = made.parse_args(arguments)
    try:
        return work(asked)
    except ScenarioError as error:
        return complain(str(error), 2)
    except (_exarace.ResultError, OSError) as error:
        return complain(str(error), 4)
    except KeyboardInterrupt:
        return complain(f"{prog}: interrupted; the same command goes on", 130)
    except Exception as error:  # noqa: BLE001
        return complain(f"{prog}: internal error: {type(error).__name__}: {error}; please report it", 1)


def complain(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def scenario_of(asked: argparse.Namespace) -> tuple[Any, tuple[str, ...]]:
    """The scenario that is asked for, and the keys that are set by hand."""
    from exarace.scenario import load

    return changed_by(load(asked.scenario), asked)


def changed_by(scenario: Any, asked: argparse.Namespace) -> tuple[Any, tuple[str, ...]]:
    """A scenario with --set and --times, and the keys that are set by hand."""
    from exarace.scenario import Scenario

    changes, fixed = [], []
    for option, values in (("--set", asked.set), ("--times", asked.times)):
        for number, text in enumerate(values, start=1):
            key, equals, value = text.partition("=")
            if not key or not equals:
                raise ScenarioError(f"{option}[{number}]: expected KEY=VALUE, found '{text}'")
            changes.append((f"times:{key}" if option == "--times" else key, value))
            if option == "--set":
                fixed.append(key)
    if changes:
        scenario = Scenario(scenario._compiled.changed("--set", changes))
    return scenario, tuple(fixed)


def draws_of(asked: argparse.Namespace) -> Any:
    """The posterior that is asked for with --draws, none without."""
    from exarace.history.posterior import find

    return find(asked.draws, Path(asked.scenario).stem) if asked.draws else None


def place_of(asked: argparse.Namespace, name: str) -> Path:
    return Path(asked.work) if asked.work else Path("results") / f".{Path(asked.scenario).stem}.{name}"


def number(value: Any) -> Any:
    """A number as JSON has it: none for what is not one."""
    if isinstance(value, bool | str | int) or value is None:
        return value
    if hasattr(value, "item"):
        value = value.item()
    return value if not isinstance(value, float) or math.isfinite(value) else None


def records(frame: Any) -> list[dict[str, Any]]:
    return [{str(k): number(v) for k, v in row.items()} for row in frame.reset_index().to_dict("records")]


def show(frame: Any, digits: int = 2) -> str:
    return frame.round(digits).to_string() + "\n"


# calibrate


@to_command_line
def calibrate(arguments: list[str] | None = None) -> int:
    made = parser("calibrate", "Draws of all keys with a prior, given the observations that were known at the end of a month.",
                  "example:\n  exarace calibrate baseline --until 2025-12 -o results/posterior.h5\n\n")  # fmt: skip
    made.add_argument("--until", metavar="MONTH", default="2025-12", help="Last month whose news are used [2025-12].")
    made.add_argument("-o", "--output", metavar="FILE", help="The posterior [results/SCENARIO.posterior.h5].")
    made.add_argument("--members", type=int, default=150, help="Members of the ensemble [150].")
    made.add_argument("--updates", type=int, default=4, help="How often the data are used [4].")
    made.add_argument("--no-localisation", action="store_true", help="Let every observation move every key.")
    made.add_argument("-f", "--force", action="store_true", help="Replace an existing file.")
    return guarded("exarace calibrate", _calibrate, made, arguments)


def _calibrate(asked: argparse.Namespace) -> int:
    from exarace.history.calibrate import calibrate_and_fit

    scenario, fixed = scenario_of(asked)
    path = Path(asked.output or f"results/{Path(asked.scenario).stem}.posterior.h5")
    if path.exists() and not asked.force:
        raise _exarace.ResultError(f"{path}: exists; replace it with --force")
    work = place_of(asked, "calibration")
    post, _ = calibrate_and_fit(
        scenario, asked.until[:7], members=asked.members, updates=asked.updates, seed=asked.seed,
        localise=not asked.no_localisation, folder=work, threads=asked.threads, leave_out=fixed,
        progress=None if not asked.quiet else False,
    )  # fmt: skip
    post.save(path, force=asked.force)
    if not asked.work:
        shutil.rmtree(work, ignore_errors=True)
    if asked.json:
        print(json.dumps({"output": str(path), "facts": post.facts, "keys": records(post.keys.drop(columns=["about"])),
                          "blocks": records(post.blocks)}, indent=2))  # fmt: skip
    elif not asked.quiet:
        told = post.keys.sort_values("spread")
        columns = ["prior_low", "prior_high", "low", "high", "spread"]
        print(f"{post!r}\n\nfit by block (mean absolute log error of medians):\n{show(post.blocks, 3)}")
        print(f"what the data said most of:\n{told[columns].head(15).to_string(float_format='{:.4g}'.format)}\n")
        print(f"not identified: {', '.join(told.index[~told['identified']]) or 'none'}\n")
        if len(post.groups):
            print(f"only jointly known:\n{post.groups.head(8).to_string(index=False)}\n")
        print(f"{post.facts['observations']} observations used; left out: {post.facts['left_out'] or 'none'}")
        if post.facts["failed_runs"] != "0":
            print(f"{post.facts['failed_runs']} runs failed and were dropped")
        print(f"written to {path}; 'exarace sweep', 'compare' and 'report' take it with --draws")
    return 0


# backtest


@to_command_line
def backtest(arguments: list[str] | None = None) -> int:
    made = parser("backtest", "Score forecasts from past origins against what came and against naive forecasts.",
                  "example:\n  exarace backtest baseline --origins 2023-12,2024-12 --horizons 2,4\n\n")  # fmt: skip
    made.add_argument("--origins", default="2022-12,2023-12,2024-12,2025-06", help="Months [2022-12,2023-12,2024-12,2025-06].")
    made.add_argument("--horizons", default="2,4,8", help="Quarters after the origin [2,4,8].")
    made.add_argument("-o", "--output", metavar="PAGE", help="The page [results/SCENARIO.backtest.html].")
    made.add_argument("--members", type=int, default=150, help="Members of the ensemble [150].")
    made.add_argument("--updates", type=int, default=4, help="How often the data are used [4].")
    made.add_argument("--no-page", action="store_true", help="Scores only.")
    return guarded("exarace backtest", _backtest, made, arguments)


def _backtest(asked: argparse.Namespace) -> int:
    from exarace.history.backtest import backtest as run

    scenario, fixed = scenario_of(asked)
    try:
        horizons = sorted({int(h) for h in asked.horizons.split(",")})
    except ValueError:
        raise ScenarioError(f"--horizons: expected whole quarters such as 2,4,8, found '{asked.horizons}'") from None
    work = place_of(asked, "backtest")
    result = run(
        scenario, origins=asked.origins.split(","), horizons=horizons, members=asked.members, updates=asked.updates,
        seed=asked.seed, folder=work, threads=asked.threads, leave_out=fixed, progress=None if not asked.quiet else False,
    )  # fmt: skip
    path = Path(asked.output or f"results/{Path(asked.scenario).stem}.backtest.html")
    if not asked.no_page:
        from exarace.history.page import write_backtest

        write_backtest(result, path)
    if not asked.work:
        shutil.rmtree(work, ignore_errors=True)
    if asked.json:
        print(json.dumps({"facts": result.facts, "blocks": records(result.table()), "origins": records(result.by_origin()),
                          "demands": records(result.demands()), "scores": records(result.scores),
                          "in_sample": records(result.fits)}, indent=2))  # fmt: skip
    elif not asked.quiet:
        table = result.table()
        columns = ["observations", "series", "crps", "damped", "skill", "skill_low", "skill_high", "best", "skill_best",
                   "bare_skill", "coverage", "band_low", "band_high"]  # fmt: skip
        print(f"out of sample (pseudo-real-time), CRPS of logarithms by block:\n{show(table[columns])}")
        print(f"what is asked of it:\n{result.demands().to_string()}\n")
        print(f"by origin and horizon:\n{show(result.by_origin())}")
        print("in sample, fit by origin:\n" + show(result.fits.pivot(index="block", columns="origin", values="error")))
        if not asked.no_page:
            print(f"written to {path}")
    return 0


# nowcast


@to_command_line
def nowcast(arguments: list[str] | None = None) -> int:
    made = parser("nowcast", "Where the race stands at the last observation, and the next eight quarters with bands.")
    made.add_argument("--draws", metavar="FILE", help="Posterior [posterior: the one that comes with the scenario].")
    made.add_argument("--quarters", type=int, default=8, help="Quarters ahead [8].")
    made.add_argument("--members", type=int, default=100, help="Draws to play [100].")
    made.add_argument("-o", "--output", metavar="PAGE", help="The page [results/SCENARIO.nowcast.html].")
    return guarded("exarace nowcast", _nowcast, made, arguments)


def _nowcast(asked: argparse.Namespace) -> int:
    from exarace.history.nowcast import nowcast as run
    from exarace.history.posterior import find

    scenario, fixed = scenario_of(asked)
    work = place_of(asked, "nowcast")
    result = run(scenario, find(asked.draws, Path(asked.scenario).stem), quarters=asked.quarters, members=asked.members,
                 seed=asked.seed, leave_out=fixed, folder=work, threads=asked.threads,
                 progress=None if not asked.quiet else False)  # fmt: skip
    if not asked.work:
        shutil.rmtree(work, ignore_errors=True)
    path = Path(asked.output or f"results/{Path(asked.scenario).stem}.nowcast.html")
    from exarace.history.page import write_nowcast

    write_nowcast(result, path)
    if asked.json:
        print(json.dumps({"facts": result.facts, "table": records(result.table)}, indent=2))
    elif not asked.quiet:
        print(result.text())
        print(f"written to {path}")
    return 0


# judge


@to_command_line
def judge(arguments: list[str] | None = None) -> int:
    made = parser("judge", "Does the economy hold, do policies do what they must, does it forecast? For those who change rules.",
                  "With none of --guard, --policies, --backtest all three are made. See docs/model/judging.md.\n\n")  # fmt: skip
    made.add_argument(
        "--guard",
        action="store_true",
        help="AI capex never falls by more than half from a peak while services grow; and fit by block.",
    )
    made.add_argument("--policies", action="store_true", help="Signs of policies over paired draws.")
    made.add_argument("--backtest", action="store_true", help="Scores by block against the damped trend, few members.")
    made.add_argument("--members", type=int, default=60, help="Draws of the guard [60].")
    made.add_argument("--pairs", type=int, default=20, help="Pairs of each policy [20].")
    made.add_argument("--lucks", type=int, default=1, help="Runs of each pair with different luck, of which the mean counts [1].")
    made.add_argument("--few", type=int, default=40, help="Members of the backtest, with two updates [40].")
    made.add_argument("--draws", metavar="FILE",
                      help="Draws of a posterior instead of the priors (guard, policies); the word posterior is the one that "
                      "comes with the scenario.")  # fmt: skip
    made.add_argument("--until", metavar="MONTH", default="2025-12", help="Last month of observations for the fit [2025-12].")
    made.add_argument("--only", metavar="NAME", action="append", default=[],
                      help="Only that variant of the guard, or that policy. Repeatable.")  # fmt: skip
    return guarded("exarace judge", _judge, made, arguments)


def _judge(asked: argparse.Namespace) -> int:
    every = not (asked.guard or asked.policies or asked.backtest)
    if every and asked.only:
        raise ScenarioError("--only: says of what with --guard or --policies")
    work = place_of(asked, "judgement")
    found: dict[str, Any] = {}
    for name, make in (("guard", _judge_guard), ("policies", _judge_policies), ("backtest", _judge_backtest)):
        if every or getattr(asked, name):
            found[name] = make(asked, work)
    if not asked.work:
        shutil.rmtree(work, ignore_errors=True)
    if asked.json:
        print(json.dumps(found, indent=2))
    return 0


def _say(asked: argparse.Namespace, text: str) -> None:
    if not asked.json:
        print(text, flush=True)


def _judge_guard(asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    from exarace.history.guard import judge as run
    scenario, fixed = scenario_of(asked)
    result = run(scenario, members=asked.members, until=asked.until[:7], seed=asked.seed, only=tuple(asked.only), folder=work,
                 draws=draws_of(asked), threads=asked.threads, leave_out=fixed,
                 progress=None if not asked.quiet else False)  # fmt: skip
    _say(asked, f"guard: members that break it, of those played; medians of yearly AI capex [USD bn]\n{show(result.guards)}")
    _say(asked, f"fit of the medians to {asked.until[:7]}: mean absolute log error {result.error:.3f}\n{show(result.blocks, 3)}")
    for name, messages in result.failed.items():
        if messages:
            _say(asked, f"{len(messages)} members failed with {name}; the first says: {messages[0]}")
    return {"error": result.error, "guards": records(result.guards), "blocks": records(result.blocks)}


def _judge_policies(asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    from exarace.history.policies import judge_policies
    scenario, fixed = scenario_of(asked)
    table = judge_policies(
        scenario, members=asked.pairs, lucks=asked.lucks, seed=asked.seed, draws=draws_of(asked), only=asked.only,
        leave_out=fixed, prepare=lambda story: changed_by(story, asked)[0], folder=work, threads=asked.threads,
        progress=None if not asked.quiet else False,
    )  # fmt: skip
    shown = table.drop(columns=["without", "with"]).round({"change_percent": 1, "low": 1, "high": 1, "agree": 2})
    good = int((table["verdict"] == "holds").sum())
    _say(asked, f"policies: {good} of {len(table)} expectations hold (median, size and 90 % of {asked.pairs} draws)")
    _say(asked, shown.to_string() + "\n")
    return {"holds": good, "table": records(table)}


def _judge_backtest(asked: argparse.Namespace, work: Path) -> dict[str, Any]:
    from exarace.history.backtest import backtest as run

    scenario, fixed = scenario_of(asked)
    result = run(scenario, horizons=(2, 4), members=asked.few, updates=2, seed=asked.seed, folder=work / "backtest",
                 threads=asked.threads, leave_out=fixed, progress=None if not asked.quiet else False)  # fmt: skip
    columns = ["observations", "series", "crps", "bare", "damped", "skill", "bare_skill", "bias", "coverage"]
    _say(asked, f"backtest, {asked.few} members, 2 and 4 quarters: CRPS of logarithms by block\n{show(result.table()[columns])}")
    _say(asked, show(result.by_origin()[["observations", "crps", "bare", "persistence", "damped", "skill",
                                         "bare_against_persistence", "coverage"]]))  # fmt: skip
    return {"blocks": records(result.table()), "origins": records(result.by_origin())}
