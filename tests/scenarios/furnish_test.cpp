#include "scenarios/runner/furnish/furnish.hpp"

#include "agents/fab/plan.hpp"
#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/scenario.hpp"
#include "sim/core/after.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

TEST_CASE("capacity that is under way at the start comes evenly over the time of a new building") {
  const auto opened = open_run(with_sets(read_scenario("baseline"), {"lines.smic_mature.under_way=2300"}), {});
  const World& world = opened->world;
  const LineId line = world.lines.find("smic_mature");
  CHECK(world.lines.capacity_on_order[line] == Approx(2300));
  const Date last = after(world.today, world.lines.greenfield_time[line]);
  double first_year = 0, all = 0;
  for (const auto& batch : world.pipeline.capacity) {
    if (batch.line != line) continue;
    CHECK(batch.due > world.today);
    CHECK(batch.due <= last);
    all += batch.capacity;
    if (batch.due <= after(world.today, 1)) first_year += batch.capacity;
  }
  CHECK(all == Approx(2300));
  CHECK(first_year == Approx(all * 12 / 23));
}

TEST_CASE("on the first day a fab takes nothing that it sells outside the model for an order of designers") {
  const auto opened = open_run(read_scenario("baseline"), {});
  const World& world = opened->world;
  const LineId line = world.lines.find("smic_mature");
  REQUIRE(world.lines.orders[line] > 0);
  // Tariffs hold some buyers off.
  CHECK(asked_for(world, FabHabits{}, line) < 0.01 * world.lines.orders[line]);
}
