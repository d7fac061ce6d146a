#include <cmath>

#include "sim/markets/grey.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/sim/books.hpp"
#include "tests/sim/moved.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A broker with chips in stock, and a Chinese cloud that the law keeps from buying them.
struct Route {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  BrokerId broker = world.brokers.find("route");
  SkuId h100 = world.skus.find("h100");
  CloudId buyer = world.clouds.find("alibaba");
  GovernmentId us = world.governments.find("us");
  GreyMarket rule;

  explicit Route(double detection = 0) {
    world.brokers.detection[broker] = detection;
    world.clouds.restricted_wish[buyer] = 1e9;
    world.signals.restricted_demand = 1e9;
    world.brokers.entry_time[broker] = 0.5;
    world.governments.enforcement_agents[us] = rule.agents_at_base;
    world.governments.officers_abroad[us] = rule.officers_at_base;
  }
  /// The broker gets that many, and the market clears.
  void divert(std::int64_t units) {
    world.broker_stock.rows.push_back(
        {broker, h100, units, from_usd(28'000.0 * double(units)), Date{world.today.days - 60}});
    world.skus.broker_stock[h100] += units;
    rule.clear(world);
  }
};

}  // namespace

TEST_CASE("diverted chips reach the restricted buyer at the premium, and the broker is paid", "[markets]") {
  Route route;
  route.divert(100);
  CHECK(route.world.brokers.diverted[route.broker] == 100);
  CHECK(route.world.skus.in_transit[route.h100] == 100);
  CHECK(route.world.skus.broker_stock[route.h100] == 0);
  CHECK(moved_usd(route.world.movements, Flow::chip_capex) > 100 * 28'000.0);
  CHECK(moved_usd(route.world.movements, Flow::cost_of_sales) == 100 * 28'000.0);
  CHECK(moved_usd(route.world.movements, Flow::write_down) == 0);
}

TEST_CASE("what brokers bought in a step lies with them until it has been held, at what it cost", "[markets]") {
  Route route;
  route.world.trades.chips.push_back({route.h100, CloudId::none(), route.broker, 50, 31'000, 0, AccountId::none()});
  route.rule.clear(route.world);
  REQUIRE(route.world.broker_stock.rows.size() == 1);
  const auto& row = route.world.broker_stock.rows[0];
  CHECK(row.units == 50);
  CHECK(row.cost == from_usd(50 * 31'000.0));
  CHECK(row.bought == route.world.today);
  CHECK(route.world.brokers.diverted[route.broker] == 0);
}

TEST_CASE("restricted buyers share what comes by what they want, each up to a part of its cash", "[markets]") {
  Route route;
  World& world = route.world;
  const CloudId poor = add_cloud(world, "poor", world.countries.find("cn"), world.countries.find("cn"));
  world.clouds.restricted_wish[route.buyer] = 3e9;
  world.clouds.restricted_wish[poor] = 1e9;
  const double price = system_price(world, route.h100);
  world.accounts.balance[static_cast<std::size_t>(Item::deposits)][world.clouds.account[poor]] =
      from_usd(10.5 * price * 3 / route.rule.cash_share);  // for ten chips at the greatest premium, or a few more
  route.divert(400);
  std::int64_t first = 0, second = 0;
  for (const auto& shipment : world.pipeline.shipments) (shipment.buyer == poor ? second : first) += shipment.units;
  CHECK(first == 300);
  CHECK(second == std::int64_t(10.5 * 3 / (1 + world.signals.grey_premium)));
  REQUIRE(world.broker_stock.rows.size() == 1);  // what nobody could pay stays
  CHECK(world.broker_stock.rows[0].units == 400 - first - second);
  CHECK(world.broker_stock.rows[0].cost.usd() == Approx(28'000.0 * double(400 - first - second)));
}

TEST_CASE("the premium grows with what the law keeps away and has a ceiling", "[markets]") {
  double before = -1;
  for (const double wish : {1e7, 5e7, 1e11}) {
    Route route;
    route.world.signals.restricted_demand = wish;
    for (int month = 0; month < 60; ++month) route.divert(100);
    CHECK(route.world.signals.grey_premium > before);
    CHECK(route.world.signals.grey_premium <= route.rule.greatest_premium);
    before = route.world.signals.grey_premium;
  }
}

TEST_CASE("the premium clears what is wanted a year against what brokers hold over the time that they hold it",
          "[markets]") {
  Route route;
  const GreyMarket& rule = route.rule;
  REQUIRE(rule.holding_time > route.world.years);
  route.world.clouds.restricted_wish[route.buyer] = 0;  // nothing is delivered, the stock stays
  route.divert(1000);
  const double a_year = 1000 * system_price(route.world, route.h100) / rule.holding_time;
  route.world.signals.restricted_demand = 2 * a_year / (1 - rule.support_loss);
  for (int month = 0; month < 60; ++month) rule.clear(route.world);
  CHECK(route.world.signals.grey_premium == Approx(std::pow(2, 1 / rule.demand_elasticity) - 1));
}

TEST_CASE("what is detected is seized, closes the route for its time, and is a case", "[markets]") {
  Route route(1);
  route.divert(100);
  CHECK(route.world.skus.seized[route.h100] == 100);
  CHECK(route.world.brokers.seized[route.broker] == 100);
  CHECK(moved_usd(route.world.movements, Flow::write_down) == 100 * 28'000.0);
  CHECK(moved_usd(route.world.movements) == 100 * 28'000.0);  // and nobody is paid
  CHECK(route.world.brokers.diverted[route.broker] == 0);
  CHECK(route.world.governments.cases[route.us] == 1);
  CHECK(years_between(route.world.today, route.world.brokers.closed_until[route.broker]) == Approx(0.5).margin(0.01));
  REQUIRE(route.world.events.rows.size() == 1);
  CHECK(route.world.events.rows[0].kind == "seized");
}

TEST_CASE("every line of enforcement finds more", "[markets]") {
  const auto with = [](auto&& add) {
    Route route(0.05);
    add(route.world.governments, route.us);
    return route.rule.detection(route.world, route.broker);
  };
  const double none = with([](Governments&, GovernmentId) {});
  CHECK(none == Approx(0.05));
  CHECK(with([](Governments& g, GovernmentId us) { g.enforcement_agents[us] += 500; }) > none);
  CHECK(with([](Governments& g, GovernmentId us) { g.officers_abroad[us] += 20; }) > none);
  CHECK(with([](Governments& g, GovernmentId us) { g.registry_staff[us] += 50; }) > none);
  CHECK(with([](Governments& g, GovernmentId us) { g.analysts[us] += 50; }) > none);
  CHECK(with([](Governments& g, GovernmentId us) { g.location_checks[us] = 0.5; }) > none + 0.2);
}

TEST_CASE("enforcement finds more with every agent, at every head count, and nothing with none", "[markets]") {
  Route route(0.05);
  auto& g = route.world.governments;
  const auto found = [&](double agents, double officers = 0) {
    g.enforcement_agents[route.us] = agents;
    g.officers_abroad[route.us] = officers;
    return route.rule.detection(route.world, route.broker);
  };
  CHECK(found(0) == 0);
  double before = 0;
  for (double agents = 5; agents < 1000; agents += 5) {
    const double now = found(agents);
    CHECK(now > before);
    CHECK(now - before < 0.01);  // no jump
    before = now;
  }
  // Twice the staff finds as much more as the elasticity says; who is hired counts as who was there.
  const double at_base = found(route.rule.agents_at_base, route.rule.officers_at_base);
  CHECK(at_base == Approx(0.05));
  const double twice = found(2 * route.rule.agents_at_base, 2 * route.rule.officers_at_base);
  CHECK(std::log1p(-twice) / std::log1p(-at_base) == Approx(std::pow(2.0, route.rule.staff_elasticity)));
  found(route.rule.agents_at_base, route.rule.officers_at_base);
  g.hired[route.us].assign(kEnforcementLines, 0.0);
  g.hired[route.us][static_cast<std::size_t>(EnforcementLine::agents)] = route.rule.agents_at_base;
  g.hired[route.us][static_cast<std::size_t>(EnforcementLine::officers)] = route.rule.officers_at_base;
  CHECK(route.rule.detection(route.world, route.broker) == Approx(twice));
}
