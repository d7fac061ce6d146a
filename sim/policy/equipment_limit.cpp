#include "sim/policy/equipment_limit.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {

double growth_left(const EquipmentLimit& rule, double years) {
  return 1.0 - rule.barred * rule.supply_share * math::exp(-std::max(0.0, years) / rule.replacement_time);
}

}  // namespace exarace
