#pragma once
/// What governments do during the run, carried out at the start of the next step.

#include "sim/state/world.hpp"

namespace exarace {

/// Makes the acts of the last step law.
void carry_out(World& world);

}  // namespace exarace
