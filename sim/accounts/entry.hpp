#pragma once
/// New firms in the place of those that left.

#include "sim/state/world.hpp"

namespace exarace {

/// Another broker takes over a route some time after one was caught, with fresh money.
struct Entry {
  double broker_capital = 1.0;  ///< cash of an entrant over the opening cash of its route

  static const Fields& fields();
  /// Asks for the capital of entrants of this step.
  void assess(const World& world, Movements& out) const;
};

}  // namespace exarace
