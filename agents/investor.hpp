#pragma once
/// Investors: how much money for AI.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Moves the share of its new money that goes to AI towards a target that rises with expected growth over its hurdle.
struct InvestorBehaviour {
  double belief_speed = 2.0;     ///< [1/year]
  double adjustment = 2.0;       ///< of its position to the target [1/year]
  double greatest_weight = 3.0;  ///< of AI over its neutral weight

  Decided<InvestorMind> decide(const World& world, InvestorId investor) const;
  static const Fields& fields();
};

}  // namespace exarace
