#pragma once
/// Public money: losses that states carry, and receipts that AI and chips do not need.

#include "sim/state/world.hpp"

namespace exarace {

/// Governments carry state-backed firms, redeem bonds and hand what is left to the general budget.
struct Budget {
  double loss_cover = 1.0;            ///< part of the losses of state-backed firms that is made good
  double capital_cover = 0.5;         ///< part of the investment of publicly funded clouds that is granted
  double treasury_buffer = 1.0;       ///< treasury that is kept, over its opening value

  static const Fields& fields();
  /// Asks for the public payments of this step.
  void assess(World& world, Movements& out) const;
};

}  // namespace exarace
