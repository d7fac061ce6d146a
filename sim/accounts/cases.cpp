#include "sim/accounts/cases.hpp"

#include <cmath>

namespace exarace {

void fade_cases(World& world) {
  for (const GovernmentId government : world.governments.rows())
    world.governments.cases[government] *= std::exp(-world.years);
}

}  // namespace exarace
