#pragma once
/// Cases of diversion that enforcement found, as governments remember them.

#include "sim/state/world.hpp"

namespace exarace {

/// They fade over a year.
void fade_cases(World& world);

}  // namespace exarace
