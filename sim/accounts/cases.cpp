#include "sim/accounts/cases.hpp"

#include "sim/core/math.hpp"

namespace exarace {

void fade_cases(World& world) {
  for (const GovernmentId government : world.governments.rows())
    world.governments.cases[government] *= math::exp(-world.years);
}

}  // namespace exarace
