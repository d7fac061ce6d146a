"""What a run computes with is defined to the last bit: no function of the C library whose last bit is left open."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sim", "agents", "outputs", "scenarios/runner/read", "scenarios/runner/furnish", "scenarios/runner/sweep")
OPEN = (
    "exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|"
    "erf|erfc|tgamma|lgamma|cbrt|hypot|beta|fma"
)
CALL = re.compile(rf"(?:\bstd::|(?<![\w:])::)(?:{OPEN})[fl]?\b|(?<![\w:.>\"])(?:{OPEN})[fl]?\s*\(|\blong double\b")
LEFT_OPEN = re.compile(r"std::\w+_distribution\b|std::(?:mt19937\w*|default_random_engine|minstd_rand0?|shuffle|hash)\b")
OURS = ROOT / "sim/core"


def code_of(text):
    """Sources without comments and texts."""
    return re.sub(r'//[^\n]*|"(?:\\.|[^"\\\n])*"', '""', text)


def found_in(text):
    return [match[0] for pattern in (CALL, LEFT_OPEN) for match in pattern.finditer(code_of(text))]


def test_runs_use_our_own_elementary_functions():
    found = {}
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.[hc]pp")):
            if file.parent == OURS and file.name.startswith("math"):
                continue
            if calls := found_in(file.read_text(encoding="utf-8")):
                found[file.relative_to(ROOT).as_posix()] = calls
    assert found == {}, "use math:: of sim/core/math.hpp, which gives the same bits everywhere"


def test_a_call_of_the_library_is_found():
    assert found_in("double f(double x) { return std::exp(x) + ::pow(x, 2) + log(x); }") == ["std::exp", "::pow", "log("]
    assert found_in("std::transform(a, b, c, std::log1p<double>);") == ["std::log1p"]
    assert found_in("std::normal_distribution<> d; long double x;") == ["long double", "std::normal_distribution"]


def test_our_own_and_what_is_only_spoken_of_are_not():
    assert found_in('// as std::exp(x)\nkey("exp(", math::exp(x)); world.log(x); exponent(x);') == []
