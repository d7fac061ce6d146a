#pragma once
/// Investors: how much money for AI.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Moves the share of its new money that goes to AI towards a target that rises with expected growth over its hurdle.
struct InvestorBehaviour {
  double belief_speed = 4.0;     ///< [1/year]
  double adjustment = 2.0;       ///< of its position to the target [1/year]
  double weight_slope = 2.5;     ///< of that weight in expected growth over its hurdle [year]
  double retreat = 0.5;          ///< below the hurdle by which nothing goes in any more [1/year]
  double stock_use = 0.25;       ///< of its cash for AI that goes in within a year beside what flows in [1/year]
  double greatest_seen = 2.0;    ///< growth of revenue that it believes, up or down [1/year]
  double greatest_weight = 5.0;  ///< of AI over its neutral weight

  Decided<InvestorMind> decide(const World& world, InvestorId investor) const;
  static const Fields& fields();
};

}  // namespace exarace
