#pragma once
/// Equity at its present value.

#include "sim/state/world.hpp"

namespace exarace {

/// Stakes in labs are carried at their share of the lab's last valuation; the change is nobody's income.
struct Revaluation {
  /// Joins stakes of the same holder and lab, sets their book value, and asks for the revaluation on both sides.
  void assess(World& world, Movements& out) const;
};

}  // namespace exarace
