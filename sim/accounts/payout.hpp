#pragma once
/// Payouts of firms to their owners.

#include "sim/state/world.hpp"

namespace exarace {

/// Firms that hold far more cash than they need give part of it to households: dividends and buy-backs of listed
/// shares.
struct Payout {
  double cash_needed = 0.4;  ///< cash that a firm keeps, over its yearly outlays
  double speed = 1.5;        ///< part of the excess paid out [1/year]

  static const Fields& fields();
  /// Asks for the payouts of this step.
  void assess(const World& world, Movements& out) const;
};

}  // namespace exarace
