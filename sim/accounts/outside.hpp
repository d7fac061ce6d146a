#pragma once
/// The outside world of each country: households, banks, product market, suppliers. Their rules close the circuit of
/// money.

#include "sim/state/world.hpp"

namespace exarace {

/// Suppliers pass all they receive on to households; households place the savings that investors collect and spend the
/// rest on the product market; the product market pays enterprises what these spend; banks pay out what they earn
/// beyond their equity.
struct Outside {
  double bank_equity = 0.1;  ///< net worth that a bank keeps, over its loans and bonds

  static const Fields& fields();
  /// Asks for the movements that close the step. Call last, when everything else is booked.
  void assess(const World& world, Movements& out) const;
};

}  // namespace exarace
