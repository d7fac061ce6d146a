/// A world out of a file whose checksum was made to fit is used only if it fits together.

#include "outputs/file/world_check.hpp"

#include <functional>

#include "outputs/file/world_image.hpp"
#include "scenarios/runner/furnish/setup.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;

namespace {

World furnished() {
  return open_run(with_changes(support::baseline(), "check", {{"run.enterprises", "100"}}), {})->world;
}

}  // namespace

TEST_CASE("a world that comes back as it was fits together") {
  const World world = furnished();
  World again;
  restore(again, image_of(world));
  CHECK_NOTHROW(check_world(again, world));
}

TEST_CASE("a world that names rows which are not there, or lacks numbers, is refused") {
  using Harm = std::function<void(World&)>;
  const std::pair<const char*, Harm> harms[] = {
      {"a cloud of the fleet", [](World& w) { w.fleet.batches.front().cloud = CloudId{1'000'000}; }},
      {"nobody's chips", [](World& w) { w.fleet.batches.front().sku = {}; }},
      {"a column of references", [](World& w) { w.skus.designer[SkuId{0}] = DesignerId{9999}; }},
      {"a list of references in an instrument",
       [](World& w) { w.regimes.targets[InstrumentId{0}] = {CountryId{777}}; }},
      {"an account", [](World& w) { w.movements.pay(AccountId{0}, AccountId{1u << 30}, {1}, Flow::subsidy); }},
      {"the law by chip", [](World& w) { w.regimes.law.chips.resize(1); }},
      {"orders by cloud", [](World& w) { w.book.columns = 1; }},
      {"orders of few clouds", [](World& w) { w.book.values.resize(5); }},
      {"a country of an enterprise", [](World& w) { w.enterprises.country[EnterpriseId{3}] = 250; }},
      {"a lab of an enterprise", [](World& w) { w.enterprises.provider[EnterpriseId{3}] = 60'000; }},
      {"a column that ends early", [](World& w) { w.enterprises.adoption.resize(7); }},
      {"cells", [](World& w) { w.cells.desired.clear(); }},
      {"a place among contracts", [](World& w) { w.contracts.by_lab = {{4'000'000'000u}}; }},
      {"what a cloud holds", [](World& w) { w.fleet.holdings.pop_back(); }},
      {"holdings of SKUs that are not there", [](World& w) { w.fleet.skus = 1'000; }},
      {"signals", [](World& w) { w.signals.spot_rent.clear(); }},
      {"what can be opened", [](World& w) { w.restrictions.open.clear(); }},
      {"a measure that was taken", [](World& w) { w.governments.taken[GovernmentId{0}] = {1e300}; }},
      {"a table without rows", [](World& w) { resize_table(w.clouds, 0); }},
  };
  const World whole = furnished();
  for (const auto& [name, harm] : harms) {
    INFO(name);
    World world = whole;
    harm(world);
    CHECK_THROWS_AS(check_world(world, whole), ResultError);
  }
}
