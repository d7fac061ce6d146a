#pragma once
/// What a designer has on its list: prices, what is withdrawn, its best chip.

#include "agents/designer/habits.hpp"
#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Posts the prices of its SKUs, and takes off the list what has been succeeded.
void post_list(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind);

/// Whether two SKUs are sold to the same buyers: one designer, both cut down for a law or both not, both with HBM or
/// not.
bool same_line_up(const World& world, SkuId a, SkuId b);

/// Fastest data-centre SKU of a designer on sale that is not cut down, or none.
SkuId flagship(const World& world, DesignerId designer);

}  // namespace exarace
