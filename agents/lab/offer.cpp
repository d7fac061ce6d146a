#include "agents/lab/offer.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"

namespace exarace {

std::size_t home_market(const World& world, LabId lab) {
  const CloudId home = world.labs.home_cloud[lab];
  return Signals::market(world.clouds.country[home], world.clouds.fleet_class[home]);
}

void release(const World& world, const LabHabits& habits, LabId lab, Labs& mind) {
  const auto& labs = world.labs;
  const double gain = labs.internal_capability[lab] - labs.capability[lab];
  const bool rival_ahead = world.signals.frontier > labs.capability[lab] + habits.rival_lead;
  if (gain >= habits.release_gain || (gain > habits.least_gain && rival_ahead)) {
    mind.capability[lab] = labs.internal_capability[lab];
    mind.last_release[lab] = world.today;
  }
}

void post_price(const World& world, const LabHabits& habits, LabId lab, Labs& mind) {
  const std::size_t market = home_market(world, lab);
  const double cost = world.signals.contract_rent[market] / std::max(1e-9, world.signals.user_cost[market]);
  const double turned_away = 1 / std::max(habits.least_quality, world.labs.quality[lab]);
  double target = std::pow(std::max(habits.least_cost_ratio, cost), habits.price_response) *
                  std::pow(turned_away, habits.scarcity_response);
  if (world.mechanisms.on(19)) {
    const double behind = std::max(0.0, world.labs.capability[lab] - world.signals.open_frontier);
    target *= 1 - habits.open_discount * std::exp(-behind / habits.open_reach);
  }
  mind.service_price[lab] = smoothed(world.labs.service_price[lab], target, habits.price_speed, world.years);
}

}  // namespace exarace
