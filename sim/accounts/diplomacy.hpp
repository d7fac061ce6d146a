#pragma once
/// Swing states: whose chips and money they take, and whom they side with.

#include "sim/state/world.hpp"

namespace exarace {

/// A swing state leans to the side that gives it more: chips that were let through to it, and money of diplomacy
/// budgets, over its size. Its lean decides how far it helps to find diverted chips and how readily it gets licences.
struct Diplomacy {
  double speed = 0.5;             ///< at which a state's lean follows what it is given [1/year]
  double offer_for_half = 0.005;  ///< offers over gross domestic product that move it half of the way
  double memory = 2.0;            ///< over which offers are remembered [year]
  double gift_weight = 4.0;       ///< of a dollar of gifts over a dollar of chips that it pays for

  static const Fields& fields();
  /// Counts what came in this step and moves the alignment of swing states.
  void assess(World& world) const;
};

}  // namespace exarace
