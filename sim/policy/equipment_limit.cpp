#include "sim/policy/equipment_limit.hpp"

#include <algorithm>
#include <cmath>

namespace exarace {

double growth_left(const EquipmentLimit& rule, double years) {
  return 1.0 - rule.barred * rule.supply_share * std::exp(-std::max(0.0, years) / rule.replacement_time);
}

}  // namespace exarace
