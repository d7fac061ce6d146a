#include "agents/cloud/capex.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/public_pay.hpp"

namespace exarace {

double expect_growth(const World& world, const CloudHabits& habits, CloudId cloud, double greatest, CloudMind& mind) {
  const double seen =
      std::min(world.signals.services_by_home[world.side_of(world.clouds.parent[cloud])].growth, greatest);
  const double before = world.clouds.belief_growth[cloud];
  // The step is a lag of its own: this keeps the sum of both the same for weeks and months.
  return mind.belief_growth = before + std::min(1.0, habits.belief_speed * world.years) * (seen - before);
}

double internal_value(const World& world, const CloudHabits& habits, CloudId cloud, double growth, double ahead) {
  const double elapsed = years_between(world.calendar.start, world.today);
  // What is sold as a service is built into search, feeds and shops as well, until it is everywhere.
  const double revenue = world.signals.services.revenue;
  const double everywhere = revenue / (revenue + habits.internal_scale);
  const double level = 1 + habits.internal_rise * everywhere;
  const double elasticity = (level - 1) / level * (1 - everywhere);
  return world.clouds.internal_work[cloud] * level *
         math::exp(habits.internal_growth * (elapsed + ahead) + elasticity * growth * ahead);
}

double with_state_orders(const World& world, CloudId cloud, double wish) {
  // What another state offers are chips, not cash.
  const double ordered_by_state =
      public_pay(world, world.clouds.account[cloud],
                 {BudgetPurpose::public_compute, BudgetPurpose::procurement, BudgetPurpose::diplomacy});
  return world.clouds.capex_factor[cloud].at(world.today) * wish + ordered_by_state;
}

namespace {

/// Hours a year that it would build for customers who sign ahead of capacity: a part of what it has and what a newcomer
/// can take on, less what it has signed.
double hours_to_build(const World& world, const CloudHabits& habits, CloudId cloud) {
  const auto& clouds = world.clouds;
  const double most = habits.build_ahead * sellable_hours(world, cloud) / world.years +
                      habits.build_start * sellable_hours(world.technology, 1);
  return std::max(0.0, clouds.rental_share[cloud] * most - clouds.promised[cloud]);
}

}  // namespace

void carry_out(const World& world, const CloudHabits& habits, CloudId cloud, double capex, double worth,
               CloudMind& mind, Orders& orders) {
  const double spend = capex * world.years;
  const auto [waiting, home] = look_at_chips(world, habits, cloud);
  // Chips are ordered only in so far as sites will have power for them.
  const double in_sight = sites_in_sight(world, habits, cloud);
  const double pluggable = pluggable_share(world, habits, cloud, in_sight, waiting);
  const ChipChoice choice = choose_chips(world, habits, cloud, home);
  // What it gets legally for the same money stands in for a part of what is closed; to train on, as far as it trains.
  const double met = capex > 0 ? std::clamp(world.clouds.ai_capex_rate[cloud] / capex, 0.0, 1.0) : 1.0;
  const double closed = chips_of_capital(world.technology, capex) * pluggable * choice.restricted;
  mind.restricted_wish = closed * (1 - habits.legal_relief * met);
  mind.training_wish = closed * (1 - habits.legal_relief * choice.stands_in * met);
  mind.ban_hazard = choice.hazard;
  const double remembered = world.step > 0 ? world.clouds.cut_off[cloud] : choice.restricted;
  mind.cut_off = smoothed(remembered, choice.restricted, 1 / habits.cut_off_memory, world.years);
  order_chips(world, habits, cloud, chips_of_capital(world.technology, spend) * pluggable, choice, orders);
  order_sites(world, habits, cloud, spend, in_sight, waiting, choice, orders);
  mind.ai_plan = capex;
  raise_money(world, habits, cloud, capex, worth, orders);
  const double hours = sellable_hours(world, cloud);
  // It signs to build the more, the more a dollar of capital is worth above a dollar.
  const double ahead = std::clamp(worth - 1, 0.0, 1.0) * hours_to_build(world, habits, cloud);
  if (hours > 0 || ahead > 0)
    orders.offers.push_back(
        {cloud, world.clouds.fleet_class[cloud], hours * world.clouds.rental_share[cloud], 0, ahead});
}

}  // namespace exarace
