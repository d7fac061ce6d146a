#pragma once
/// Variants of a designer's best chip that the law lets pass.

#include "agents/designer/list.hpp"

namespace exarace {

/// Begins a compliant variant where the law closes its best chip and the margin on a variant earns its cost; orders the
/// launch when it is ready.
void plan_variant(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
                  Orders& orders);

}  // namespace exarace
