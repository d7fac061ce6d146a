#pragma once
/// Orders of a front for the designer behind it.

#include "agents/designer/plan.hpp"

namespace exarace {

/// Orders dies abroad and stacks for the principal of a front, of what the principal's home line does not give.
void order_for_principal(const World& world, const DesignerHabits& habits, DesignerId front, const Expectation& expect,
                         Orders& orders);

}  // namespace exarace
