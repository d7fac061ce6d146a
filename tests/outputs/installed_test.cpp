#include "outputs/series/installed.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;

namespace {

/// Chips of an American and of a Chinese designer, of 2 and 3 H100e, with an American and a Chinese cloud.
World world_with_chips() {
  World world = test::small_world();
  const CountryId us{0}, china{1};
  resize_table(world.designers, 2);
  resize_table(world.skus, 2);
  world.designers.parent[DesignerId{0}] = us, world.designers.parent[DesignerId{1}] = china;
  world.skus.designer[SkuId{0}] = DesignerId{0}, world.skus.designer[SkuId{1}] = DesignerId{1};
  world.skus.h100e[SkuId{0}] = 2, world.skus.h100e[SkuId{1}] = 3;
  for (const CloudId cloud : world.clouds.rows()) world.clouds.parent[cloud] = us;
  world.clouds.country[CloudId{2}] = us, world.clouds.parent[CloudId{2}] = china;
  const Date day = make_date(2022, 1, 1);
  world.fleet.batches = {{CloudId{0}, SkuId{0}, day, 10, {}, {}, 0},
                         {CloudId{2}, SkuId{0}, day, 5, {}, {}, 0},
                         {CloudId{2}, SkuId{1}, day, 7, {}, {}, 0},
                         {CloudId{2}, SkuId{0}, kNever, 100, {}, {}, 0}};
  world.fleet.arrange(world.clouds.size(), world.skus.size());
  return world;
}

}  // namespace

TEST_CASE("installed chips count for site, parent, cloud and designer, and waiting ones for nobody") {
  const World world = world_with_chips();
  const Installed& sums = installed_in(world);
  CHECK(sums.by_country == std::vector<double>{51, 0});
  CHECK(sums.by_parent == std::vector<double>{20, 31});
  CHECK(sums.by_cloud == std::vector<double>{20, 0, 31});
  CHECK(sums.by_designer == std::vector<double>{30, 21});
  CHECK(sums.foreign_in_china == std::vector<double>{0, 10});
}

TEST_CASE("a world is walked through once while it stands still, and anew when it may have changed") {
  World world = world_with_chips();
  const auto total = [&] { return installed_in(world).by_country[0]; };
  const auto set = [](World& w, std::int64_t units) {
    w.fleet.batches[0].units = units;
    w.fleet.arrange(w.clouds.size(), w.skus.size());
  };
  CHECK(total() == 51);
  set(world, 11);
  CHECK(total() == 53);
  {
    const StillWorld still(world);
    CHECK(total() == 53);
    set(world, 12);
    CHECK(total() == 53);  // it was promised not to change
    World other = world_with_chips();
    CHECK(installed_in(other).by_country[0] == 51);
    set(other, 11);
    CHECK(installed_in(other).by_country[0] == 53);
  }
  CHECK(total() == 55);
  const StillWorld again(world);
  CHECK(total() == 55);
}
