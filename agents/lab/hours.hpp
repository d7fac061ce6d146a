#pragma once
/// What a lab does with its hours: services, training runs, research.

#include "agents/lab/habits.hpp"
#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Splits its hours among services, a run where it trains, and research.
void share_hours(const World& world, const LabHabits& habits, LabId lab, bool trains, LabMind& mind);

/// Begins a training run, as large as its compute allows, when the interval is over; whether it trains in this step.
bool plan_run(const World& world, const LabHabits& habits, LabId lab, Orders& orders);

}  // namespace exarace
