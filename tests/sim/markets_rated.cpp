#include "sim/markets/chips.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Two clouds at home that want more chips than there are.
struct Queue {
  World world = small_world(make_date(2026, 1, 1));
  CloudId microsoft = world.clouds.find("microsoft"), lab_centre = add_cloud(world, "national_lab", us(), us());
  SkuId h100 = world.skus.find("h100");

  CountryId us() const { return world.countries.find("us"); }
  Queue() {
    world.book.assign(world.clouds.size(), world.skus.size());
    for (const CloudId cloud : {microsoft, lab_centre}) {
      world.book(cloud, h100) = 1000;
      world.clouds.power_site[cloud] = 1e4;
    }
    world.skus.maker_stock[h100] = 1000;
    world.skus.backlog[h100] = 2000;
    world.admissions.chips.assign(world.clouds.size(), world.skus.size());
  }
  void rate(CloudId cloud) {
    BudgetLine line{InstrumentId{0},
                    world.governments.find("us"),
                    BudgetPurpose::public_compute,
                    1e9,
                    {world.clouds.account[cloud]}};
    line.rated = true;
    world.regimes.budgets.push_back(line);
  }
  std::int64_t shipped_to(CloudId cloud) const {
    std::int64_t units = 0;
    for (const ChipTrade& trade : world.trades.chips)
      if (trade.buyer == cloud) units += trade.units;
    return units;
  }
};

}  // namespace

TEST_CASE("without ratings stock is shared and nobody is displaced", "[markets]") {
  Queue queue;
  ChipMarket{}.clear(queue.world);
  CHECK(queue.shipped_to(queue.microsoft) == queue.shipped_to(queue.lab_centre));
  CHECK(queue.world.trades.displaced.empty());
}

TEST_CASE("rated orders come first and displace private ones by name", "[markets]") {
  Queue plain, queue;
  ChipMarket{}.clear(plain.world);
  queue.rate(queue.lab_centre);
  ChipMarket{}.clear(queue.world);
  const auto all = plain.shipped_to(plain.microsoft) + plain.shipped_to(plain.lab_centre);
  CHECK(queue.shipped_to(queue.lab_centre) == std::min<std::int64_t>(1000, all));
  CHECK(queue.shipped_to(queue.lab_centre) + queue.shipped_to(queue.microsoft) == all);
  REQUIRE(queue.world.trades.displaced.size() == 1);
  const Displacement& lost = queue.world.trades.displaced[0];
  CHECK(lost.buyer == queue.microsoft);
  CHECK(lost.units == Approx(double(plain.shipped_to(plain.microsoft) - queue.shipped_to(queue.microsoft))).margin(1));
}

TEST_CASE("what rated orders leave goes to the others", "[markets]") {
  Queue queue;
  queue.rate(queue.lab_centre);
  queue.world.book(queue.lab_centre, queue.h100) = 100;
  ChipMarket{}.clear(queue.world);
  CHECK(queue.shipped_to(queue.lab_centre) == 100);
  CHECK(queue.shipped_to(queue.microsoft) > 100);
}
