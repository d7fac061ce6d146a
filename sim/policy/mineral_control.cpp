#include "sim/policy/mineral_control.hpp"

namespace exarace {

double supply_left(const MineralControl& rule) { return 1.0 - rule.withheld * rule.supply_share; }

Ruling ruling(const MineralControl& rule, InstrumentId self, const Case& c) {
  if (!at_home(c, self, c.maker_home) || at_home(c, self, c.place)) return {};
  const bool meant = is_target(c, self, c.place) || is_target(c, self, c.owner);
  return meant ? Ruling{rule.policy, rule.withheld} : Ruling{};
}

}  // namespace exarace
