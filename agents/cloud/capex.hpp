#pragma once
/// What rules of AI capex share: expectations, what the state adds, and the plan carried out.

#include "agents/cloud/choice.hpp"
#include "agents/cloud/finance.hpp"
#include "agents/cloud/sites.hpp"
#include "sim/state/decided.hpp"

namespace exarace {

/// Moves its expected growth of AI revenue towards what is published, at most `greatest` [1/year, log]; returns it.
double expect_growth(const World& world, const CloudHabits& habits, CloudId cloud, double greatest, CloudMind& mind);

/// Value of its internal workloads `ahead` years from today, when AI services grow at `growth` a year [USD/year].
double internal_value(const World& world, const CloudHabits& habits, CloudId cloud, double growth, double ahead);

/// AI capex of a wish [USD/year]: cut by the lever of its row; what the state pays for comes on top.
double with_state_orders(const World& world, CloudId cloud, double wish);

/// Carries an AI capex [USD/year] out: chips as far as sites have power, site power ahead, money, hours on offer.
/// Savers and owners give the more the more a dollar of AI capital is `worth`.
void carry_out(const World& world, const CloudHabits& habits, CloudId cloud, double capex, double worth,
               CloudMind& mind, Orders& orders);

}  // namespace exarace
