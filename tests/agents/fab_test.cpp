#include "agents/fab/fab.hpp"

#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A line whose orders have outgrown it, at a fab that can pay.
struct FullLine {
  World world = minded_world();
  FabId fab = world.fabs.find("tsmc");
  LineId line = world.lines.find("tsmc_n4");

  FullLine() {
    auto& lines = world.lines;
    lines.orders[line] = lines.orders_rate[line] = 3000;
    lines.unit_price[line] = 16000;
    lines.capacity_cost[line] = 2e5;
    lines.greenfield_time[line] = 2;
    lines.growth_limit[line] = 1;
    lines.utilisation[line] = 1;
    world.fabs.revenue_rate[fab] = 1e9;
  }

  /// Capacity that it orders [units/month].
  double ordered() const {
    const Orders orders = FabBehaviour{}.decide(world, fab).orders;
    return total(orders.capacity, [](const CapacityOrder& order) { return order.capacity; });
  }
};

}  // namespace

TEST_CASE("a fab invests less the higher its hurdle rate, and nothing where capacity does not pay", "[agents]") {
  FullLine full;
  double before = INFINITY;
  for (const double rate : {0.05, 0.2, 0.3, 0.35}) {
    full.world.fabs.hurdle_rate[full.fab] = rate;
    INFO("hurdle rate " << rate << ", profitability " << profitability(full.world, {}, full.line));
    const double now = full.ordered();
    CHECK(now <= before);
    before = now;
  }
  full.world.fabs.hurdle_rate[full.fab] = 0.05;
  const double cheap = full.ordered();
  CHECK(cheap > 0);
  full.world.fabs.hurdle_rate[full.fab] = 0.3;
  CHECK(full.ordered() < cheap);
  full.world.fabs.hurdle_rate[full.fab] = 2;
  CHECK(full.ordered() == 0);
}

TEST_CASE("a fab with room on its line and no orders ahead invests nothing", "[agents]") {
  FullLine full;
  full.world.fabs.hurdle_rate[full.fab] = 0.05;
  full.world.lines.orders[full.line] = full.world.lines.orders_rate[full.line] = 500;
  full.world.lines.utilisation[full.line] = 0.5;
  CHECK(full.ordered() == 0);
}

TEST_CASE("a fab in China buys tools ahead of a ban", "[agents]") {
  FullLine full;
  auto& lines = full.world.lines;
  full.world.fabs.hurdle_rate[full.fab] = 0.05;
  lines.orders[full.line] = lines.orders_rate[full.line] = 960;
  lines.utilisation[full.line] = 0.9;
  lines.site[full.line] = full.world.countries.find("cn");
  const double calm = full.ordered();
  full.world.restrictions.tools_hazard = 0.9;
  CHECK(full.ordered() > calm);
}

TEST_CASE("a fab builds ahead for what buyers outside the model tell it that they will take", "[agents]") {
  FullLine full;
  auto& lines = full.world.lines;
  full.world.fabs.hurdle_rate[full.fab] = 0.05;
  lines.orders[full.line] = lines.orders_rate[full.line] = 0;
  lines.utilisation[full.line] = 0;
  CHECK(full.ordered() == 0);
  lines.other_demand[full.line] = TimeSeries(5000.0);
  CHECK(full.ordered() > 0);
}

TEST_CASE("a fab counts orders that it could not serve over the time of its backlog", "[agents]") {
  FullLine full;
  const FabHabits rule;
  auto& lines = full.world.lines;
  const double served = lines.working(full.line);
  lines.orders[full.line] = 11 * served;
  CHECK(asked_for(full.world, rule, full.line) == Approx(served + 10 * served * full.world.years / rule.backlog_time));
}

TEST_CASE("orders that wait for a mineral ask for no tools", "[agents]") {
  FullLine full;
  const FabHabits rule;
  auto& lines = full.world.lines;
  full.world.fabs.hurdle_rate[full.fab] = 0.05;
  const double tools = lines.working(full.line);
  lines.utilisation[full.line] = 1;
  lines.orders[full.line] = lines.orders_rate[full.line] = tools;
  const double asked = asked_for(full.world, rule, full.line), ordered = full.ordered();
  lines.input_effect[full.line] = -0.4;
  CHECK(lines.equipped(full.line) == Approx(tools));
  CHECK(asked_for(full.world, rule, full.line) == Approx(0.6 * tools));
  CHECK(asked == Approx(tools));
  CHECK(full.ordered() <= ordered);
  // What lies beyond its tools is counted as ever.
  lines.orders[full.line] = 3 * tools;
  CHECK(asked_for(full.world, rule, full.line) ==
        Approx(0.6 * tools + 2 * tools * full.world.years / rule.backlog_time));
}

TEST_CASE("a subsidy builds what a fab would not build by itself", "[agents]") {
  FullLine full;
  full.world.fabs.hurdle_rate[full.fab] = 2;  // nothing pays
  CHECK(full.ordered() == 0);
  full.world.regimes.budgets.push_back({InstrumentId{},
                                        full.world.governments.find("us"),
                                        BudgetPurpose::fab_subsidy,
                                        1e8,
                                        {full.world.fabs.account[full.fab]}});
  const double built = full.ordered();
  CHECK(built > 0);
  CHECK(built <= 1e8 * full.world.years / full.world.lines.capacity_cost[full.line]);
  // The grant is money too: without a dollar of its own the fab builds as much.
  full.world.fabs.revenue_rate[full.fab] = 0;
  full.world.accounts.balance[static_cast<std::size_t>(Item::deposits)][full.world.fabs.account[full.fab]] = {};
  CHECK(full.ordered() == Approx(built));
}

TEST_CASE("a state-backed fab builds by its plan while its line is used, and what grants buy beyond it", "[agents]") {
  FullLine full;
  auto& lines = full.world.lines;
  full.world.fabs.hurdle_rate[full.fab] = 2;  // nothing pays
  lines.orders[full.line] = lines.orders_rate[full.line] = 500;
  lines.utilisation[full.line] = 0.7;
  CHECK(full.ordered() == 0);
  full.world.fabs.state_backed[full.fab] = true;
  const FabHabits rule;
  const double plan = lines.capacity[full.line] * (std::exp(rule.plan_growth * full.world.years) - 1);
  CHECK(full.ordered() == Approx(plan));
  lines.utilisation[full.line] = rule.plan_use - 0.01;
  CHECK(full.ordered() == 0);
  lines.utilisation[full.line] = 0.7;
  full.world.regimes.budgets.push_back({InstrumentId{},
                                        full.world.governments.find("us"),
                                        BudgetPurpose::fab_subsidy,
                                        1e8,
                                        {full.world.fabs.account[full.fab]}});
  const double with_grant = full.ordered();
  CHECK(with_grant > plan);
  // No more than the line can bear, nor than the fab can pay.
  lines.growth_limit[full.line] = rule.plan_growth / 2;
  CHECK(full.ordered() < plan);
  full.world.regimes.budgets.clear();
  full.world.fabs.revenue_rate[full.fab] = 0;
  CHECK(full.ordered() == 0);
}

TEST_CASE("a full line raises its price and an empty one lowers it", "[agents]") {
  FullLine full;
  const auto price = [&](double utilisation) {
    full.world.lines.utilisation[full.line] = utilisation;
    const auto [mind, orders] = FabBehaviour{}.decide(full.world, full.fab);
    REQUIRE(mind.lines.at(0).first == full.line);
    return mind.lines[0].second.unit_price;
  };
  CHECK(price(1.0) > 16000);
  CHECK(price(0.5) < 16000);
  CHECK(price(0.9) == Approx(16000));
  // It gives way by `price_fall` of the pace at which it rises.
  const double up = std::log(price(1.0) / 16000), down = std::log(16000 / price(0.5));
  CHECK(down == Approx(FabBehaviour{}.habits.price_fall * up));
}

TEST_CASE("a fab by accelerator builds for demand whatever capacity earns, the faster the shorter its time",
          "[agents]") {
  FullLine full;
  full.world.fabs.hurdle_rate[full.fab] = 2;  // nothing pays
  const auto ordered = [&](const char* behaviour, double time) {
    full.world.fabs.behaviour[full.fab] = behaviour;
    FabBehaviour rule;
    std::get<AcceleratorFab>(rule.repertoire.kinds).closing_time = time;
    const Orders orders = rule.decide(full.world, full.fab).orders;
    return total(orders.capacity, [](const CapacityOrder& order) { return order.capacity; });
  };
  CHECK(ordered("value", 0.5) == 0);
  CHECK(ordered("", 0.5) == 0);
  CHECK(ordered("accelerator", 0.5) > 0);
  CHECK(ordered("accelerator", 0.25) > 1.5 * ordered("accelerator", 0.5));
  full.world.lines.orders[full.line] = full.world.lines.orders_rate[full.line] = 500;
  full.world.lines.utilisation[full.line] = 0.5;
  CHECK(ordered("accelerator", 0.5) == 0);
}
