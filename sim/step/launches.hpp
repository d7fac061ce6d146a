#pragma once
/// New SKUs from designers' own R&D.

#include "sim/state/world.hpp"

namespace exarace {

/// Takes from R&D what designers put into variants, and adds the SKUs that they launch in this step; those sell from
/// the next.
void launch(World& world);
/// Room for the present number of SKUs in everything that is indexed by them.
void widen_for_skus(World& world);

}  // namespace exarace
