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
