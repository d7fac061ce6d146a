#include "agents/fab/plan.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/outside_demand.hpp"

namespace exarace {

double asked_for(const World& world, const FabHabits& habits, LineId line) {
  const auto& lines = world.lines;
  const double outside = outside_demand(world, line, world.today);
  const double served =
      std::max(0.0, lines.utilisation[line] * lines.working(line) - lines.outside_sales[line] / (12 * world.years));
  // What waits for a mineral asks for no tools.
  const double held_up = lines.utilisation[line] * (lines.equipped(line) - lines.working(line));
  const double unmet = std::max(0.0, lines.orders[line] - outside - served - held_up);
  return served + unmet * std::min(1.0, world.years / habits.backlog_time);
}

double plan_line(const World& world, const FabHabits& habits, LineId line, LineMind& mind) {
  const auto& lines = world.lines;
  const double before = lines.orders_rate[line];
  mind.orders_rate = smoothed(before, asked_for(world, habits, line), habits.order_speed, world.years);
  mind.orders_trend =
      smoothed(lines.orders_trend[line], (mind.orders_rate - before) / world.years, habits.trend_speed, world.years);
  const double fullness = lines.utilisation[line] - habits.normal_use;
  // List prices give way more slowly than they rise.
  const double pull = std::clamp(fullness * habits.price_slope, -1.0, 1.0) * (fullness < 0 ? habits.price_fall : 1.0);
  const double moved = lines.unit_price[line] * math::exp(habits.price_speed * pull * world.years);
  // A price at which a new line pays for itself at once would draw in others and lose the customers that stay.
  const double limit = lines.capacity_cost[line] / (12 * habits.margin * habits.least_payback);
  mind.unit_price = std::min(moved, std::max(lines.unit_price[line], limit));
  const double wait = lines.conversion_speed[line] > 0 ? lines.conversion_time[line] : lines.greenfield_time[line];
  const double growth =
      std::clamp(mind.orders_trend / std::max(1.0, mind.orders_rate), -habits.trend_limit, habits.trend_limit);
  // Buyers outside the model tell ahead what they will take when capacity that is ordered today is there.
  const double outside = outside_demand(world, line, Date{world.today.days + static_cast<int>(wait * 365.25)});
  double expected = (mind.orders_rate * math::exp(growth * wait) + outside) * habits.headroom;
  if (world.in_china(lines.site[line]))
    expected *= 1 + habits.ban_stockpiling * world.restrictions.tools_hazard * habits.ban_growth;
  return std::max(0.0, expected - lines.equipped(line) - lines.capacity_on_order[line]);
}

double profitability(const World& world, const FabHabits& habits, LineId line) {
  const auto& lines = world.lines;
  const double rate = world.fabs.hurdle_rate[lines.fab[line]];
  const double annuity = rate > 1e-9 ? (1 - math::exp(-rate * habits.tool_life)) / rate : habits.tool_life;
  const double discount = math::exp(-rate * lines.greenfield_time[line]);
  const double earned = 12 * lines.unit_price[line] * habits.margin * annuity * discount;
  return earned / std::max(1e-9, lines.capacity_cost[line]);
}

}  // namespace exarace
