#include "sim/accounts/obsolescence.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A designer with a year of sales in stock that costs 3,000 USD each.
struct Shelf {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  SkuId h20 = world.skus.find("h20");
  DesignerId nvidia = world.designers.find("nvidia");
  AccountId account = world.designers.account[nvidia];
  Obsolescence rule;

  Shelf() {
    world.skus.launch[h20] = make_date(2022, 1, 1);
    world.skus.maker_stock[h20] = 100'000;
    world.skus.stock_cost[h20] = 3000;
    world.skus.shipment_rate[h20] = 1e6;
    world.accounts.balance[static_cast<std::size_t>(Item::inventory)][account] = from_usd(3e8);
  }
  void months(int count) {
    for (int month = 0; month < count; ++month) {
      rule.assess(world, world.movements);
      post(world, world.movements);
    }
  }
  double inventory() const { return usd(world, Item::inventory, account); }
};

}  // namespace

TEST_CASE("a designer writes down what it may not ship, and the event names the rule", "[accounts]") {
  Shelf shelf;
  shelf.months(6);
  CHECK(shelf.inventory() == 3e8);  // it sells: a tenth of a year in stock
  const InstrumentId ban =
      add_instrument(shelf.world, "ban", shelf.world.governments.find("us"), shelf.world.today, InformedLetter{});
  shelf.world.skus.shipment_rate[shelf.h20] = 0;
  shelf.world.trades.denials.push_back(
      {ban, Good::chips, shelf.account, shelf.world.clouds.account[CloudId{1}], shelf.h20, 5000, 6e7});
  shelf.months(1);
  CHECK(shelf.inventory() < 2.5e8);
  CHECK(shelf.world.designers.written_down[shelf.nvidia] == Approx(3e8 - shelf.inventory()).epsilon(1e-6));
  REQUIRE(shelf.world.events.rows.size() == 1);
  CHECK(shelf.world.events.rows[0].kind == "written_down");
  CHECK(shelf.world.events.rows[0].instrument == "ban");
  shelf.months(24);
  CHECK(shelf.inventory() < 1e6);
}

TEST_CASE("stock of a chip that is new is kept at cost", "[accounts]") {
  Shelf shelf;
  shelf.world.skus.shipment_rate[shelf.h20] = 0;
  shelf.world.skus.launch[shelf.h20] = make_date(2023, 10, 1);
  shelf.months(3);
  CHECK(shelf.inventory() == 3e8);
}

TEST_CASE("what is left of a chip that is no longer sold is scrapped, to the last one", "[accounts]") {
  Shelf shelf;
  shelf.world.skus.on_sale[shelf.h20] = false;
  shelf.months(12);
  CHECK(shelf.world.skus.maker_stock[shelf.h20] == Approx(100'000 * std::exp(-1 / 1.5)).epsilon(0.01));
  shelf.months(400);
  CHECK(shelf.world.skus.maker_stock[shelf.h20] == 0);
  CHECK(shelf.world.skus.written_off[shelf.h20] == 100'000);
}

TEST_CASE("dies that no chip takes any more are scrapped at their cost, and the count of dies holds", "[accounts]") {
  Shelf shelf;
  auto& skus = shelf.world.skus;
  const SkuId die = skus.die[shelf.h20];
  skus.dies_produced[die] += 10'000 - skus.dies[die];
  skus.dies[die] = 10'000;
  skus.die_cost[die] = 300;
  shelf.months(1);
  CHECK(skus.dies[die] == 10'000);  // the H20 is sold
  for (const SkuId sku : skus.rows())
    if (skus.die[sku] == die) skus.on_sale[sku] = false, skus.backlog[sku] = 0;
  skus.maker_stock[shelf.h20] = 0;
  const double before = shelf.inventory();
  shelf.months(18);
  CHECK(skus.dies[die] == Approx(10'000 * std::exp(-1.0)).epsilon(0.01));
  CHECK(skus.dies_produced[die] == skus.dies[die] + skus.dies_used[die] + skus.dies_scrapped[die]);
  CHECK(before - shelf.inventory() == Approx(300.0 * double(skus.dies_scrapped[die])));
  skus.launch[shelf.h20] = Date{shelf.world.today.days + 90};  // one more chip of that die is announced
  const std::int64_t left = skus.dies[die];
  shelf.months(1);
  CHECK(skus.dies[die] == left);
}
