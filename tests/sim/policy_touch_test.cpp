/// Instruments are skipped for deals that touch none of their targets: what is skipped would have said nothing.

#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/scenario.hpp"
#include "sim/policy/finding.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;

namespace {

/// A deal in one good that would catch the eye of most rules.
Case deal_in(const World& world, Good good, CountryId place, CountryId owner) {
  Case c(world, world.regimes.law);
  const SkuId sku = world.skus.find("h100");
  const LineId line{0};
  c.good = good;
  c.sku = sku;
  c.line = line;
  c.seller = world.designers.account[world.skus.designer[sku]];
  c.maker_home = c.origin = world.countries.find("us");
  c.place = place;
  c.owner = c.user_home = owner;
  c.units = 1e5;
  c.flop = 1e28;
  c.expected = true;
  return c;
}

bool speaks(const Case& c, InstrumentId id) {
  return std::visit([&](const auto& own) { return ruling(own, id, c); }, c.regimes().what[id]).speaks();
}

}  // namespace

TEST_CASE("an instrument that is skipped for a deal would have been silent about it", "[policy]") {
  const auto setup = open_run(read_scenario(test::in_source("scenarios/baseline.toml")), {});
  const World& world = setup->world;
  std::size_t skipped = 0, wrong = 0, heard = 0;
  for (std::size_t good = 0; good < kGoods; ++good)
    for (const CountryId place : world.countries.rows())
      for (const CountryId owner : world.countries.rows()) {
        const Case c = deal_in(world, static_cast<Good>(good), place, owner);
        const Touch touched(c);
        for (const InstrumentId id : world.regimes.rows()) {
          heard += touched(id) && speaks(c, id);
          if (touched(id)) continue;
          ++skipped;
          wrong += speaks(c, id);
        }
      }
  CHECK(wrong == 0);
  CHECK(heard > 1000);
  CHECK(skipped > 10000);
}
