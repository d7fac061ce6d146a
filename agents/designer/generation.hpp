#pragma once
/// Next generations from a designer's own R&D.

#include "agents/designer/list.hpp"

namespace exarace {

/// Orders the launch of a generation when its time has come and its R&D is done; a designer whom foundries refuse has
/// it made at home.
void plan_generation(const World& world, const DesignerHabits& habits, DesignerId designer, Orders& orders);

}  // namespace exarace
