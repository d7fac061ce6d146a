#include "agents/lab/group.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/rental_access.hpp"

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
      key("rented_part", &T::rented_part)
          .range(0, 3)
          .about(
              "Rent a year for hours of others over what it lacks: its share of what its group would spend a year on "
              "chips that the law closes, or what its income calls for beyond the hours of its group, if that is more.")
          .assumed()
          .prior(triangular(0.1, 0.45, 0.9)),
      key("awaited_part", &T::awaited_part)
          .range(0, 3)
          .about(
              "Rent a year for hours of others over the worth of those that it would have if its group had built what "
              "pays already.")
          .assumed()
          .prior(lognormal(0.3, 0.5)),
      key("rent_speed", &T::rent_speed)
          .unit("1/year")
          .range(0.1, 52)
          .about("Speed at which that rent follows what it lacks.")
          .assumed()
          .prior(lognormal(2, 0.4)),
  };
  return all;
}

double GroupLab::hours_wanted(const World& world, LabId lab, CloudId cloud) const {
  const auto& clouds = world.clouds;
  const std::size_t market = Signals::market(clouds.country[cloud], clouds.fleet_class[cloud]);
  const double cost = world.signals.user_cost[market];
  const double mark_up = cost > 0 ? std::max(1.0, world.signals.contract_rent[market] / cost) : 1.0;
  // It gives way to renters as far as its group serves any.
  const double usual = world.labs.group_budget[lab];
  const double share = std::max(usual * math::pow(mark_up, -rent_response), usual - clouds.rental_share[cloud]);
  const double capacity = clouds.hours_capacity[cloud];
  const double idle =
      std::max(0.0, clouds.rental_share[cloud] * capacity - clouds.hours_rented[cloud] - share * capacity);
  return std::min(capacity, share * capacity + idle_use * idle);
}

double GroupLab::rent_elsewhere(const World& world, const LabHabits& habits, LabId lab) const {
  const auto& clouds = world.clouds;
  double closed = 0, used = 0, awaited = 0;
  for (const CloudId cloud : clouds.rows()) {
    if (!of_own_group(world, lab, cloud)) continue;
    closed += clouds.training_wish[cloud];
    const std::size_t market = Signals::market(clouds.country[cloud], clouds.fleet_class[cloud]);
    // An hour on chips that train badly is worth less to it, but for what serves its users.
    const double serves = world.labs.serving_part[lab];
    const double worth = serves + (1 - serves) * std::min(1.0, clouds.training_ratio[cloud]);
    const double own = worth * hours_wanted(world, lab, cloud) / world.years * world.signals.contract_rent[market];
    used += own;
    awaited += own * std::max(0.0, clouds.worth[cloud] - 1);
  }
  // It lacks its share of those chips (the rest would have gone to the group's customers), or what its income calls for
  // beyond the hours of its group, whichever is more. Where haste is dear its group builds more slowly than pays: until
  // then it rents.
  const double lacks = std::max(world.labs.group_budget[lab] * closed, wanted_compute(world, habits, lab) - used);
  return smoothed(world.labs.rents[lab], std::max(rented_part * lacks, awaited_part * awaited), rent_speed,
                  world.years);
}

void GroupLab::decide(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) const {
  decide_alike(world, habits, lab, mind, orders);
  if (!world.labs.owned[lab]) return;
  for (const CloudId cloud : world.clouds.rows())
    if (of_own_group(world, lab, cloud))
      orders.compute.push_back({lab, hours_wanted(world, lab, cloud), 0, true, cloud});
  mind.rents = rent_elsewhere(world, habits, lab);
  if (mind.rents > 0) book_hours(world, habits, lab, mind.rents, orders);
}

}  // namespace exarace
