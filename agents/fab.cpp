#include "agents/fab.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "sim/core/smooth.hpp"
#include "sim/state/public_pay.hpp"

namespace exarace {

const Fields& FabBehaviour::fields() {
  using T = FabBehaviour;
  static const Fields all = {
      key("order_speed", &T::order_speed)
          .unit("1/year")
          .range(0.2, 50)
          .prior(lognormal(4, 0.5))
          .about("Smoothing of orders.")
          .assumed(),
      key("backlog_time", &T::backlog_time)
          .unit("year")
          .range(0.02, 5)
          .prior(lognormal(0.2, 0.5))
          .about("Time over which orders that could not be served count: buyers ask for them again at every step.")
          .assumed(),
      key("headroom", &T::headroom)
          .range(0.5, 2)
          .prior(lognormal(1.1, 0.1))
          .about("Capacity over expected orders.")
          .calibrated(),
      key("trend_limit", &T::trend_limit)
          .unit("1/year")
          .range(0, 3)
          .prior(lognormal(1, 0.4))
          .about("Greatest growth of orders that it extrapolates.")
          .assumed(),
      key("margin", &T::margin)
          .range(0.01, 0.95)
          .about("Part of a unit's price left after running cost.")
          .sourced("foundry_margins", "2024-01"),
      key("eagerness", &T::eagerness)
          .range(0.1, 100)
          .prior(lognormal(3, 0.5))
          .about("Share of wanted capacity ordered per unit of profitability above 1.")
          .assumed(),
      key("tool_life", &T::tool_life).unit("year").range(2, 20).about("Years over which capacity earns.").assumed(),
      key("price_speed", &T::price_speed)
          .unit("1/year")
          .range(0, 1)
          .prior(lognormal(0.08, 0.6))
          .about("Change of prices when a line is full or a third empty.")
          .assumed(),
      key("least_payback", &T::least_payback)
          .unit("year")
          .range(0.05, 5)
          .about("Payback of a new line down to which prices rise: beyond it others would enter.")
          .assumed(),
      key("ban_stockpiling", &T::ban_stockpiling)
          .unit("year")
          .range(0, 5)
          .about("Capacity ordered ahead of a certain tool ban, in years of growth.")
          .assumed(),
      key("capex_limit", &T::capex_limit)
          .range(0, 2)
          .about("Greatest investment over revenue without public money.")
          .sourced("foundry_capex", "2024-01"),
      key("public_capex_limit", &T::public_capex_limit)
          .range(0, 5)
          .about("Greatest investment over revenue of state-backed fabs.")
          .sourced("foundry_capex", "2024-01"),
      key("grant_use", &T::grant_use)
          .range(0, 1)
          .about("Part of subsidies that buys capacity which orders alone would not.")
          .assumed(),
  };
  return all;
}

double FabBehaviour::profitability(const World& world, LineId line) const {
  const auto& lines = world.lines;
  const double rate = world.fabs.hurdle_rate[lines.fab[line]];
  const double annuity = rate > 1e-9 ? (1 - std::exp(-rate * tool_life)) / rate : tool_life;
  const double discount = std::exp(-rate * lines.greenfield_time[line]);
  const double earned = 12 * lines.unit_price[line] * margin * annuity * discount;
  return earned / std::max(1e-9, lines.capacity_cost[line]);
}

/// Capacity that a grant buys on one line: it is spread by what lines are asked for and cost. [units/month]
double FabBehaviour::granted(const World& world, LineId line, double grant) const {
  const auto& lines = world.lines;
  const auto weight = [&](LineId row) {
    return (lines.orders_rate[row] + lines.other_demand[row].at(world.today)) * lines.capacity_cost[row];
  };
  double all = 0;
  for (const LineId other : lines.rows())
    if (lines.fab[other] == lines.fab[line]) all += weight(other);
  return all > 0 ? grant * weight(line) / all / std::max(1e-9, lines.capacity_cost[line]) : 0.0;
}

double FabBehaviour::asked_for(const World& world, LineId line) const {
  const auto& lines = world.lines;
  const double outside = lines.other_demand[line].at(world.today);
  const double served =
      std::max(0.0, lines.utilisation[line] * lines.working(line) - lines.outside_sales[line] / (12 * world.years));
  const double unmet = std::max(0.0, lines.orders[line] - outside - served);
  return served + unmet * std::min(1.0, world.years / backlog_time);
}

double FabBehaviour::plan_line(const World& world, LineId line, LineMind& mind) const {
  const auto& lines = world.lines;
  const double before = lines.orders_rate[line];
  mind.orders_rate = smoothed(before, asked_for(world, line), order_speed, world.years);
  mind.orders_trend = smoothed(lines.orders_trend[line], (mind.orders_rate - before) / world.years, 3.0, world.years);
  const double fullness = lines.utilisation[line] - 0.9;
  const double moved =
      lines.unit_price[line] * std::exp(price_speed * std::clamp(fullness * 10, -1.0, 1.0) * world.years);
  // A price at which a new line pays for itself at once would draw in others and lose the customers that stay.
  const double limit = lines.capacity_cost[line] / (12 * margin * least_payback);
  mind.unit_price = std::min(moved, std::max(lines.unit_price[line], limit));
  const double wait = lines.conversion_speed[line] > 0 ? lines.conversion_time[line] : lines.greenfield_time[line];
  const double growth = std::clamp(mind.orders_trend / std::max(1.0, mind.orders_rate), -trend_limit, trend_limit);
  // Buyers outside the model tell ahead what they will take when capacity that is ordered today is there.
  const double outside = lines.other_demand[line].at(Date{world.today.days + static_cast<int>(wait * 365.25)});
  double expected = (mind.orders_rate * std::exp(growth * wait) + outside) * headroom;
  if (world.in_china(lines.site[line])) expected *= 1 + ban_stockpiling * world.restrictions.tools_hazard * 0.3;
  return std::max(0.0, expected - lines.working(line) - lines.capacity_on_order[line]);
}

Decided<FabMind> FabBehaviour::decide(const World& world, FabId fab) const {
  Decided<FabMind> decided;
  const auto& lines = world.lines;
  const double limit = (world.fabs.state_backed[fab] ? public_capex_limit : capex_limit) *
                       (world.fabs.revenue_rate[fab] + world.fabs.other_income[fab]);
  double budget =
      std::min(limit * world.years, 0.5 * std::max(0.0, world.accounts.spendable(world.fabs.account[fab]).usd()));
  const double grant =
      grant_use * public_pay(world, world.fabs.account[fab], {BudgetPurpose::fab_subsidy}) * world.years;
  budget += grant;
  std::vector<std::pair<double, LineId>> ranked;  // what earns most for its cost gets money first
  for (const LineId line : lines.rows())
    if (lines.fab[line] == fab) ranked.emplace_back(profitability(world, line), line);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [earns, line] : ranked) {
    auto mind = recall<LineMind>(lines, line);
    const double lacking = plan_line(world, line, mind);
    decided.mind.lines.emplace_back(line, mind);
    const double most = lines.capacity[line] * (std::exp(lines.growth_limit[line] * world.years) - 1);
    const double earned = std::min(lacking, most) * std::clamp(eagerness * (earns - 1), 0.0, 1.0);
    const double wanted = grant > 0 ? std::min(most, earned + granted(world, line, grant)) : earned;
    const double converted = std::min(wanted, lines.conversion_speed[line] * 12 * world.years * lines.capacity[line]);
    for (const bool conversion : {true, false}) {
      const double part = conversion ? converted : wanted - converted;
      const double affordable = budget / std::max(1e-9, lines.capacity_cost[line]);
      const double ordered = std::min(part, affordable);
      if (ordered <= 1e-6 * std::max(1.0, lines.capacity[line])) continue;
      budget -= ordered * lines.capacity_cost[line];
      decided.orders.capacity.push_back({line, ordered, conversion});
    }
  }
  return decided;
}

}  // namespace exarace
