#include "agents/lab/offer.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"

namespace exarace {

std::size_t home_market(const World& world, LabId lab) {
  const CloudId home = world.labs.home_cloud[lab];
  return Signals::market(world.clouds.country[home], world.clouds.fleet_class[home]);
}

void release(const World& world, const LabHabits& habits, LabId lab, Orders& orders) {
  // It says before it trains what is worth a release, so that users meet a model in the step after it was made.
  const bool rival_ahead = world.signals.frontier > world.labs.capability[lab] + habits.rival_lead;
  orders.releases.push_back(
      {lab, rival_ahead ? std::min(habits.least_gain, habits.release_gain) : habits.release_gain});
}

void post_price(const World& world, const LabHabits& habits, LabId lab, LabMind& mind) {
  const std::size_t market = home_market(world, lab);
  const double cost = world.signals.contract_rent[market] / std::max(1e-9, world.signals.user_cost[market]);
  const double turned_away = 1 / std::max(habits.least_quality, world.labs.quality[lab]);
  double target = math::pow(std::max(habits.least_cost_ratio, cost), habits.price_response) *
                  math::pow(turned_away, habits.scarcity_response);
  if (world.mechanisms.on(Mechanism::open_weights)) {
    const double behind = std::max(0.0, world.labs.capability[lab] - world.signals.open_frontier);
    target *= 1 - habits.open_discount * math::exp(-behind / habits.open_reach);
  }
  mind.service_price = smoothed(world.labs.service_price[lab], target, habits.price_speed, world.years);
}

}  // namespace exarace
