#pragma once
/// Which chips a cloud would buy with the next dollar, and the orders for them.

#include <vector>

#include "agents/cloud/habits.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// What a cloud sees of its chips; one look, since the fleet is long.
struct ChipStock {
  double power_waited_for = 0;  ///< of what it has ordered and of what stands uninstalled [MW]
  Ecosystem home{};             ///< ecosystem that most of its compute runs
};
ChipStock look_at_chips(const World& world, const CloudHabits& habits, CloudId cloud);

/// Chips that it has ordered and will receive within its horizon, at today's prices [USD].
double chips_on_order(const World& world, const CloudHabits& habits, CloudId cloud);

/// What it would buy with the next dollar.
struct ChipChoice {
  std::vector<double> part;  ///< of the money, by SKU; sums to one, or to zero where nothing is to be had
  double power_per_usd = 0;  ///< site power of that [MW/USD]
  double hazard = 0;         ///< that the law closes it within a year
  double restricted = 0;     ///< part of the wish that the law closes
  double stands_in = 0;      ///< training rate per dollar of what it buys over that of what the law closes, at most 1
};
/// Logit on cost per rate among what it is offered and the law leaves open.
ChipChoice choose_chips(const World& world, const CloudHabits& habits, CloudId cloud, Ecosystem home);

/// Orders chips for so much money [USD], and ahead of a ban that it sees coming.
void order_chips(const World& world, const CloudHabits& habits, CloudId cloud, double spend, const ChipChoice& choice,
                 Orders& orders);

}  // namespace exarace
