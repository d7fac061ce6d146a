#include "agents/designer/designer.hpp"

#include <cmath>

#include "agents/designer/list.hpp"
#include "sim/production/accruals.hpp"
#include "sim/step/launches.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Asked {
  Orders orders;
  DesignerMind mind;
  double of(Product product) const {
    return total(orders.upstream,
                 [&](const UpstreamOrder& o) { return o.product == product ? o.units + o.missed : 0.0; });
  }
};

Asked decide_as(const World& world, const std::string& designer) {
  auto [mind, orders] = DesignerBehaviour{}.decide(world, world.designers.find(designer));
  return {orders, mind};
}

}  // namespace

TEST_CASE("a designer orders more of everything on a rising forecast", "[agents]") {
  World world = minded_world();
  const Asked flat = decide_as(world, "nvidia");
  world.skus.sales_trend[world.skus.find("h100")] = 1e5;
  const Asked rising = decide_as(world, "nvidia");
  for (const Product product : {Product::logic, Product::packaging}) {
    CHECK(flat.of(product) > 0);
    CHECK(rising.of(product) > flat.of(product));
  }
}

TEST_CASE("a designer orders less for what already lies in stock", "[agents]") {
  World world = minded_world();
  world.skus.shipment_rate[world.skus.find("h100")] = 1e6;  // packaging is ample
  const Asked empty = decide_as(world, "nvidia");
  world.skus.maker_stock[world.skus.find("h100")] = 30000;
  const Asked full = decide_as(world, "nvidia");
  CHECK(full.of(Product::packaging) < empty.of(Product::packaging));
  CHECK(full.of(Product::logic) < empty.of(Product::logic));
}

TEST_CASE("a Chinese designer hoards HBM when its ban is in sight, others do not", "[agents]") {
  World world = minded_world();
  world.skus.dies[world.skus.find("h100")] = 100000;
  const auto stacks = [&](Bloc bloc, double hazard) {
    world.countries.bloc[world.countries.find("us")] = bloc;  // the home of the only designer
    world.restrictions.hbm_hazard = hazard;
    return decide_as(world, "nvidia").of(Product::hbm);
  };
  CHECK(stacks(Bloc::china, 0.9) > 1.5 * stacks(Bloc::china, 0.0));
  CHECK(stacks(Bloc::us, 0.9) == stacks(Bloc::us, 0.0));
  // Who sells more every month lays in for more than today's sales.
  const double steady = stacks(Bloc::china, 0.9);
  world.skus.sales_trend[world.skus.find("h100")] = 1e5;
  CHECK(stacks(Bloc::china, 0.9) > 1.2 * steady);
}

TEST_CASE("stacks are ordered as a rate: a gap that stays is not asked for anew in full", "[agents]") {
  World world = minded_world();
  const SkuId h100 = world.skus.find("h100");
  world.skus.dies[h100] = 0;
  world.skus.sales_rate[h100] = 1e6;
  const DesignerHabits usual;
  const double use = 1e6 * world.skus.hbm_stacks[h100];
  const double asked = decide_as(world, "nvidia").of(Product::hbm);
  CHECK(asked >= use * world.years * 0.99);
  CHECK(asked < use * usual.hbm_buffer);
}

TEST_CASE("a compliant variant is found by search when the law closes the flagship", "[agents]") {
  World world = minded_world();
  const SkuId h100 = world.skus.find("h100");
  world.skus.on_sale[world.skus.find("h20")] = false;  // no variant of history
  world.designers.refused_demand[world.designers.find("nvidia")] = 1e10;
  world.designers.research_stock[world.designers.find("nvidia")] = 1e9;
  ChipBox rate;
  rate.tpp_min = 4800;
  ChipBox density;
  density.tpp_min = 1600;
  density.density_min = 5.92;
  world.restrictions.china_boxes = {rate, density};

  const Asked begun = decide_as(world, "nvidia");
  CHECK(begun.orders.launches.empty());
  const DesignerId nvidia = world.designers.find("nvidia");
  world.designers.generation_time[nvidia] = 100;  // none follows meanwhile
  REQUIRE(begun.mind.variant_parent == h100);
  CHECK(begun.mind.variant_due > world.today);
  CHECK(begun.mind.variant_due.days - world.today.days < 300);

  keep(world.designers, nvidia, begun.mind);
  world.today = begun.mind.variant_due;
  const Asked ready = decide_as(world, "nvidia");
  REQUIRE(ready.orders.launches.size() == 1);
  const LaunchOrder& found = ready.orders.launches[0];
  CHECK(found.variant);
  const ChipSpec spec{world.skus.tpp[h100] * found.rate, world.skus.performance_density[h100] * found.rate,
                      world.skus.memory_bandwidth[h100] * found.bandwidth,
                      world.skus.interconnect[h100] * found.interconnect, true};
  CHECK(world.restrictions.free_for_china(spec));
  // The law looks at the rate only: links stay whole, memory takes what the package has room for, and the rate stops
  // where the law begins.
  CHECK(found.bandwidth == Approx(DesignerHabits{}.variant_memory));
  CHECK(found.interconnect == 1);
  CHECK_FALSE(world.restrictions.free_for_china({spec.tpp * (found.rate + 0.05) / found.rate,
                                                 spec.performance_density * (found.rate + 0.05) / found.rate,
                                                 spec.memory_bandwidth, spec.interconnect, true}));

  world.orders = ready.orders;
  launch(world);
  const SkuId made = SkuId{world.skus.size() - 1};
  REQUIRE(world.skus.variant_of[made] == h100);
  CHECK(world.skus.memory_bandwidth[made] == Approx(found.bandwidth * world.skus.memory_bandwidth[h100]));
  CHECK(world.skus.memory[made] == Approx(found.bandwidth * world.skus.memory[h100]));
  CHECK(world.skus.hbm_stacks[made] == std::round(found.bandwidth * world.skus.hbm_stacks[h100]));
}

TEST_CASE("no variant is begun while a free chip of its class is on sale or nobody was refused", "[agents]") {
  World world = minded_world();
  const DesignerId nvidia = world.designers.find("nvidia");
  ChipBox rate;
  rate.tpp_min = 4800;
  world.restrictions.china_boxes = {rate};
  world.designers.refused_demand[nvidia] = 1e10;
  world.designers.research_stock[nvidia] = 1e9;
  CHECK_FALSE(decide_as(world, "nvidia").mind.variant_parent);
  world.skus.on_sale[world.skus.find("h20")] = false;
  REQUIRE(decide_as(world, "nvidia").mind.variant_parent);
  world.designers.refused_demand[nvidia] = 0;
  CHECK_FALSE(decide_as(world, "nvidia").mind.variant_parent);
}

TEST_CASE("a variant takes its fixed cost from R&D once, and is begun only where its margin earns it", "[agents]") {
  World world = minded_world();
  const DesignerId nvidia = world.designers.find("nvidia");
  ChipBox rate;
  rate.tpp_min = 4800;
  world.restrictions.china_boxes = {rate};
  world.skus.on_sale[world.skus.find("h20")] = false;
  world.designers.refused_demand[nvidia] = 1e10;
  world.designers.research_stock[nvidia] = 5e9;
  DesignerBehaviour rule;
  const auto decided = [&] {
    World after = world;
    auto [mind, orders] = rule.decide(world, nvidia);
    keep(after.designers, nvidia, mind);
    after.orders = orders;
    use_research(after);
    return after;
  };
  const World begun = decided();
  REQUIRE(begun.designers.variant_parent[nvidia]);
  CHECK(begun.designers.research_stock[nvidia] == 5e9 - rule.habits.variant_cost);
  world = begun;
  CHECK(decided().designers.research_stock[nvidia] == begun.designers.research_stock[nvidia]);

  world.designers.variant_parent[nvidia] = SkuId::none();
  // A year of all that was refused, at any margin below one, is less than this.
  rule.habits.variant_cost = world.designers.refused_demand[nvidia] * rule.habits.variant_horizon;
  world.designers.research_stock[nvidia] = 1e12;
  CHECK_FALSE(decided().designers.variant_parent[nvidia]);
  rule.habits.variant_horizon *= 100;
  CHECK(decided().designers.variant_parent[nvidia]);
  // What has not been spent on R&D cannot be taken from it.
  world.designers.research_stock[nvidia] = 0.99 * rule.habits.variant_cost;
  CHECK_FALSE(decided().designers.variant_parent[nvidia]);
}

TEST_CASE("prices fall with age and never below cost with a margin", "[agents]") {
  World world = minded_world();
  const SkuId h100 = world.skus.find("h100");
  const auto price = [&](int years, double cost) {
    world.skus.launch[h100] = Date{world.today.days - years * 365};
    world.skus.unit_cost[h100] = cost;
    const DesignerMind mind = decide_as(world, "nvidia").mind;
    for (const auto& [sku, seen] : mind.list)
      if (sku == h100) return seen.posted_price;
    return 0.0;
  };
  CHECK(price(3, 3000) < price(1, 3000));
  CHECK(price(3, 30000) >= 30000);
}

TEST_CASE("a designer by book makes nothing before it is ordered", "[agents]") {
  World world = minded_world();
  const DesignerId nvidia = world.designers.find("nvidia");
  const SkuId h100 = world.skus.find("h100");
  world.skus.backlog[h100] = 0;
  world.designers.behaviour[nvidia] = "book";
  for (const Product product : {Product::logic, Product::packaging}) CHECK(decide_as(world, "nvidia").of(product) == 0);
  world.skus.backlog[h100] = 50'000;
  const Asked by_book = decide_as(world, "nvidia");
  world.designers.behaviour[nvidia] = "forecast";
  const Asked by_forecast = decide_as(world, "nvidia");
  for (const Product product : {Product::logic, Product::packaging}) {
    CHECK(by_book.of(product) > 0);
    CHECK(by_book.of(product) < by_forecast.of(product));
  }
}

TEST_CASE("a posted price rises, with a lag and up to a bound, where orders with power wait for longer than usual",
          "[agents]") {
  World world = minded_world();
  const DesignerId nvidia = world.designers.find("nvidia");
  const SkuId h100 = world.skus.find("h100");
  const DesignerHabits habits;
  const auto mark_up = [&](double waiting, int months) {
    world.skus.mark_up[h100] = 0;
    world.skus.shipment_rate[h100] = 1e5;
    world.skus.powered_backlog[h100] = waiting * 1e5;
    for (int month = 0; month < months; ++month) {
      DesignerMind mind;
      post_list(world, habits, nvidia, mind);
      for (const auto& [sku, seen] : mind.list)
        if (sku == h100) world.skus.mark_up[h100] = seen.mark_up, world.skus.posted_price[h100] = seen.posted_price;
    }
    return world.skus.mark_up[h100];
  };
  CHECK(mark_up(4 * habits.usual_wait, 120) == 0);  // sold for less than a year: nothing has waited for longer
  world.skus.launch[h100] = Date{world.today.days - 3000};
  CHECK(mark_up(0.9 * habits.usual_wait, 120) == 0);
  const double usual = world.skus.posted_price[h100];
  const double wait = std::pow(4, habits.scarcity_price) - 1;
  CHECK(mark_up(4 * habits.usual_wait, 1) == Approx(wait * (1 - std::exp(-habits.mark_up_speed / 12))).epsilon(0.02));
  CHECK(mark_up(4 * habits.usual_wait, 120) == Approx(wait).epsilon(1e-3));
  CHECK(world.skus.posted_price[h100] == Approx(usual * (1 + wait)).epsilon(1e-3));
  world.skus.launch[h100] = Date{world.today.days - 100000};
  CHECK(mark_up(1e6, 120) == Approx(habits.greatest_mark_up).epsilon(1e-3));
  // What is under way ends a wait as well, and nobody scarce to himself pays more.
  world.skus.packages_in_process[h100] = 1000000;
  CHECK(mark_up(4 * habits.usual_wait, 120) == 0);
  world.skus.packages_in_process[h100] = 0;
  world.designers.merchant[nvidia] = false;
  CHECK(mark_up(4 * habits.usual_wait, 120) == 0);
}
