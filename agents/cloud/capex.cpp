#include "agents/cloud/capex.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/public_pay.hpp"

namespace exarace {

double expect_growth(const World& world, const CloudHabits& habits, CloudId cloud, double greatest, CloudMind& mind) {
  const double seen = std::min(world.signals.services_growth, greatest);
  return mind.belief_growth = smoothed(world.clouds.belief_growth[cloud], seen, habits.belief_speed, world.years);
}

double internal_value(const World& world, const CloudHabits& habits, CloudId cloud, double ahead) {
  const double elapsed = years_between(world.calendar.start, world.today);
  return world.clouds.internal_work[cloud] * std::exp(habits.internal_growth * (elapsed + ahead));
}

double with_state_orders(const World& world, CloudId cloud, double wish) {
  const double ordered_by_state =
      public_pay(world, world.clouds.account[cloud], {BudgetPurpose::public_compute, BudgetPurpose::procurement});
  return world.clouds.capex_factor[cloud].at(world.today) * wish + ordered_by_state;
}

void carry_out(const World& world, const CloudHabits& habits, CloudId cloud, double capex, CloudMind& mind,
               Orders& orders) {
  const double spend = capex * world.years;
  const auto [waiting, home] = look_at_chips(world, cloud);
  // Chips are ordered only in so far as sites will have power for them.
  const double pluggable = pluggable_share(world, habits, cloud, waiting);
  const ChipChoice choice = choose_chips(world, habits, cloud, home);
  mind.restricted_wish = chips_of_capital(world.technology, capex) * pluggable * choice.restricted;
  mind.ban_hazard = choice.hazard;
  order_chips(world, habits, cloud, chips_of_capital(world.technology, spend) * pluggable, choice, orders);
  order_sites(world, habits, cloud, spend, waiting, choice, orders);
  mind.ai_plan = capex;
  borrow(world, habits, cloud, capex, orders);
  const double hours = sellable_hours(world, cloud);
  if (hours > 0)
    orders.offers.push_back({cloud, world.clouds.fleet_class[cloud], hours * world.clouds.rental_share[cloud], 0});
}

}  // namespace exarace
