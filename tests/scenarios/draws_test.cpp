/// Draws of a posterior: what of them a scenario takes.

#include "scenarios/runner/play/draws.hpp"

#include "scenarios/runner/read/scenario.hpp"
#include "tests/support/catch.hpp"

namespace exarace {
namespace {

PlannedDraws of(std::vector<std::string> keys) {
  return {std::move(keys), std::vector<std::vector<double>>(3, std::vector<double>{1.0, 2.0})};
}

TEST_CASE("a key that scenarios set differently is not drawn, whether it stands in a table or in a row") {
  const Scenario base = read_scenario("baseline");
  const std::vector<std::string> keys = {"technology.wear", "governments.us.analysts",
                                         "times:countries.us.grid_growth"};
  const auto left = [&](const std::vector<Change>& changes) {
    return without_differing(of(keys), {base, with_changes(base, "test", changes)}).keys;
  };
  CHECK(left({{"run.seed", "3"}}) == keys);
  CHECK(left({{"technology.wear", "0.4"}}) == std::vector<std::string>{keys[1], keys[2]});
  CHECK(left({{"governments.us.analysts", "77"}}) == std::vector<std::string>{keys[0], keys[2]});
  CHECK(left({{"times:countries.us.grid_growth", "2.0"}}) == keys);
}

}  // namespace
}  // namespace exarace
