/// Rates and shares that are published: what they come to where a step repeats itself, and over one step.

#include <cmath>
#include <numbers>

#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

constexpr double kMonth = 1.0 / 12;

/// The small world with a second foreign merchant, one in China, and one that sells to its own group only.
struct Makers {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  CountryId us = world.countries.find("us"), cn = world.countries.find("cn");
  CloudId buyer = world.clouds.find("microsoft"), chinese = world.clouds.find("alibaba");
  SkuId h100 = world.skus.find("h100");
  SkuId mi300 = made_by("amd", us), ascend = made_by("huawei", cn), tpu = made_by("google", us);

  Makers() {
    world.designers.merchant[designer("google")] = false;
    world.signals.user_cost.assign(world.countries.size() * kComputeClasses, 0.0);
  }

  SkuId made_by(const char* designer, CountryId home) {
    return add_sku(world, std::string(designer) + "_chip", add_designer(world, designer, home), world.fabs.find("tsmc"),
                   {});
  }
  void sell(SkuId sku, CloudId to, std::int64_t units, double price) {
    world.trades.chips.push_back({sku, to, BrokerId::none(), units, price, 0, AccountId::none()});
  }
  DesignerId designer(const char* id) const { return world.designers.find(id); }
};

}  // namespace

TEST_CASE("orders of clouds and brokers, shipments and the book make rates, backlog and lead time", "[signals]") {
  Makers m;
  World& world = m.world;
  world.orders.chips = {{m.buyer, m.h100, 700}};
  world.orders.diversions = {{world.brokers.find("route"), m.h100, 300}};
  m.sell(m.h100, m.buyer, 50, 3e4);
  m.sell(m.h100, m.chinese, 150, 3e4);
  world.book.widen(world.clouds.size(), world.skus.size());
  world.book(m.buyer, m.h100) = 1500;
  world.book(m.chinese, m.h100) = 900;
  publish_chips(world);
  const Statistics& speeds = world.statistics;
  const double orders = 12 * 1000 * closing(speeds.order_speed, kMonth);
  CHECK(world.skus.sales_rate[m.h100] == Approx(orders));
  CHECK(world.skus.sales_trend[m.h100] == Approx(12 * orders * closing(speeds.order_trend_speed, kMonth)));
  const double shipments = 12 * 200 * closing(speeds.shipment_speed, kMonth);
  CHECK(world.skus.shipment_rate[m.h100] == Approx(shipments));
  CHECK(world.skus.backlog[m.h100] == 2400);
  CHECK(world.skus.lead_time[m.h100] == Approx(2400 / shipments));
  CHECK(world.skus.sales_rate[m.mi300] == 0);
  world.book(m.buyer, m.mi300) = 10;
  publish_chips(world);
  CHECK(world.skus.lead_time[m.mi300] == Approx(10 / speeds.least_shipments));
}

TEST_CASE("what is refused falls to foreign merchants as they sell, not to China's nor to those that sell within",
          "[signals]") {
  Makers m;
  m.world.clouds.restricted_wish[m.chinese] = 1e9;
  m.sell(m.h100, m.buyer, 300, 1e4);
  m.sell(m.mi300, m.buyer, 100, 1e4);
  m.sell(m.ascend, m.chinese, 900, 1e4);
  m.sell(m.tpu, m.buyer, 900, 1e4);
  for (int month = 0; month < 240; ++month) publish_refusals(m.world);
  const auto refused = [&](const char* id) { return m.world.designers.refused_demand[m.designer(id)]; };
  CHECK(refused("nvidia") == Approx(0.75e9));
  CHECK(refused("amd") == Approx(0.25e9));
  CHECK(refused("huawei") == 0);
  CHECK(refused("google") == 0);
  CHECK(m.world.signals.merchant_sales == Approx(12 * 400 * 1e4));
  CHECK(m.world.designers.china_revenue[m.designer("huawei")] == Approx(12 * 900 * 1e4));
  m.world.trades.chips.clear();
  CHECK_NOTHROW(publish_refusals(m.world));
  CHECK(std::isfinite(refused("nvidia")));
}

TEST_CASE("merchant sales grow over what they were at the first reading, and never count as shrunk", "[signals]") {
  Makers m;
  m.world.statistics.least_merchant_sales = 1;
  m.sell(m.h100, m.buyer, 100, 1e4);
  publish_refusals(m.world);
  const double first = m.world.signals.merchant_sales;
  CHECK(first == Approx(12 * 1e6 * closing(m.world.statistics.merchant_speed, kMonth)));
  CHECK(m.world.signals.merchant_growth == 1);
  publish_refusals(m.world);
  CHECK(m.world.signals.merchant_growth == Approx(m.world.signals.merchant_sales / first));
  m.world.trades.chips.clear();
  for (int month = 0; month < 240; ++month) publish_refusals(m.world);
  CHECK(m.world.signals.merchant_growth == 1);
}

TEST_CASE("fabs earn from trades and from buyers outside, and invest what their tools cost", "[signals]") {
  Makers m;
  World& world = m.world;
  const LineId line = world.lines.find("tsmc_n4");
  const FabId smic = add_fab(world, "smic", m.cn);
  const LineId home = add_line(world, "smic_n7", smic, m.cn, Product::logic, 7);
  const ToolmakerId lam = world.toolmakers.find("lam"), naura = add_toolmaker(world, "naura", m.cn);
  world.lines.unit_price[line] = 1e4;
  world.lines.outside_sales[line] = 50;
  world.trades.upstream = {{m.designer("nvidia"), line, Product::logic, m.h100, 30, 2e4}};
  world.trades.tools = {{lam, line, etch, 4e6}, {lam, home, etch, 1e6}, {naura, home, etch, 2e6}};
  for (int month = 0; month < 600; ++month) publish_industry(world);
  CHECK(world.fabs.revenue_rate[world.fabs.find("tsmc")] == Approx(12 * (30 * 2e4 + 50 * 1e4)));
  CHECK(world.fabs.capex_rate[world.fabs.find("tsmc")] == Approx(12 * 4e6));
  CHECK(world.fabs.revenue_rate[smic] == 0);
  CHECK(world.fabs.capex_rate[smic] == Approx(12 * 3e6));
  CHECK(world.toolmakers.revenue_rate[lam] == Approx(12 * 5e6));
  CHECK(world.toolmakers.china_revenue[lam] == Approx(12 * 1e6));
  CHECK(world.toolmakers.china_revenue[naura] == Approx(12 * 2e6));
}

TEST_CASE("shares of packaging stay as they are where nobody packaged", "[signals]") {
  Makers m;
  m.world.designers.packaging_share[m.designer("nvidia")] = 0.5;
  publish_industry(m.world);
  CHECK(m.world.designers.packaging_share[m.designer("nvidia")] == 0.5);
}

TEST_CASE("a cloud's rates are those of its step, a year's worth", "[signals]") {
  Makers m;
  World& world = m.world;
  m.sell(m.h100, m.buyer, 300, 3e4);
  world.clouds.power_premium[m.buyer] = 1e6;
  world.trades.compute = {{m.buyer, world.labs.find("openai"), ComputeClass::western, 1000, 2},
                          {m.buyer, LabId::none(), ComputeClass::western, 500, 3}};
  for (int month = 0; month < 600; ++month) publish_clouds(world);
  const double capex = capital_of_chips(world.technology, 300 * 3e4) + 1e6;
  CHECK(world.clouds.ai_capex[m.buyer] == Approx(capex));
  CHECK(world.clouds.ai_capex_rate[m.buyer] == Approx(12 * capex));
  CHECK(world.clouds.rental_revenue[m.buyer] == Approx(12 * 3500));
  CHECK(world.clouds.ai_capex[m.chinese] == 0);
}

TEST_CASE("shares of software families are those of what runs on each side, by rate", "[signals]") {
  Makers m;
  World& world = m.world;
  world.skus.ecosystem[m.ascend] = Ecosystem::cann;
  world.skus.serving_rate[m.h100] = 1;
  world.skus.serving_rate[m.ascend] = 0.5;
  const Date day = world.today;
  world.fleet.batches = {{m.buyer, m.h100, day, 100, {}, {}, 0},
                         {m.chinese, m.h100, day, 100, {}, {}, 0},
                         {m.chinese, m.ascend, kNever, 600, {}, {}, 0}};
  world.fleet.arrange(world.clouds.size(), world.skus.size());
  publish_ecosystems(world);
  const auto share = [&](std::size_t side, Ecosystem family) {
    return world.signals.ecosystem_share[side][static_cast<std::size_t>(family)];
  };
  CHECK(share(0, Ecosystem::cuda) == 1);
  CHECK(share(1, Ecosystem::cuda) == Approx(0.25));
  CHECK(share(1, Ecosystem::cann) == Approx(0.75));
  world.fleet.batches.clear();
  world.fleet.arrange(world.clouds.size(), world.skus.size());
  publish_ecosystems(world);
  CHECK(share(0, Ecosystem::cuda) == 0);
}

TEST_CASE("labs' revenue is a rate with a growth, and the market's is all of it with licences", "[signals]") {
  Makers m;
  World& world = m.world;
  const LabId lab = world.labs.find("openai");
  const Statistics& speeds = world.statistics;
  world.labs.revenue_last_step[lab] = 1e9;
  world.labs.licences[lab] = 2e9;
  publish_services(world);
  const double fast = 12e9 * closing(speeds.services_speed, kMonth);
  CHECK(world.labs.revenue_rate[lab] == Approx(fast));
  CHECK(world.labs.revenue_slow[lab] == Approx(fast * closing(speeds.services_slow_speed, kMonth)));
  CHECK(world.labs.revenue_growth[lab] == speeds.greatest_growth);
  CHECK(world.signals.services.revenue == Approx(14e9 * closing(speeds.services_speed, kMonth)));
  for (int month = 0; month < 240; ++month) publish_services(world);
  CHECK(world.labs.revenue_growth[lab] == Approx(0).margin(1e-6));
  CHECK(world.signals.services.revenue == Approx(14e9));
  world.labs.revenue_last_step[lab] = 0;
  world.labs.licences[lab] = 0;
  for (int month = 0; month < 6; ++month) publish_services(world);
  CHECK(world.labs.revenue_growth[lab] == -speeds.greatest_fall);
}

TEST_CASE("revenue of labs in China and of all others are told apart", "[signals]") {
  Makers m;
  World& world = m.world;
  world.statistics.services_speed = 1e9;  // no lag
  const LabId us = world.labs.find("openai"), cn = add_lab(world, "deepseek", m.cn, m.chinese);
  world.labs.revenue_last_step[us] = 3e9;
  world.labs.revenue_last_step[cn] = 1e9;
  publish_services(world);
  const auto& sides = world.signals.services_by_home;
  CHECK(sides[0].revenue == Approx(36e9));
  CHECK(sides[1].revenue == Approx(12e9));
  CHECK(world.signals.services.revenue == Approx(48e9));
  for (int month = 2; month <= 14; ++month) {
    world.today = make_date(2024 + (month - 1) / 12, (month - 1) % 12 + 1, 1);
    world.labs.revenue_last_step[cn] *= 1.1;
    publish_services(world);
  }
  CHECK(sides[0].growth == 0);
  CHECK(sides[1].growth > 1);
  CHECK(world.signals.services.growth < sides[1].growth);
}

TEST_CASE("growth of services is over what was seen twelve months ago", "[signals]") {
  Makers m;
  World& world = m.world;
  world.statistics.services_speed = 1e9;  // no lag
  world.statistics.noticed_revenue = 0;
  const LabId lab = world.labs.find("openai");
  for (int month = 1; month <= 30; ++month) {
    world.today = make_date(2024 + (month - 1) / 12, (month - 1) % 12 + 1, 1);
    world.labs.revenue_last_step[lab] = 1e6 * std::pow(2.0, month / 12.0);
    publish_services(world);
    if (month > 13) CHECK(world.signals.services.growth == Approx(std::numbers::ln2).epsilon(0.1));
  }
}

TEST_CASE("what labs raised and spent on compute is published, hours of their own group at the price of contracts",
          "[signals]") {
  Makers m;
  World& world = m.world;
  const LabId lab = world.labs.find("openai");
  world.investors.invested[world.investors.find("fund")] = 5e8;
  world.signals.contract_rent.assign(world.countries.size() * kComputeClasses, 0.0);
  world.signals.contract_rent[Signals::market(m.us, ComputeClass::western)] = 4;
  world.trades.compute = {{m.buyer, lab, ComputeClass::western, 1000, 2, true, false},
                          {m.buyer, lab, ComputeClass::western, 1000, 0, true, true},
                          {m.buyer, LabId::none(), ComputeClass::western, 9000, 2, true, false}};
  for (int month = 0; month < 600; ++month) publish_services(world);
  CHECK(world.signals.funding_by_home[0] == Approx(12 * 5e8));
  CHECK(world.signals.funding_by_home[1] == 0);
  CHECK(world.labs.compute_spend[lab] == Approx(12 * (1000 * 2 + 1000 * 4)));
}

TEST_CASE("the best algorithms of a side are published apart, and what is trained and not released", "[signals]") {
  Makers m;
  World& world = m.world;
  const LabId us = world.labs.find("openai"), second = add_lab(world, "anthropic", m.us, m.buyer),
              cn = add_lab(world, "deepseek", m.cn, m.chinese);
  for (const auto& [lab, level, algorithms] : {std::tuple(us, 100.0, 40.0), {second, 90.0, 45.0}, {cn, 80.0, 30.0}}) {
    world.labs.founded[lab] = make_date(2020, 1, 1);
    world.labs.capability[lab] = level;
    world.labs.internal_capability[lab] = level + 10;
    world.labs.algorithms[lab] = algorithms;
  }
  world.adoption_threshold = 100;
  publish_capability(world);
  CHECK(world.signals.algorithms_us == 45);
  CHECK(world.signals.algorithms_china == 30);
  CHECK(world.signals.frontier_internal == 110);
  CHECK(world.signals.market_open);
  CHECK(world.events.rows.size() == 1);
  publish_capability(world);
  CHECK(world.events.rows.size() == 1);  // a market opens once
}

TEST_CASE("a chip costs its dies, its stacks at the mean price of lines, and its share of a package", "[signals]") {
  Makers m;
  World& world = m.world;
  const FabId tsmc = world.fabs.find("tsmc");
  const LineId logic = world.lines.find("tsmc_n4");
  world.lines.unit_price[logic] = 15000;
  const auto add = [&](const char* id, Product product, double capacity, double price, double per_wafer) {
    const LineId line = add_line(world, id, tsmc, world.countries.find("tw"), product, 4);
    world.lines.capacity[line] = capacity;
    world.lines.unit_price[line] = price;
    world.lines.units_per_wafer[line] = per_wafer;
  };
  add("small_hbm", Product::hbm, 1000, 100, 1);
  add("large_hbm", Product::hbm, 3000, 200, 1);
  add("cowos", Product::packaging, 1000, 6000, 60);
  add("osat", Product::packaging, 3000, 1200, 40);
  publish_prices(world);
  const double die = 15000 / good_dies(world, logic, m.h100);
  CHECK(world.skus.die_cost[m.h100] == Approx(die));
  const double stack = 0.25 * 100 + 0.75 * 200, package = 0.25 * 100 + 0.75 * 30;
  const double dies = world.skus.dies_per_package[m.h100];
  CHECK(world.skus.unit_cost[m.h100] ==
        Approx(dies * die + 5 * stack + package * 814 * dies / world.technology.package_area));
  const SkuId h20 = world.skus.find("h20");
  CHECK(world.skus.unit_cost[h20] == Approx(world.skus.unit_cost[m.h100]));  // it has the same die
  CHECK(world.skus.die_cost[h20] == 0);                                      // which is told where it belongs
}

TEST_CASE("a SKU is on sale from its launch to the end of its time, unless it was withdrawn", "[signals]") {
  Makers m;
  World& world = m.world;
  auto& skus = world.skus;
  const auto on_sale = [&](Date launch, bool withdrawn) {
    skus.launch[m.h100] = launch;
    skus.sale_time[m.h100] = 3;
    skus.withdrawn[m.h100] = withdrawn;
    publish_prices(world);
    return bool(skus.on_sale[m.h100]);
  };
  CHECK(on_sale(make_date(2023, 1, 1), false));
  CHECK_FALSE(on_sale(make_date(2023, 1, 1), true));
  CHECK(on_sale(make_date(2024, 2, 1), false));  // from tomorrow on
  CHECK_FALSE(on_sale(make_date(2024, 2, 2), false));
  CHECK_FALSE(on_sale(make_date(2021, 1, 1), false));
}

TEST_CASE("the user cost of a place is that of its cheapest chip that anybody may buy there", "[signals]") {
  Makers m;
  World& world = m.world;
  auto& skus = world.skus;
  for (const SkuId sku : skus.rows()) skus.launch[sku] = make_date(2023, 6, 1), skus.sale_time[sku] = 5;
  skus.ecosystem[m.ascend] = Ecosystem::cann;
  skus.posted_price[m.tpu] = 1;    // not for others
  skus.posted_price[m.mi300] = 2;  // but not for data centres
  skus.datacentre[m.mi300] = false;
  skus.posted_price[world.skus.find("h20")] = 9e9;
  world.restrictions.countries = world.countries.size();
  world.restrictions.open.assign(skus.size() * world.countries.size(), 1.0);
  const std::size_t markets = world.countries.size() * kComputeClasses;
  const auto cost = [&](CountryId country, ComputeClass cls) {
    world.signals.user_cost.assign(markets, 0.0);
    publish_prices(world);
    return world.signals.user_cost[Signals::market(country, cls)];
  };
  CHECK(cost(m.cn, ComputeClass::western) == Approx(user_cost(world, m.h100, m.cn)));
  CHECK(cost(m.cn, ComputeClass::chinese) == Approx(user_cost(world, m.ascend, m.cn)));
  world.restrictions.open[world.restrictions.at(m.h100, m.cn)] = 0.1;
  CHECK(cost(m.cn, ComputeClass::western) == Approx(user_cost(world, skus.find("h20"), m.cn)));
  CHECK(cost(m.us, ComputeClass::western) == Approx(user_cost(world, m.h100, m.us)));
  skus.withdrawn[m.ascend] = true;
  CHECK(cost(m.us, ComputeClass::chinese) == world.statistics.first_user_cost);
}

TEST_CASE("a user cost that is known moves to a new one at its speed", "[signals]") {
  Makers m;
  World& world = m.world;
  world.skus.launch[m.h100] = make_date(2023, 6, 1);
  world.skus.sale_time[m.h100] = 5;
  for (const SkuId other : {m.mi300, m.tpu, m.ascend, world.skus.find("h20")}) world.skus.withdrawn[other] = true;
  world.signals.user_cost.assign(world.countries.size() * kComputeClasses, 10.0);
  publish_prices(world);
  const double now = user_cost(world, m.h100, m.us);
  CHECK(world.signals.user_cost[Signals::market(m.us, ComputeClass::western)] ==
        Approx(smoothed(10, now, world.statistics.price_speed, kMonth)));
  CHECK(world.signals.user_cost[Signals::market(m.us, ComputeClass::chinese)] == 10);
}
