#pragma once
/// How a fab spends what it may on its lines.

#include <functional>

#include "agents/fab/plan.hpp"

namespace exarace {

/// Part of the capacity that a line will lack which a fab would order, given what capacity there is worth over its
/// cost.
using Appetite = std::function<double(double earns)>;

/// Plans all lines of a fab and orders capacity, what earns most for its cost first, within revenue, money at hand and
/// the growth that a line can bear. Subsidies buy capacity beyond that appetite.
void invest(const World& world, const FabHabits& habits, FabId fab, const Appetite& appetite, FabMind& mind,
            Orders& orders);

}  // namespace exarace
