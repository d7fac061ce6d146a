#pragma once
/// What buyers outside the model order from a line: read by the market that sells it and by the fab that plans for it.

#include "sim/state/world.hpp"

namespace exarace {

/// Orders from outside the model on a day, less what tariffs of the present law keep away [units/month].
inline double outside_demand(const World& world, LineId line, Date day) {
  const auto& open = world.restrictions.outside_open;
  const double left = line.index < open.size() ? open[line.index] : 1.0;
  return world.lines.other_demand[line].at(day) * left;
}

/// Part of the growth of a country's power that limits on equipment leave, 0 to 1.
inline double equipment_left(const World& world, CountryId country) {
  const auto& open = world.restrictions.sites_open;
  return country.index < open.size() ? open[country.index] : 1.0;
}

}  // namespace exarace
