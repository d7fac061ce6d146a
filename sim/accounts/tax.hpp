#pragma once
/// Taxes on profit.

#include "sim/state/world.hpp"

namespace exarace {

/// Firms pay the corporate tax of their country on profit, net of all earlier losses: on each new height of the profit
/// since the start. So the tax does not depend on the length of a step, and losses are carried forward without end.
struct Tax {
  double effective = 1.0;  ///< effective over statutory rate
  double earmarked = 0.0;  ///< part of the receipts that stays with the budget of AI and chips

  static const Fields& fields();
  /// Asks for the tax that has become due, and for what the treasury passes on to the general budget. Call after all
  /// other costs: it reads the profit booked so far.
  void assess(World& world, Movements& out) const;
};

}  // namespace exarace
