#pragma once
/// Public money: budget lines of the regime, losses that states carry, receipts that AI and chips do not need.

#include "sim/state/world.hpp"

namespace exarace {

/// Governments pay their budget lines, carry state-backed firms, redeem bonds and hand what is left to the general
/// budget. Where the treasury is short the ledger sells bonds.
struct PublicMoney {
  double loss_cover = 1.0;       ///< part of the losses of state-backed firms that is made good
  double capital_cover = 0.5;    ///< part of the investment of publicly carried clouds that is granted
  double treasury_buffer = 1.0;  ///< treasury that is kept, over its opening value

  static const Fields& fields();
  /// Asks for the public payments of this step and sets governments.spent_on_ai. Payments of a budget line carry its
  /// instrument.
  void assess(World& world, Movements& out) const;
};

}  // namespace exarace
