#include "agents/lab/group.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {

const Fields& GroupLab::fields() {
  using T = GroupLab;
  static const Fields all = {
      key("rent_response", &T::rent_response)
          .range(0, 3)
          .about("Elasticity of the share of the fleet that its group leaves it to rent over user cost.")
          .assumed()
          .prior(lognormal(0.3, 0.5)),
      key("idle_use", &T::idle_use)
          .range(0, 1)
          .about("Part of the hours on offer that nobody rented in the last step which it takes.")
          .assumed()
          .prior(triangular(0.1, 0.5, 0.9)),
  };
  return all;
}

double GroupLab::hours_wanted(const World& world, LabId lab, CloudId cloud) const {
  const auto& clouds = world.clouds;
  const std::size_t market = Signals::market(clouds.country[cloud], clouds.fleet_class[cloud]);
  const double cost = world.signals.user_cost[market];
  const double mark_up = cost > 0 ? std::max(1.0, world.signals.contract_rent[market] / cost) : 1.0;
  const double share = world.labs.group_budget[lab] * math::pow(mark_up, -rent_response);
  const double capacity = clouds.hours_capacity[cloud];
  const double idle =
      std::max(0.0, clouds.rental_share[cloud] * capacity - clouds.hours_rented[cloud] - share * capacity);
  return std::min(capacity, share * capacity + idle_use * idle);
}

void GroupLab::decide(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) const {
  decide_alike(world, habits, lab, mind, orders);
  if (!world.labs.owned[lab]) return;
  const CloudId home = world.labs.home_cloud[lab];
  const GroupId group = world.labs.group[lab] ? world.labs.group[lab] : world.clouds.group[home];
  for (const CloudId cloud : world.clouds.rows())
    if (cloud == home || (group && world.clouds.group[cloud] == group))
      orders.compute.push_back({lab, hours_wanted(world, lab, cloud), 0, true, cloud});
}

}  // namespace exarace
