#pragma once
/// New SKUs from designers' own R&D.

#include "sim/state/world.hpp"

namespace exarace {

/// Adds the SKUs that designers launch in this step; they sell from the next.
void launch(World& world);
/// Room for the present number of SKUs in everything that is indexed by them.
void widen_for_skus(World& world);

}  // namespace exarace
