#include "agents/investor.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"

namespace exarace {

const Fields& InvestorBehaviour::fields() {
  using T = InvestorBehaviour;
  static const Fields all = {
      key("belief_speed", &T::belief_speed)
          .unit("1/year")
          .range(0.1, 50)
          .about("Adjustment of expected growth of labs' revenue.")
          .assumed(),
      key("adjustment", &T::adjustment)
          .unit("1/year")
          .range(0.1, 50)
          .about("Adjustment of its position to the target.")
          .assumed(),
      key("greatest_weight", &T::greatest_weight)
          .range(1, 20)
          .about("Greatest weight of AI over the neutral weight.")
          .assumed(),
  };
  return all;
}

Decided<InvestorMind> InvestorBehaviour::decide(const World& world, InvestorId investor) const {
  auto mind = recall<InvestorMind>(world.investors, investor);
  const auto& investors = world.investors;
  const double seen = std::clamp(world.signals.services_growth, -2.0, 2.0);
  mind.belief_growth = smoothed(investors.belief_growth[investor], seen, belief_speed, world.years);
  const double excess = mind.belief_growth - investors.hurdle[investor];
  // Below the hurdle nothing new goes in; above it the weight grows with the excess.
  const double weight = std::clamp(1 + 2 * excess, 0.0, greatest_weight) * (excess > -0.5 ? 1.0 : 0.0);
  const double flow = investors.inflow[investor] * std::min(1.0, investors.ai_weight[investor] * weight);
  const double cash = std::max(0.0, world.accounts.cash(investors.account[investor]).usd());
  const double stock = cash * investors.ai_weight[investor] * weight * 0.25;
  mind.ready =
      smoothed(investors.ready[investor], std::min(cash, (flow + stock) * world.years), adjustment, world.years);
  return {mind, {}};
}

}  // namespace exarace
