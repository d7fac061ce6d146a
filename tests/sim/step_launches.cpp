/// What a new SKU takes over from the one that it is derived from.

#include <cmath>

#include "sim/step/launches.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// The small world in which a designer launches something derived from its h100.
struct Launch {
  World world = small_world(make_date(2024, 1, 1));
  DesignerId nvidia = world.designers.find("nvidia");
  SkuId h100 = world.skus.find("h100");
  LaunchOrder order{nvidia, h100, true, 0.5, 0.8, 0.4, 0.9, 0.7};

  Launch() {
    world.designers.name[nvidia] = "NVIDIA";
    world.skus.name[h100] = "H100";
    world.skus.posted_price[h100] = 20000;
    world.skus.unit_cost[h100] = 3000;
    world.skus.memory[h100] = 80;
    world.technology.volume_wafers = 500;
  }
  SkuId made() {
    world.orders.launches = {order};
    launch(world);
    return SkuId{world.skus.size() - 1};
  }
};

}  // namespace

TEST_CASE("a variant is cut from its parent's die and follows its price at launch", "[step]") {
  Launch l;
  const SkuId sku = l.made();
  const auto& s = l.world.skus;
  CHECK(s.id[sku] == "nvidia_variant_1");
  CHECK(s.name[sku] == "NVIDIA variant of H100");
  CHECK(s.launch[sku] == make_date(2024, 2, 1));
  CHECK(s.variant_of[sku] == l.h100);
  CHECK(s.die[sku] == l.h100);
  CHECK(s.foundry[sku] == s.foundry[l.h100]);
  CHECK(s.fp16[sku] == Approx(0.5 * s.fp16[l.h100]));
  CHECK(s.int8[sku] == Approx(0.5 * s.int8[l.h100]));
  CHECK(s.tpp[sku] == Approx(0.5 * s.tpp[l.h100]));
  CHECK(s.memory_bandwidth[sku] == Approx(0.8 * s.memory_bandwidth[l.h100]));
  CHECK(s.interconnect[sku] == Approx(0.4 * s.interconnect[l.h100]));
  CHECK(s.power[sku] == Approx(0.9 * s.power[l.h100]));
  CHECK(s.price[sku] == Approx(0.7 * s.price[l.h100]));
  CHECK(s.posted_price[sku] == s.price[sku]);
  CHECK(s.unit_cost[sku] == 3000);
  CHECK(s.memory[sku] == 80);     // slower memory is no smaller memory
  CHECK(s.hbm_stacks[sku] == 5);  // and takes as many stacks
  CHECK(s.training_rate[sku] == Approx(0.5 * s.training_rate[l.h100]));
  REQUIRE(l.world.events.rows.size() == 1);
  CHECK(l.world.events.rows[0].object == "skus/nvidia_variant_1");
  CHECK(l.world.events.rows[0].quantity == s.tpp[sku]);
  CHECK(l.world.book(l.world.clouds.find("alibaba"), sku) == 0);  // it can be ordered
  CHECK(s.id[l.made()] == "nvidia_variant_2");
}

TEST_CASE("a variant with more stacks has more memory and more bandwidth", "[step]") {
  Launch l;
  l.order.bandwidth = 1.2;
  const SkuId sku = l.made();
  CHECK(l.world.skus.memory[sku] == Approx(96));
  CHECK(l.world.skus.hbm_stacks[sku] == 6);
}

TEST_CASE("a generation has a die of its own, costs in proportion to what its parent costs today, and more stacks",
          "[step]") {
  Launch l;
  l.order = {l.nvidia, l.h100, false, 2, 1.5, 1.25, 1.4, 1.3};
  const SkuId sku = l.made();
  const auto& s = l.world.skus;
  CHECK(s.id[sku] == "nvidia_generation_1");
  CHECK(s.name[sku] == "NVIDIA successor of H100");
  CHECK(s.die[sku] == sku);
  CHECK_FALSE(s.variant_of[sku]);
  CHECK(s.price[sku] == Approx(1.3 * 20000));
  CHECK(s.transistors[sku] == Approx(2 * s.transistors[l.h100]));
  CHECK(s.memory[sku] == Approx(1.5 * 80));
  CHECK(s.hbm_stacks[sku] == std::round(5 * std::sqrt(1.5 / l.world.technology.stack_bandwidth)));
  l.world.technology.most_stacks = 3;
  CHECK(s.hbm_stacks[l.made()] == 3);
}

TEST_CASE("a generation that moves to another fab is made on the best node there that is in volume", "[step]") {
  Launch l;
  const CountryId cn = l.world.countries.find("cn");
  const FabId smic = add_fab(l.world, "smic", cn);
  const auto line = [&](const char* id, Product product, double node, double capacity) {
    l.world.lines.capacity[add_line(l.world, id, smic, cn, product, node)] = capacity;
  };
  line("n7", Product::logic, 7, 1000);
  line("n28", Product::logic, 28, 9000);
  line("n5_pilot", Product::logic, 5, 10);
  line("stacks", Product::hbm, 1, 9000);
  l.order.variant = false;
  l.order.foundry = smic;
  const SkuId sku = l.made();
  CHECK(l.world.skus.foundry[sku] == smic);
  CHECK(l.world.skus.node[sku] == 7);
  l.world.skus.node[l.h100] = 14;  // no design becomes finer by moving
  CHECK(l.world.skus.node[l.made()] == 14);
}
