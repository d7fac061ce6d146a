/// What is published of a step, from its trades.

#include "sim/signals/signals.hpp"

#include <cmath>
#include <utility>

#include "sim/state/chip_terms.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A step in which a cloud of each side bought chips.
struct Sales {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  DesignerId nvidia = world.designers.find("nvidia");
  SkuId h100 = world.skus.find("h100");

  Sales() {
    for (const auto& [cloud, units] : {std::pair("microsoft", 300), std::pair("alibaba", 100)})
      world.trades.chips.push_back(
          {h100, world.clouds.find(cloud), BrokerId::none(), units, 3e4, 0, AccountId::none()});
    world.designers.merchant[nvidia] = true;
  }
};

}  // namespace

TEST_CASE("revenue of designers is a rate a year, and follows its steps", "[signals]") {
  Sales sales;
  for (int month = 0; month < 240; ++month) publish_refusals(sales.world);
  CHECK(sales.world.designers.revenue_rate[sales.nvidia] == Approx(400 * 3e4 / sales.world.years));
  CHECK(sales.world.designers.china_revenue[sales.nvidia] == Approx(100 * 3e4 / sales.world.years));
  sales.world.trades.chips.clear();
  publish_refusals(sales.world);
  const double speed = sales.world.statistics.designer_speed;
  CHECK(sales.world.designers.revenue_rate[sales.nvidia] ==
        Approx(400 * 3e4 / sales.world.years * std::exp(-speed * sales.world.years)));
}

TEST_CASE("what is refused is shared among designers as they sell, and is a part of what merchants could sell",
          "[signals]") {
  Sales sales;
  World& world = sales.world;
  world.clouds.restricted_wish[world.clouds.find("alibaba")] = 1e9;
  world.clouds.restricted_wish[world.clouds.find("microsoft")] = 5e9;  // no law keeps anything from it
  for (int month = 0; month < 240; ++month) publish_refusals(world);
  const double sold = 400 * 3e4 / world.years;
  CHECK(world.signals.restricted_demand == Approx(1e9));
  CHECK(world.designers.refused_demand[sales.nvidia] == Approx(1e9));
  CHECK(world.signals.lost_sales_share == Approx(1e9 / (1e9 + sold)));
}

TEST_CASE("the frontier of a side is its best model, and the gap the age of the first American one as good",
          "[signals]") {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  const LabId us = world.labs.find("openai");
  const LabId cn = add_lab(world, "deepseek", world.countries.find("cn"), world.clouds.find("alibaba"));
  for (const LabId lab : {us, cn}) world.labs.founded[lab] = make_date(2020, 1, 1);
  world.labs.open_weights[cn] = true;
  const auto month = [&](int number, double american, double chinese) {
    world.today = make_date(2024, number, 1);
    world.labs.capability[us] = american;
    world.labs.capability[cn] = chinese;
    publish_capability(world);
  };
  month(1, 100, 80);
  month(5, 110, 90);
  month(9, 120, 105);
  CHECK(world.signals.frontier == 120);
  CHECK(world.signals.frontier_us == 120);
  CHECK(world.signals.frontier_china == 105);
  CHECK(world.signals.open_frontier == 105);
  CHECK(world.signals.gap_months == Approx(12 * years_between(make_date(2024, 5, 1), make_date(2024, 9, 1))));
  world.labs.founded[cn] = make_date(2030, 1, 1);
  month(10, 120, 105);
  CHECK(world.signals.frontier_china == 0);
  CHECK(world.signals.open_frontier == 0);
}

TEST_CASE("AI capex is chips with their site, and what is paid for power that comes soon", "[signals]") {
  Sales sales;
  World& world = sales.world;
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.power_premium[cloud] = 1e6;
  publish_clouds(world);
  CHECK(world.clouds.ai_capex[cloud] == Approx(capital_of_chips(world.technology, 300 * 3e4) + 1e6));
}

TEST_CASE("designers share foreign packaging by what they bought of it, Chinese lines do not count", "[signals]") {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  const DesignerId nvidia = world.designers.find("nvidia");
  const DesignerId amd = add_designer(world, "amd", world.countries.find("us"));
  const FabId fab = world.fabs.find("tsmc");
  const LineId abroad = add_line(world, "cowos", fab, world.countries.find("tw"), Product::packaging, 4);
  const LineId chinese = add_line(world, "jcet", fab, world.countries.find("cn"), Product::packaging, 4);
  const SkuId h100 = world.skus.find("h100");
  world.trades.upstream = {{nvidia, abroad, Product::packaging, h100, 300, 1000},
                           {amd, abroad, Product::packaging, h100, 100, 1000},
                           {amd, chinese, Product::packaging, h100, 9000, 1000},
                           {amd, abroad, Product::logic, h100, 9000, 1000}};
  for (int month = 0; month < 600; ++month) publish_industry(world);
  CHECK(world.designers.packaging_share[nvidia] == Approx(0.75));
  CHECK(world.designers.packaging_share[amd] == Approx(0.25));
}
