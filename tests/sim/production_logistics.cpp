#include "sim/production/logistics.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/sim/moved.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A cloud with chips that wait, and power for some of them.
struct Hall {
  World world = small_world(make_date(2024, 1, 1));
  CloudId cloud = world.clouds.find("microsoft");
  SkuId h100 = world.skus.find("h100"), h20 = world.skus.find("h20");
  Logistics rule;

  Hall() { world.countries.power_usage_effectiveness[world.clouds.country[cloud]] = 1.25; }
  void bring(SkuId sku, std::int64_t units, Date installed = kNever) {
    world.fleet.batches.push_back({cloud, sku, installed, units, from_usd(1e4), from_usd(1e4), 0});
    world.fleet.arrange(world.clouds.size(), world.skus.size());
    (installed == kNever ? world.skus.uninstalled : world.skus.installed)[sku] += units;
  }
  /// A chip that does less than the H100 by `times` the gain for which old chips make way.
  SkuId slower(const std::string& id, double times) {
    const SkuId sku = add_sku(world, id, world.designers.find("nvidia"), world.fabs.find("tsmc"), {});
    world.skus.serving_rate[sku] = world.skus.serving_rate[h100] / (times * rule.replacement_gain);
    return sku;
  }
  double power_of(SkuId sku) const { return site_power(world, sku, world.clouds.country[cloud]); }
  void months(int count) {
    for (int month = 0; month < count; ++month) {
      rule.advance(world);
      ++world.step;
      world.today = world.calendar.first_day(world.step);
    }
  }
};

}  // namespace

TEST_CASE("chips are installed as far as the site has power, the rest waits", "[production]") {
  Hall hall;
  hall.bring(hall.h100, 1000);
  hall.world.clouds.power_site[hall.cloud] = 400 * hall.power_of(hall.h100);
  hall.rule.failure_rate = 0;
  hall.rule.advance(hall.world);
  CHECK(hall.world.skus.installed[hall.h100] == 400);
  CHECK(hall.world.skus.uninstalled[hall.h100] == 600);
  CHECK(hall.world.clouds.power_used[hall.cloud] <= hall.world.clouds.power_site[hall.cloud] * (1 + 1e-12));
  CHECK(hall.world.clouds.power_waiting[hall.cloud] == Approx(600 * hall.power_of(hall.h100)));
  CHECK(hall.world.clouds.serving_rate[hall.cloud] == Approx(400 * hall.world.skus.serving_rate[hall.h100]));
}

TEST_CASE("where power is short the chip with more compute per watt goes first", "[production]") {
  Hall hall;
  hall.bring(hall.h20, 500);
  hall.bring(hall.h100, 500);
  hall.world.clouds.power_site[hall.cloud] = 500 * hall.power_of(hall.h100);
  hall.rule.failure_rate = 0;
  hall.rule.advance(hall.world);
  CHECK(hall.world.skus.installed[hall.h100] == 500);
  CHECK(hall.world.skus.installed[hall.h20] == 0);
}

TEST_CASE("what was sold arrives after transit and installation, not before", "[production]") {
  Hall hall;
  hall.world.clouds.power_site[hall.cloud] = 1e6;
  hall.world.trades.chips.push_back(
      {.sku = hall.h100, .buyer = hall.cloud, .broker = {}, .units = 80, .price = 1, .levy = 0, .levy_to = {}});
  hall.world.skus.in_transit[hall.h100] = 80;  // since the market shipped them
  hall.months(1);
  hall.world.trades.chips.clear();
  CHECK(hall.world.skus.in_transit[hall.h100] == 80);
  CHECK(hall.world.skus.installed[hall.h100] == 0);
  hall.months(1);  // 58 days end with February
  CHECK(hall.world.skus.installed[hall.h100] == 80);
  CHECK(hall.world.skus.in_transit[hall.h100] == 0);
}

TEST_CASE("installed chips fail at their rate, and all of them retire at the end of their life", "[production]") {
  Hall hall;
  hall.world.clouds.power_site[hall.cloud] = 1e6;
  hall.bring(hall.h100, 100'000, hall.world.today);
  hall.months(12);
  CHECK(hall.world.skus.installed[hall.h100] == Approx(100'000 * std::exp(-hall.rule.failure_rate)).epsilon(0.002));
  hall.months(62);
  CHECK(hall.world.skus.installed[hall.h100] == 0);
  CHECK(hall.world.fleet.batches.empty());
}

TEST_CASE("where power is short old chips make way for much better ones, as many as it takes, at their book value",
          "[production]") {
  Hall hall;
  World& world = hall.world;
  hall.rule.failure_rate = 0;
  const SkuId old = hall.slower("v100", 2);
  hall.bring(old, 1000, make_date(2022, 1, 1));  // books of ten thousand dollars in all
  hall.bring(hall.h100, 300);
  world.clouds.power_used[hall.cloud] = world.clouds.power_site[hall.cloud] = 1000 * hall.power_of(old);
  hall.rule.advance(world);
  CHECK(world.skus.installed[hall.h100] == 300);
  CHECK(world.skus.installed[old] == 700);
  CHECK(world.skus.retired[old] == 300);
  CHECK(moved_usd(world.movements, Flow::disposal) == 3000);
  CHECK(world.clouds.power_used[hall.cloud] <= world.clouds.power_site[hall.cloud] * (1 + 1e-12));
}

TEST_CASE("chips that are only a little better wait", "[production]") {
  Hall hall;
  World& world = hall.world;
  hall.rule.failure_rate = 0;
  const SkuId other = hall.slower("other", 0.9);
  hall.bring(other, 1000, make_date(2022, 1, 1));
  hall.bring(hall.h100, 300);
  world.clouds.power_used[hall.cloud] = world.clouds.power_site[hall.cloud] = 1000 * hall.power_of(other);
  hall.rule.advance(world);
  CHECK(world.skus.uninstalled[hall.h100] == 300);
  CHECK(world.skus.retired[other] == 0);
  CHECK(moved_usd(world.movements, Flow::disposal) == 0);
}

TEST_CASE("no more old chips make way than new ones lack room, and where these are too few the rest waits",
          "[production]") {
  for (const std::int64_t old_ones : {1000, 150}) {
    Hall hall;
    World& world = hall.world;
    hall.rule.failure_rate = 0;
    const SkuId old = hall.slower("v100", 2);
    hall.bring(old, old_ones, make_date(2022, 1, 1));
    hall.bring(hall.h100, 50, make_date(2023, 1, 1));
    hall.bring(hall.h100, 300);
    const double each = hall.power_of(old);  // a server of either draws the same
    world.clouds.power_used[hall.cloud] = static_cast<double>(old_ones + 50) * each;
    world.clouds.power_site[hall.cloud] = static_cast<double>(old_ones + 150) * each;
    hall.rule.advance(world);
    const std::int64_t made_way = std::min<std::int64_t>(200, old_ones);
    CHECK(world.skus.retired[old] == made_way);
    CHECK(world.skus.installed[hall.h100] == 150 + made_way);
    CHECK(world.skus.uninstalled[hall.h100] == 200 - made_way);
  }
}

TEST_CASE("chips that are installed leave less power for the next, and those that run already make way for these too",
          "[production]") {
  Hall hall;
  World& world = hall.world;
  hall.rule.failure_rate = 0;
  hall.bring(hall.h100, 500);
  hall.bring(hall.h20, 500);
  world.clouds.power_site[hall.cloud] = 500 * hall.power_of(hall.h100) + 200 * hall.power_of(hall.h20);
  hall.rule.advance(world);
  CHECK(world.skus.installed[hall.h100] == 500);
  CHECK(world.skus.installed[hall.h20] == Approx(200).margin(1));

  Hall full;
  World& crowded = full.world;
  full.rule.failure_rate = 0;
  const SkuId old = full.slower("v100", 2 * crowded.skus.serving_rate[full.h100] / crowded.skus.serving_rate[full.h20]);
  full.bring(old, 1000, make_date(2022, 1, 1));
  full.bring(full.h100, 100);
  full.bring(full.h20, 100);
  crowded.clouds.power_used[full.cloud] = 1000 * full.power_of(old);
  crowded.clouds.power_site[full.cloud] = 1000 * full.power_of(old) + 100 * full.power_of(full.h100);
  full.rule.advance(crowded);
  CHECK(crowded.skus.retired[old] > 0);
  CHECK(crowded.skus.installed[full.h100] == 100);
  CHECK(crowded.skus.installed[full.h20] == 100);
}

TEST_CASE("what is installed of a SKU in one month is one batch", "[production]") {
  Hall hall;
  World& world = hall.world;
  hall.rule.failure_rate = 0;
  hall.bring(hall.h100, 300);
  world.clouds.power_site[hall.cloud] = 100 * hall.power_of(hall.h100);
  hall.rule.advance(world);
  world.clouds.power_site[hall.cloud] *= 2;
  hall.rule.advance(world);
  REQUIRE(world.fleet.batches.size() == 2);  // what runs, and what waits
  for (const auto& batch : world.fleet.batches) CHECK(batch.units == (batch.installed == kNever ? 100 : 200));
}
