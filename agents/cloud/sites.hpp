#pragma once
/// Site power of a cloud: what it counts on, how far it holds chips back for it, and what it orders.

#include "agents/cloud/choice.hpp"

namespace exarace {

/// Site power that it has or will have when chips that it orders now arrive [MW].
double sites_in_sight(const World& world, const CloudHabits& habits, CloudId cloud);

/// Part of the chips that it wants which it orders now: those that sites `in_sight` will have power for. `waiting` is
/// the power of chips that are ordered or stand uninstalled [MW].
double pluggable_share(const World& world, const CloudHabits& habits, CloudId cloud, double in_sight, double waiting);

/// Orders site power for a spend on AI capital [USD] of this step, ahead of need.
void order_sites(const World& world, const CloudHabits& habits, CloudId cloud, double spend, double in_sight,
                 double waiting, const ChipChoice& choice, Orders& orders);

}  // namespace exarace
