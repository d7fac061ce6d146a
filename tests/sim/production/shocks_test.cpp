#include "sim/production/shocks.hpp"

#include "sim/production/construction.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Half of Taiwan's capacity stops in March 2022 and four fifths of that are back from June on, in half a year.
Shocks earthquake(const World& world) {
  Shocks shocks;
  const ShockId shock = add_row(shocks, "quake");
  shocks.starts[shock] = make_date(2022, 3, 10);
  shocks.ends[shock] = make_date(2022, 6, 1);
  shocks.site[shock] = world.countries.find("tw");
  shocks.lost[shock] = 0.5;
  shocks.returns[shock] = 0.8;
  shocks.recovery[shock] = 0.5;
  return shocks;
}

World world_with_a_line() {
  World world = small_world();
  const LineId line = world.lines.find("tsmc_n4");
  world.lines.capacity[line] = 1000;
  world.lines.serviced[line] = 1;
  return world;
}

}  // namespace

TEST_CASE("a shock takes capacity once, in the step of its day, and notes an event", "[production]") {
  World world = world_with_a_line();
  const LineId line = world.lines.find("tsmc_n4");
  const Shocks shocks = earthquake(world);
  shocks.advance(world);
  CHECK(world.lines.capacity[line] == 1000);
  travel(world, make_date(2022, 3, 1));
  shocks.advance(world);
  CHECK(world.lines.capacity[line] == 500);
  CHECK(world.lines.capacity_on_order[line] == Approx(400));
  REQUIRE(world.events.rows.size() == 1);
  CHECK(world.events.rows[0].kind == "shock");
  CHECK(world.events.rows[0].quantity == 500);
  travel(world, make_date(2022, 4, 1));
  shocks.advance(world);
  CHECK(world.lines.capacity[line] == 500);
}

TEST_CASE("what a shock took comes back in parts, as far as it returns", "[production]") {
  World world = world_with_a_line();
  const LineId line = world.lines.find("tsmc_n4");
  const Shocks shocks = earthquake(world);
  travel(world, make_date(2022, 3, 1));
  shocks.advance(world);
  double before = world.lines.capacity[line];
  const Construction building;
  for (int month = 4; month <= 12; ++month) {
    travel(world, make_date(2022, month, 1));
    building.advance(world);
    CHECK(world.lines.capacity[line] >= before);
    if (month < 5)
      CHECK(world.lines.capacity[line] == 500);  // what is due on the first of June is there at the end of May
    before = world.lines.capacity[line];
  }
  CHECK(before == Approx(900));
  CHECK(world.lines.capacity_on_order[line] == Approx(0).margin(1e-9));
}

TEST_CASE("a shock hits only the lines it means", "[production]") {
  World world = world_with_a_line();
  const LineId line = world.lines.find("tsmc_n4");
  travel(world, make_date(2022, 3, 1));
  Shocks shocks = earthquake(world);
  shocks.site[ShockId{0}] = world.countries.find("us");
  shocks.advance(world);
  CHECK(world.lines.capacity[line] == 1000);
  shocks.site[ShockId{0}] = CountryId::none();
  const FabId other = add_fab(world, "intel_foundry", world.countries.find("us"));
  shocks.fab[ShockId{0}] = other;
  shocks.advance(world);
  CHECK(world.lines.capacity[line] == 1000);
  shocks.fab[ShockId{0}] = world.lines.fab[line];
  shocks.advance(world);
  CHECK(world.lines.capacity[line] == 500);
}

TEST_CASE("what is under way at a line that stops comes later by the length of the stop", "[production]") {
  World world = world_with_a_line();
  const LineId line = world.lines.find("tsmc_n4");
  const SkuId sku = *world.skus.rows().begin();
  const Date due = make_date(2022, 5, 1), later{due.days + 83};
  world.pipeline.wafers = {{line, sku, SkuId::none(), world.skus.designer[sku], 100, due}};
  world.pipeline.packages = {{line, sku, 101, from_usd(1001), due}};
  world.pipeline.capacity = {{line, 40, due}};
  const Shocks shocks = earthquake(world);
  travel(world, make_date(2022, 3, 1));
  shocks.advance(world);
  const auto& now = world.pipeline;
  REQUIRE(now.wafers.size() == 2);
  CHECK(now.wafers[0].wafers == 50);
  CHECK(now.wafers[1].wafers == 50);
  CHECK(now.wafers[1].due == later);
  REQUIRE(now.packages.size() == 2);
  CHECK(now.packages[0].units == 51);
  CHECK(now.packages[1].units == 50);
  CHECK(now.packages[0].due == due);
  CHECK(now.packages[1].due == later);
  CHECK(now.packages[0].cost + now.packages[1].cost == from_usd(1001));
  CHECK(now.capacity[0].capacity == 20);
  CHECK(now.capacity[1].capacity == 20);
  CHECK(now.capacity[1].due == later);
}
