#pragma once
/// Next generations from a designer's own R&D.

#include "agents/designer/list.hpp"

namespace exarace {

/// Tapes out a generation when its time has come and its R&D is done, so long before it is sold that wafers can be
/// begun for its launch; a designer whom foundries refuse has it made at home.
void plan_generation(const World& world, const DesignerHabits& habits, DesignerId designer, Orders& orders);

}  // namespace exarace
