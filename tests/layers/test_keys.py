"""Every declared key is read somewhere: one that nothing reads would promise what it does not do."""

from pathlib import Path

import pytest
from keys import unread_keys

ROOT = Path(__file__).resolve().parents[2]


def test_every_declared_key_is_read():
    assert unread_keys(ROOT) == []


HEADER = """
struct Cloud {
  double wear = 0.05;  ///< wear of a chip
  Column<std::vector<double>, CloudId>
      cash;
  Money debt{}, lent;
};
"""
FIELDS = """
const Fields& Cloud::fields() {
  using T = Cloud;
  static const Fields all = {
      key("wear", &T::wear).about("Of the wear of a chip."),
      column("cash", &T::cash),
      key("debt", &T::debt),
  };
  return all;
}
"""


@pytest.fixture
def unread(tmp_path):
    """Keys that nothing reads in a small house with this code."""

    def build(code):
        (tmp_path / "agents").mkdir()
        (tmp_path / "agents/cloud.hpp").write_text(HEADER)
        (tmp_path / "agents/cloud.cpp").write_text(FIELDS + code)
        return unread_keys(tmp_path)

    return build


def test_a_key_that_only_stands_in_its_declaration_is_named(unread):
    assert unread("double f(T t) { return t.cash[0] - t.debt; }") == ["agents/cloud.cpp: Cloud.wear"]


def test_a_comment_or_a_text_reads_no_key(unread):
    code = 'double f() { return g("wear, cash"); }  // wear\n/* debt */'
    assert unread(code) == [f"agents/cloud.cpp: Cloud.{key}" for key in ("wear", "cash", "debt")]


def test_keys_that_are_read_are_not_named(unread):
    assert unread("double f(T t) { return t.wear * t.cash[0] + t.debt; }") == []
