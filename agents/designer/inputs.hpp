#pragma once
/// Wafers, stacks and packages that a designer orders for its plans.

#include "agents/designer/plan.hpp"

namespace exarace {

/// Orders all inputs for what it expects: packages as far as there are dies and stacks, wafers for what can be
/// packaged, stacks for what is started.
void order_inputs(const World& world, const DesignerHabits& habits, DesignerId designer, const Expectation& expect,
                  DesignerMind& mind, Orders& orders);

}  // namespace exarace
