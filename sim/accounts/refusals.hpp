#pragma once
/// Counts what the law refuses, a wish that is repeated once.

#include "sim/state/world.hpp"

namespace exarace {

/// Joins the denials of the step to the wishes that stand and notes on each denial how much of it is new: what goes
/// beyond the most that was asked before. A wish that nobody has repeated for a quarter is given up; asked again, it is
/// a new one.
void remember_refusals(World& world);

}  // namespace exarace
