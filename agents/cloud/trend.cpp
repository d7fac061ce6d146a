#include "agents/cloud/trend.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {

const Fields& TrendCloud::fields() {
  using T = TrendCloud;
  static const Fields all = {
      key("horizon", &T::horizon)
          .unit("year")
          .range(0.5, 8)
          .about("Horizon over which demand is extrapolated.")
          .calibrated(),
      key("greatest_growth", &T::greatest_growth)
          .unit("1/year")
          .range(0.1, 3)
          .about("Greatest growth of AI revenue that it dares to expect.")
          .calibrated(),
      key("capital_per_value", &T::capital_per_value)
          .moved("behaviour.cloud.capital_per_value")
          .unit("year")
          .range(0.2, 10)
          .about("AI capital wanted per yearly value of services.")
          .calibrated(),
      key("internal_capital", &T::internal_capital)
          .moved("behaviour.cloud.internal_capital")
          .unit("year")
          .range(0.2, 10)
          .about("AI capital wanted per yearly value of internal workloads.")
          .calibrated(),
      key("closing_time", &T::closing_time)
          .moved("behaviour.cloud.closing_time")
          .unit("year")
          .range(0.2, 5)
          .about("Time in which the gap to the desired capital is closed.")
          .calibrated(),
      key("greatest_step", &T::greatest_step)
          .moved("behaviour.cloud.greatest_step")
          .range(1, 20)
          .about("Greatest AI capex over that of the last 12 months.")
          .assumed(),
      key("entry_share", &T::entry_share)
          .moved("behaviour.cloud.entry_share")
          .range(0, 1)
          .about("Operating cash flow that a newcomer may put into AI at once.")
          .assumed(),
  };
  return all;
}

double TrendCloud::desired_capital(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const {
  const double internal = internal_value(world, habits, cloud, growth, horizon);
  const double hosted = world.clouds.service_share[cloud] * world.clouds.belief_bias[cloud] *
                        world.signals.services.revenue * math::exp(growth * horizon);
  return internal_capital * internal + capital_per_value * hosted;
}

double TrendCloud::step_limit(const World& world, const CloudHabits& habits, CloudId cloud) const {
  // Who does nothing else may put all into AI from the first day.
  const double entry = world.clouds.core_capex[cloud].at(world.today) > 0 ? entry_share : 1.0;
  return std::max({habits.least_capex, entry * operating_cash_flow(world, cloud),
                   greatest_step * world.clouds.ai_capex_rate[cloud]});
}

void TrendCloud::decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind,
                        Orders& orders) const {
  const double growth = expect_growth(world, habits, cloud, greatest_growth, mind);
  const double wanted = desired_capital(world, habits, cloud, growth);
  mind.desired_capital = wanted;
  const double capital = world.clouds.ai_capital[cloud];
  const double gap = wanted - capital - capital_of_chips(world.technology, chips_on_order(world, habits, cloud));
  const double wish = std::max(0.0, world.technology.wear * capital + gap / closing_time);
  const double limited = std::min({wish, step_limit(world, habits, cloud), affordable(world, habits, cloud, 1)});
  carry_out(world, habits, cloud, with_state_orders(world, cloud, limited), 1, mind, orders);
}

}  // namespace exarace
