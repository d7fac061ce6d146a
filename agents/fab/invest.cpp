#include "agents/fab/invest.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/core/math.hpp"
#include "sim/state/outside_demand.hpp"
#include "sim/state/public_pay.hpp"

namespace exarace {
namespace {

/// Capacity that a grant buys on one line: it is spread by what lines are asked for and cost. [units/month]
double granted(const World& world, LineId line, double grant) {
  const auto& lines = world.lines;
  const auto weight = [&](LineId row) {
    return (lines.orders_rate[row] + outside_demand(world, row, world.today)) * lines.capacity_cost[row];
  };
  double all = 0;
  for (const LineId other : lines.rows())
    if (lines.fab[other] == lines.fab[line]) all += weight(other);
  return all > 0 ? grant * weight(line) / all / std::max(1e-9, lines.capacity_cost[line]) : 0.0;
}

/// Capacity that a state-backed fab adds in this step by its plan while a line is used enough, whatever is ordered
/// [units/month].
double planned(const World& world, const FabHabits& habits, LineId line) {
  const auto& lines = world.lines;
  const bool kept = world.fabs.state_backed[lines.fab[line]] && lines.utilisation[line] >= habits.plan_use;
  return kept ? lines.capacity[line] * (math::exp(habits.plan_growth * world.years) - 1) : 0.0;
}

/// Money for capacity in this step, without grants [USD].
double budget_of(const World& world, const FabHabits& habits, FabId fab) {
  const double limit = (world.fabs.state_backed[fab] ? habits.public_capex_limit : habits.capex_limit) *
                       (world.fabs.revenue_rate[fab] + world.fabs.other_income[fab]);
  return std::min(limit * world.years,
                  habits.cash_use * std::max(0.0, world.accounts.spendable(world.fabs.account[fab]).usd()));
}

/// Lines of a fab by what capacity there is worth over its cost, the best first.
std::vector<std::pair<double, LineId>> ranked_lines(const World& world, const FabHabits& habits, FabId fab) {
  std::vector<std::pair<double, LineId>> ranked;
  for (const LineId line : world.lines.rows())
    if (world.lines.fab[line] == fab) ranked.emplace_back(profitability(world, habits, line), line);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  return ranked;
}

/// Orders capacity as far as the money reaches: first what neighbouring lines can be turned into, then new halls.
void order_capacity(const World& world, LineId line, double wanted, double& budget, Orders& orders) {
  const auto& lines = world.lines;
  const double converted = std::min(wanted, lines.conversion_speed[line] * 12 * world.years * lines.capacity[line]);
  for (const bool conversion : {true, false}) {
    const double part = conversion ? converted : wanted - converted;
    const double affordable = budget / std::max(1e-9, lines.capacity_cost[line]);
    const double ordered = std::min(part, affordable);
    if (ordered <= 1e-6 * std::max(1.0, lines.capacity[line])) continue;
    budget -= ordered * lines.capacity_cost[line];
    orders.capacity.push_back({line, ordered, conversion});
  }
}

}  // namespace

void invest(const World& world, const FabHabits& habits, FabId fab, const Appetite& appetite, FabMind& mind,
            Orders& orders) {
  const auto& lines = world.lines;
  double budget = budget_of(world, habits, fab);
  const double grant =
      habits.grant_use * public_pay(world, world.fabs.account[fab], {BudgetPurpose::fab_subsidy}) * world.years;
  budget += grant;
  for (const auto& [earns, line] : ranked_lines(world, habits, fab)) {
    auto own = recall<LineMind>(lines, line);
    const double lacking = plan_line(world, habits, line, own);
    mind.lines.emplace_back(line, own);
    const double most = lines.capacity[line] * (math::exp(lines.growth_limit[line] * world.years) - 1);
    const double own_part = std::max(std::min(lacking, most) * appetite(earns), planned(world, habits, line));
    const double wanted = std::min(most, own_part + (grant > 0 ? granted(world, line, grant) : 0.0));
    order_capacity(world, line, wanted, budget, orders);
  }
}

}  // namespace exarace
