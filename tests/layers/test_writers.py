"""A column of the world is written in one place; where it is not, docs/architecture.md says why."""

from pathlib import Path

from writers import explained, members, writers, written

ROOT = Path(__file__).resolve().parents[2]


def test_a_column_has_one_writer_or_the_page_says_why_not():
    several = {column: sorted(files) for column, files in writers(ROOT).items() if len(files) > 1}
    told = explained((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    assert {column: files for column, files in several.items() if column not in told} == {}
    assert told - set(several) == set(), "has one writer now: its line can go"


def test_writers_are_found_whatever_they_call_the_table():
    text = """
void f(World& world, CloudId cloud, const Labs& labs) {
  auto& clouds = world.clouds;
  double& power = world.countries.power_used[place];
  power += 1;
  clouds.backlog[cloud] = labs.cost[lab] == 0 ? 1 : 2;
  world.pipeline.shipments.push_back({cloud});
  world.book(cloud, sku) = 0;
  std::erase_if(world.contracts.rows, ended);
  const auto& fleet = world.fleet;
  for (LabId lab : labs.rows()) x.cost[lab] = fleet.units[lab];
}
"""
    tables = set(members((ROOT / "sim/state/world.hpp").read_text()).values())
    assert written(text, tables) == {"countries.power_used", "clouds.backlog", "pipeline.shipments", "book", "contracts.rows"}
