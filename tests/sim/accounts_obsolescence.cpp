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
      {ban, Good::chips, shelf.account, shelf.world.clouds.account[CloudId{1}], shelf.h20, 120'000, 1.4e9});
  shelf.months(1);
  CHECK(shelf.inventory() < 2.5e8);
  CHECK(shelf.world.designers.written_down[shelf.nvidia] == Approx(3e8 - shelf.inventory()).epsilon(1e-6));
  REQUIRE(shelf.world.events.rows.size() == 1);
  CHECK(shelf.world.events.rows[0].kind == "written_down");
  CHECK(shelf.world.events.rows[0].instrument == "ban");
  shelf.months(24);
  CHECK(shelf.inventory() < 1e6);
}

TEST_CASE("a rule is blamed for the chips that it refused, the market for the rest", "[accounts]") {
  Shelf shelf;
  const InstrumentId ban =
      add_instrument(shelf.world, "ban", shelf.world.governments.find("us"), shelf.world.today, InformedLetter{});
  shelf.world.skus.shipment_rate[shelf.h20] = 0;
  shelf.world.skus.stock_cost[shelf.h20] = 10'000;  // a loss of every month is told
  shelf.world.trades.denials.push_back(
      {ban, Good::chips, shelf.account, shelf.world.clouds.account[CloudId{1}], shelf.h20, 5000, 6e7});
  const auto loss_by = [&](const std::string& instrument) {
    double loss = 0;
    for (const Event& event : shelf.world.events.rows)
      if (event.instrument == instrument) loss += event.value;
    return loss;
  };
  shelf.months(2);  // the second month refuses the same order again
  CHECK(loss_by("ban") == Approx(0.05 * (loss_by("ban") + loss_by(""))).epsilon(0.1));
  shelf.world.trades.denials.clear();
  shelf.world.trades.chips.push_back({shelf.h20, CloudId{0}, BrokerId::none(), 6000, 12'000, 0, {}});
  const double before = loss_by("ban"), market = loss_by("");
  shelf.months(1);  // others have bought what was refused
  CHECK(loss_by("ban") == before);
  CHECK(loss_by("") > market);
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

TEST_CASE("a few orders hold a few chips and dies of what has left the list, not a year's stock", "[accounts]") {
  Shelf shelf;
  auto& skus = shelf.world.skus;
  const SkuId die = skus.die[shelf.h20];
  for (const SkuId sku : skus.rows())
    if (skus.die[sku] == die) skus.on_sale[sku] = false, skus.backlog[sku] = 0;
  skus.backlog[shelf.h20] = 7;
  skus.dies_per_package[shelf.h20] = 1;
  skus.dies[die] = 50'000;
  shelf.months(36);
  CHECK(skus.maker_stock[shelf.h20] < 20'000);
  CHECK(skus.dies[die] < 10'000);
  shelf.months(400);
  CHECK(skus.maker_stock[shelf.h20] == 7);
  CHECK(skus.dies[die] == 0);  // seven finished chips wait for those orders
}

TEST_CASE("what a chip on the list will not sell for years is scrapped, what it will is kept", "[accounts]") {
  Shelf shelf;
  auto& skus = shelf.world.skus;
  shelf.months(12);
  CHECK(skus.maker_stock[shelf.h20] == 100'000);
  skus.shipment_rate[shelf.h20] = 10'000;
  skus.backlog[shelf.h20] = 5'000;
  shelf.months(400);
  CHECK(skus.maker_stock[shelf.h20] == Approx(5'000 + shelf.rule.keep_time * 10'000));
  CHECK(skus.written_off[shelf.h20] == 100'000 - skus.maker_stock[shelf.h20]);
}
