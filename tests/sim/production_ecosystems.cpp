#include "sim/production/ecosystems.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Two clouds, one with chips of CUDA and one with chips of a younger family; both, if wanted.
struct Families {
  World world = small_world(make_date(2024, 1, 1));
  CloudId us = world.clouds.find("microsoft"), cn = world.clouds.find("alibaba");
  SkuId h100 = world.skus.find("h100"), ascend;

  Families() {
    const DesignerId huawei = add_designer(world, "huawei", world.countries.find("cn"));
    ascend = add_sku(world, "ascend", huawei, world.fabs.find("tsmc"), {});
    world.skus.ecosystem[ascend] = Ecosystem::cann;
    world.skus.software_factor[ascend] = 0.6;
    rate_sku(world.technology, world.skus, ascend);
    own(us, h100, 1000);
    own(cn, ascend, 1000);
  }
  void own(CloudId cloud, SkuId sku, std::int64_t units) {
    world.fleet.batches.push_back({cloud, sku, world.today, units, from_usd(2e4 * double(units)), {}, 0});
    world.fleet.arrange(world.clouds.size(), world.skus.size());
  }
  double paid(CloudId cloud) const {
    double usd = 0;
    for (const Movement& row : world.movements.rows)
      if (row.from == world.clouds.account[cloud]) usd += row.amount.usd();
    return usd;
  }
};

}  // namespace

TEST_CASE("software of a young family matures with use, never past the leader", "[production]") {
  Families f;
  Ecosystems rule;
  rule.use_to_mature = 1000;
  const double before = f.world.skus.serving_rate[f.ascend], leader = f.world.skus.serving_rate[f.h100];
  for (int month = 0; month < 12; ++month) rule.advance(f.world);
  CHECK(f.world.skus.serving_rate[f.ascend] > before * 1.1);
  CHECK(f.world.skus.serving_rate[f.ascend] < leader);
  CHECK(f.world.skus.serving_rate[f.h100] == leader);
}

TEST_CASE("who runs two families pays for the second", "[production]") {
  Families f;
  Ecosystems{}.advance(f.world);
  CHECK(f.paid(f.us) == 0);
  f.own(f.us, f.ascend, 500);
  f.world.movements.rows.clear();
  Ecosystems{}.advance(f.world);
  CHECK(f.paid(f.us) == Approx(0.03 * 2e4 * 500 / 12).epsilon(0.02));
  CHECK(f.world.signals.duplicated_cost > 0);
}

TEST_CASE("sides that run the same are not split, sides with nothing in common are", "[production]") {
  Families f;
  auto& share = f.world.signals.ecosystem_share;
  share[0] = {1, 0, 0, 0, 0, 0};
  share[1] = {1, 0, 0, 0, 0, 0};
  Ecosystems{}.advance(f.world);
  CHECK(f.world.signals.bifurcation == Approx(0.0));
  share[1] = {0, 0, 0, 0, 1, 0};
  Ecosystems{}.advance(f.world);
  CHECK(f.world.signals.bifurcation == Approx(1.0));
}
