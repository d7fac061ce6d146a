#include "sim/accounts/staffing.hpp"
#include "sim/markets/grey.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Agency {
  World world = small_world(make_date(2024, 1, 1));
  GovernmentId us = world.governments.find("us");
  BrokerId reseller = route("reseller", RouteKind::reseller), assembler = route("assembler", RouteKind::server_maker);

  Agency() {
    world.governments.enforcement_agents[us] = GreyMarket{}.agents_at_base;
    world.governments.officers_abroad[us] = GreyMarket{}.officers_at_base;
  }
  BrokerId route(const char* id, RouteKind kind) {
    const BrokerId broker = add_row(world.brokers, id);
    world.brokers.country[broker] = world.countries.find("tw");
    world.brokers.kind[broker] = kind;
    world.brokers.detection[broker] = 0.03;
    world.brokers.reseller_sales[broker] = 1e5;
    return broker;
  }
  void pay(EnforcementLine line, double rate) {
    BudgetLine budget{InstrumentId{0}, us, BudgetPurpose::enforcement, rate, {}};
    budget.line = line;
    world.regimes.budgets.push_back(budget);
  }
  double after(int months, EnforcementLine line) {
    for (int month = 0; month < months; ++month) Staffing{}.assess(world);
    return world.governments.hired[us][static_cast<std::size_t>(line)];
  }
};

}  // namespace

TEST_CASE("money becomes staff with a lag, at the cost of its line", "[accounts]") {
  Agency agency;
  agency.pay(EnforcementLine::officers, 5e7);
  CHECK(agency.after(3, EnforcementLine::officers) < 15);
  CHECK(agency.after(120, EnforcementLine::officers) == Approx(50).epsilon(0.01));
  CHECK(agency.after(0, EnforcementLine::agents) == 0);
  agency.world.regimes.budgets.clear();
  CHECK(agency.after(36, EnforcementLine::officers) < 6);  // and leaves when the money ends
}

TEST_CASE("each line finds its own routes", "[accounts]") {
  const GreyMarket market;
  const auto gain = [&](EnforcementLine line, bool of_reseller) {
    Agency agency;
    agency.pay(line, 5e7);
    agency.after(60, line);
    return market.detection(agency.world, of_reseller ? agency.reseller : agency.assembler) - 0.03;
  };
  CHECK(gain(EnforcementLine::officers, true) > gain(EnforcementLine::officers, false));
  CHECK(gain(EnforcementLine::registry, false) > gain(EnforcementLine::registry, true));
  CHECK(gain(EnforcementLine::agents, true) > 0);
  CHECK(gain(EnforcementLine::location, true) > 0);
  CHECK(gain(EnforcementLine::licensing, true) == Approx(0).margin(1e-12));
}

TEST_CASE("money for location checks reaches as many of the exported chips as it pays for", "[accounts]") {
  const Staffing rule;
  Agency agency;
  agency.world.signals.merchant_growth = 2;
  const double exported = 2 * 2e5;
  agency.pay(EnforcementLine::location, 0.25 * rule.check_cost * exported);
  CHECK(agency.after(600, EnforcementLine::location) == Approx(0.25));
  agency.world.regimes.budgets.clear();
  agency.pay(EnforcementLine::location, 100 * rule.check_cost * exported);
  CHECK(agency.after(600, EnforcementLine::location) == Approx(1));  // all of them, and no more
}
