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

/// What savers would pay for new shares of one that sells them, in a year [USD/year].
double equity_room(const World& world, const CloudHabits& habits, CloudId cloud, double worth);

/// AI capex that cash flow, rents, cash, credit and shares allow [USD/year]. The more a dollar of AI capital is
/// `worth`, the less of the cash flow goes to owners.
double affordable(const World& world, const CloudHabits& habits, CloudId cloud, double worth);

/// Asks for a loan, and for equity where lenders give no more, when cash does not cover the AI capex [USD/year]
/// planned.
void raise_money(const World& world, const CloudHabits& habits, CloudId cloud, double capex, double worth,
                 Orders& orders);

}  // namespace exarace
