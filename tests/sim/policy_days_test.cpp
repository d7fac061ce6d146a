/// From which day a rule binds, and until when.

#include "sim/policy/law.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

TEST_CASE("a rule binds from its compliance date where that is later than its effective day", "[policy]") {
  World world = small_world();
  const InstrumentId rule =
      add_instrument(world, "rule", world.governments.find("us"), make_date(2024, 12, 2), HbmControl{});
  auto& regimes = world.regimes;
  CHECK(in_force(regimes, rule, make_date(2025, 1, 1)));
  regimes.enforced_from[rule] = make_date(2025, 1, 15);
  CHECK_FALSE(in_force(regimes, rule, make_date(2025, 1, 1)));
  CHECK(in_force(regimes, rule, make_date(2025, 2, 1)));
  CHECK(closing_probability(regimes, rule, make_date(2025, 1, 1), 0.5) > 0.5);
}

TEST_CASE("goods ordered before are saved until the last day of the clause", "[policy]") {
  World world = small_world();
  const InstrumentId rule =
      add_instrument(world, "rule", world.governments.find("us"), make_date(2024, 12, 2), HbmControl{});
  CHECK_FALSE(is_saved(world.regimes, rule, make_date(2024, 12, 31)));
  world.regimes.savings_until[rule] = make_date(2024, 12, 31);
  CHECK(is_saved(world.regimes, rule, make_date(2024, 12, 31)));
  CHECK_FALSE(is_saved(world.regimes, rule, make_date(2025, 1, 1)));
}

TEST_CASE("a rule of the second half of a step is in sight, and law from the next step on", "[policy]") {
  World world = small_world();
  const int middle = (world.today.days + world.tomorrow().days) / 2;
  const InstrumentId rule = add_instrument(world, "rule", world.governments.find("us"), Date{middle - 1}, HbmControl{});
  auto& regimes = world.regimes;
  regimes.announced[rule] = Date{world.today.days - 30};
  CHECK(active_now(world)[rule.index]);
  regimes.effective[rule] = Date{middle + 2};
  CHECK_FALSE(active_now(world)[rule.index]);
  CHECK(closing_probability(regimes, rule, world.tomorrow(), 0.5) > 0.5);
  world.today = world.tomorrow();
  ++world.step;
  CHECK(active_now(world)[rule.index]);
}
