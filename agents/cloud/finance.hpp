#pragma once
/// Money of a cloud: what it earns, what lenders would add, what it can afford, and the loans it asks for.

#include "agents/cloud/habits.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Cash flow of its other business today [USD/year].
double operating_cash_flow(const World& world, CloudId cloud);

/// Core capex that it keeps up whatever AI takes [USD/year].
double core_capex_kept(const World& world, const CloudHabits& habits, CloudId cloud);

/// What lenders would add to its debt today [USD].
double borrowing_room(const World& world, const CloudHabits& habits, CloudId cloud);

/// AI capex that cash flow, rents, cash and credit allow [USD/year].
double affordable(const World& world, const CloudHabits& habits, CloudId cloud);

/// Asks for a loan where cash does not cover the AI capex [USD/year] that it plans.
void borrow(const World& world, const CloudHabits& habits, CloudId cloud, double capex, Orders& orders);

}  // namespace exarace
