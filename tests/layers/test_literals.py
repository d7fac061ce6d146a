"""A number in a rule that carries economics or technology is a declared key; what else may stand is on a short list."""

from pathlib import Path

from literals import allowed, count_literals, literals, read_list

ROOT = Path(__file__).resolve().parents[2]


def test_no_rule_holds_more_undeclared_numbers_than_are_listed():
    listed = read_list((ROOT / "tests/layers/literals.txt").read_text())
    found = count_literals(ROOT)
    more = {name: count for name, count in found.items() if count > allowed(listed, name)}
    fewer = {name: count for name, count in listed.items() if found.get(name, 0) < count}
    assert more == {}, "declare the number as a key with unit, range and basis"
    assert fewer == {}, "fewer than listed: lower the count in tests/layers/literals.txt"


def test_a_number_in_a_rule_is_found():
    assert literals("double f(double x) { return 0.25 * x + 3; }") == ["0.25", "3"]


def test_a_declaration_its_default_and_arithmetic_are_not():
    code = """
struct Cloud {
  double wear = 0.25;  ///< of capital [1/year]
};
const Fields& Cloud::fields() {
  static const Fields all = {key("wear", &T::wear).range(0.05, 0.6)};
  return all;
}
double g(double x) { return std::floor(2 * x + 0.5) / std::max(1e-9, x) + 12 * on(11); }
"""
    assert literals(code) == []


def test_a_value_of_a_function_is_no_member():
    code = "double f(double x) {\n  const double wide = x - 0.9;\n  return wide;\n}"
    assert literals(code, header=False) == ["0.9"]
