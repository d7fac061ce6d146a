#pragma once
/// A fab that builds for demand, whatever capacity earns.

#include "agents/fab/invest.hpp"

namespace exarace {

/// Closes a fixed part of the gap between capacity and expected orders at every step: the flexible accelerator, in
/// which investment answers demand and money, not its return.
struct AcceleratorFab {
  static constexpr const char* kind = "accelerator";
  static constexpr const char* about = "Capacity for expected orders, whatever it earns.";

  double closing_time = 0.5;  ///< of the gap [year]

  void decide(const World& world, const FabHabits& habits, FabId fab, FabMind& mind, Orders& orders) const;
  static const Fields& fields();
};

}  // namespace exarace
