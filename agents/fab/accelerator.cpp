#include "agents/fab/accelerator.hpp"

#include "sim/core/smooth.hpp"

namespace exarace {

const Fields& AcceleratorFab::fields() {
  static const Fields all = {
      key("closing_time", &AcceleratorFab::closing_time)
          .unit("year")
          .range(0.02, 5)
          .prior(lognormal(0.5, 0.5))
          .about("Time in which the gap between capacity and expected orders is ordered.")
          .assumed(),
  };
  return all;
}

void AcceleratorFab::decide(const World& world, const FabHabits& habits, FabId fab, FabMind& mind,
                            Orders& orders) const {
  const double share = closing(1 / closing_time, world.years);
  invest(
      world, habits, fab, [&](double) { return share; }, mind, orders);
}

}  // namespace exarace
