#include "agents/cloud/trend.hpp"

#include <algorithm>
#include <cmath>

namespace exarace {
namespace {

double desired_capital(const World& world, const CloudHabits& habits, CloudId cloud, double growth) {
  const double internal = internal_value(world, habits, cloud, habits.horizon);
  const double hosted = world.clouds.service_share[cloud] * world.clouds.belief_bias[cloud] *
                        world.signals.services_revenue * std::exp(growth * habits.horizon);
  return habits.internal_capital * internal + habits.capital_per_value * hosted;
}

/// Most AI capex after that of the last 12 months [USD/year].
double step_limit(const World& world, const CloudHabits& habits, CloudId cloud) {
  // Who does nothing else may put all into AI from the first day.
  const double entry = world.clouds.core_capex[cloud].at(world.today) > 0 ? habits.entry_share : 1.0;
  return std::max({habits.least_capex, entry * operating_cash_flow(world, cloud),
                   habits.greatest_step * world.clouds.ai_capex_rate[cloud]});
}

}  // namespace

const Fields& TrendCloud::fields() {
  static const Fields none;
  return none;
}

void TrendCloud::decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind,
                        Orders& orders) const {
  const double growth = expect_growth(world, habits, cloud, habits.greatest_growth, mind);
  const double wanted = desired_capital(world, habits, cloud, growth);
  mind.desired_capital = wanted;
  const double capital = world.clouds.ai_capital[cloud];
  const double gap = wanted - capital - capital_of_chips(world.technology, chips_on_order(world, cloud));
  const double wish = std::max(0.0, world.technology.wear * capital + gap / habits.closing_time);
  const double limited = std::min({wish, step_limit(world, habits, cloud), affordable(world, habits, cloud)});
  carry_out(world, habits, cloud, with_state_orders(world, cloud, limited), mind, orders);
}

}  // namespace exarace
