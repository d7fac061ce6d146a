#pragma once
/// What a fab expects of a line, and what capacity there is worth.

#include "agents/fab/habits.hpp"
#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Orders of designers, as a rate [units/month].
double asked_for(const World& world, const FabHabits& habits, LineId line);

/// Beliefs and price of a line; returns the capacity that it will lack when what is ordered today is there
/// [units/month].
double plan_line(const World& world, const FabHabits& habits, LineId line, LineMind& mind);

/// Value of a unit of capacity over its cost at the fab's hurdle rate.
double profitability(const World& world, const FabHabits& habits, LineId line);

}  // namespace exarace
