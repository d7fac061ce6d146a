#include "agents/broker.hpp"

#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Route {
  World world = minded_world();
  BrokerId broker = add_row(world.brokers, "route");

  Route() {
    auto& brokers = world.brokers;
    brokers.country[broker] = world.countries.find("tw");
    brokers.destination[broker] = world.countries.find("cn");
    brokers.reseller_sales[broker] = 1e5;
    brokers.flow[broker] = 5000;
    brokers.detection_now[broker] = 0.03;
    world.signals.grey_premium = 0.5;
    world.restrictions.open[world.restrictions.at(world.skus.find("h100"), world.countries.find("cn"))] = 0;
  }

  /// Chips a year that it plans, after some months at the present premium.
  double flow(int months = 1) const {
    World now = world;
    for (int month = 0; month < months; ++month) keep(now.brokers, broker, BrokerBehaviour{}.decide(now, broker).mind);
    return now.brokers.flow[broker];
  }
};

}  // namespace

TEST_CASE("a broker stops when the premium is gone", "[agents]") {
  Route route;
  CHECK(route.flow() > 5000);
  route.world.signals.grey_premium = 0;
  CHECK(route.flow() < 5000);
  CHECK(route.flow(36) == 0);
}

TEST_CASE("a broker shrinks while the premium does not pay for the risk", "[agents]") {
  Route route;
  route.world.signals.grey_premium = 0.2;
  CHECK(route.flow() < 5000);
  route.world.signals.grey_premium = 0.5;
  route.world.brokers.detection_now[route.broker] = 0.4;
  CHECK(route.flow() < 5000);
}

TEST_CASE("a broker has nothing to do where the law closes nothing, and rests when it was caught", "[agents]") {
  Route route;
  route.world.brokers.closed_until[route.broker] = Date{route.world.today.days + 90};
  CHECK(route.flow() == 0);
  route.world.brokers.closed_until[route.broker] = Date{};
  for (double& open : route.world.restrictions.open) open = 1;
  CHECK(route.flow() == 0);
}

TEST_CASE("a broker grows no further than its legal trade can hide", "[agents]") {
  Route route;
  route.world.signals.grey_premium = 3;
  CHECK(route.flow(240) == Approx(BrokerBehaviour{}.capacity_share * 1e5));
}

TEST_CASE("one premium divides diversion among routes by risk and room", "[agents]") {
  Route route;
  const auto settled = [&](double detection, double sales, double premium) {
    route.world.brokers.detection_now[route.broker] = detection;
    route.world.brokers.reseller_sales[route.broker] = sales;
    route.world.signals.grey_premium = premium;
    return route.flow(240);
  };
  const double before = settled(0.03, 1e5, 0.5);
  CHECK(before < BrokerBehaviour{}.capacity_share * 1e5);
  CHECK(settled(0.06, 1e5, 0.5) < before);
  CHECK(settled(0.03, 2e5, 0.5) == Approx(2 * before).epsilon(0.01));
  CHECK(settled(0.03, 1e5, 0.6) > before);
  // At the margin: a little more risk costs a little flow.
  CHECK(settled(0.031, 1e5, 0.5) > 0.95 * before);
  CHECK(settled(0.031, 1e5, 0.5) < before);
}

TEST_CASE("a broker orders what resellers get, not the best that is only on order", "[agents]") {
  Route route;
  World& world = route.world;
  const SkuId old = world.skus.find("h100"), coming = world.skus.find("h20");
  world.restrictions.open[world.restrictions.at(coming, world.countries.find("cn"))] = 0;
  world.skus.variant_of[coming] = SkuId::none();
  world.skus.serving_rate[coming] = 3 * world.skus.serving_rate[old];
  world.skus.sales_rate[coming] = 5e5;
  world.skus.shipment_rate[old] = 1e5;
  const auto chosen = [&] { return BrokerBehaviour{}.decide(world, route.broker).orders.diversions.at(0).sku; };
  CHECK(chosen() == old);
  world.skus.shipment_rate[coming] = 5e4;
  CHECK(chosen() == coming);
}
