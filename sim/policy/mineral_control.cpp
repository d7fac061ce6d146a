#include "sim/policy/mineral_control.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {

double supply_left(const MineralControl& rule, double years) {
  return 1.0 - rule.withheld * rule.supply_share * math::exp(-std::max(0.0, years) / rule.replacement_time);
}

Ruling MineralControl::ruling(InstrumentId self, const Case& c) const {
  if (!at_home(c, self, c.maker_home) || at_home(c, self, c.place)) return {};
  const bool meant = is_target(c, self, c.place) || is_target(c, self, c.owner);
  return meant ? Ruling{policy, withheld} : Ruling{};
}

}  // namespace exarace
