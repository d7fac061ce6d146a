/// A wish that is refused again and again is new money once.

#include "sim/accounts/refusals.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

constexpr AccountId kSeller{1u}, kBuyer{2u};
constexpr InstrumentId kRule{0u};

Denial wish(double units, double value, AccountId buyer = kBuyer) {
  return {kRule, Good::chips, kSeller, buyer, SkuId{0u}, units, value};
}

/// A step with these denials, `months` after January 2022.
void step(World& world, int months, std::vector<Denial> denials) {
  world.today = make_date(2022 + months / 12, months % 12 + 1, 1);
  world.trades.denials = std::move(denials);
  remember_refusals(world);
}

double all_new(const World& world) {
  double sum = 0;
  for (const Refusal& row : world.refusals.rows) sum += row.value;
  return sum;
}

}  // namespace

TEST_CASE("a wish that is repeated is new once, and what is added to it is new") {
  World world;
  step(world, 0, {wish(10, 100)});
  CHECK(world.trades.denials[0].new_value == 100);
  step(world, 1, {wish(10, 100)});
  CHECK(world.trades.denials[0].new_value == 0);
  step(world, 2, {wish(15, 150)});
  CHECK(world.trades.denials[0].new_value == Approx(50));
  CHECK(world.trades.denials[0].new_units == Approx(5));
  step(world, 3, {wish(5, 50)});
  step(world, 4, {wish(15, 150)});
  CHECK(world.trades.denials[0].new_value == 0);
  REQUIRE(world.refusals.rows.size() == 2);
  CHECK(world.refusals.rows[1].date == make_date(2022, 3, 1));
  CHECK(world.refusals.rows[1].first_asked == make_date(2022, 1, 1));
  CHECK(all_new(world) == Approx(150));
}

TEST_CASE("parts of one wish in a step are counted together") {
  World world;
  step(world, 0, {wish(10, 100), wish(10, 300)});
  CHECK(world.trades.denials[0].new_value == 100);
  CHECK(world.trades.denials[1].new_value == 300);
  step(world, 1, {wish(10, 200), wish(10, 600)});
  CHECK(world.trades.denials[0].new_value == Approx(100));
  CHECK(all_new(world) == Approx(800));
}

TEST_CASE("a wish that nobody repeats for a quarter is given up") {
  World world;
  step(world, 0, {wish(10, 100)});
  step(world, 3, {wish(10, 100)});
  CHECK(world.trades.denials[0].new_value == 0);
  step(world, 7, {wish(10, 100)});
  CHECK(world.trades.denials[0].new_value == 100);
  CHECK(world.refusals.rows.back().first_asked == make_date(2022, 8, 1));
}

TEST_CASE("wishes of different buyers, sellers, goods and rules are different wishes") {
  World world;
  Denial other_rule = wish(10, 100), other_good = wish(10, 100);
  other_rule.by = InstrumentId{1u};
  other_good.good = Good::dies;
  step(world, 0, {wish(10, 100), wish(10, 100, AccountId{3u}), other_rule, other_good});
  CHECK(all_new(world) == Approx(400));
  CHECK(world.refusals.wishes.size() == 4);
}
