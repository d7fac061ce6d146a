#pragma once
/// Money of a lab: what it wants to spend on compute, what it asks investors for, what it books.

#include "agents/lab/habits.hpp"
#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Compute that a lab which pays for it wants [USD/year].
double compute_budget(const World& world, const LabHabits& habits, LabId lab);

/// Compute that its income calls for, whatever money it has now [USD/year].
double wanted_compute(const World& world, const LabHabits& habits, LabId lab);

/// Asks investors for a round where its money does not last.
void ask_for_money(const World& world, const LabHabits& habits, LabId lab, double spend, LabMind& mind, Orders& orders);

/// Books hours for a spend [USD/year]: contracts beyond those that run, the rest on the spot market.
void book_hours(const World& world, const LabHabits& habits, LabId lab, double spend, Orders& orders);

}  // namespace exarace
