#pragma once
/// The usual fab: capacity that earns more than it costs.

#include "agents/fab/invest.hpp"

namespace exarace {

/// Orders capacity for the orders it expects when new capacity is on stream, if a unit of it earns more than it costs
/// at the hurdle rate. Its keys stand in FabHabits.
struct ValueFab {
  static constexpr const char* kind = "value";
  static constexpr const char* about = "Capacity for expected orders, as far as it earns its cost.";

  void decide(const World& world, const FabHabits& habits, FabId fab, FabMind& mind, Orders& orders) const;
  static const Fields& fields();
};

}  // namespace exarace
