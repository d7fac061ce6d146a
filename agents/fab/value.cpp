#include "agents/fab/value.hpp"

#include <algorithm>

namespace exarace {

const Fields& ValueFab::fields() {
  static const Fields none;
  return none;
}

void ValueFab::decide(const World& world, const FabHabits& habits, FabId fab, FabMind& mind, Orders& orders) const {
  const Appetite appetite = [&](double earns) { return std::clamp(habits.eagerness * (earns - 1), 0.0, 1.0); };
  invest(world, habits, fab, appetite, mind, orders);
}

}  // namespace exarace
