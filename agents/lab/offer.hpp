#pragma once
/// What a lab offers to users: releases and their price.

#include "agents/lab/habits.hpp"
#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Market of its home cloud, see Signals::market().
std::size_t home_market(const World& world, LabId lab);

/// Says what gain is worth a release: less when a rival is ahead.
void release(const World& world, const LabHabits& habits, LabId lab, Orders& orders);

/// Moves its price with the cost of compute, the users that it turns away and open models beside it.
void post_price(const World& world, const LabHabits& habits, LabId lab, LabMind& mind);

}  // namespace exarace
