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
          .assumed()
          .prior(lognormal(4, 0.4)),
      key("adjustment", &T::adjustment)
          .unit("1/year")
          .range(0.1, 50)
          .about("Adjustment of its position to the target.")
          .assumed()
          .prior(lognormal(2, 0.4)),
      key("weight_slope", &T::weight_slope)
          .unit("year")
          .range(0, 20)
          .prior(lognormal(2.5, 0.4))
          .about("Weight of AI over the neutral weight per expected growth over the hurdle.")
          .assumed(),
      key("retreat", &T::retreat)
          .unit("1/year")
          .range(0, 3)
          .prior(triangular(0.2, 0.5, 1))
          .about("Expected growth below the hurdle by which an investor puts nothing in any more.")
          .assumed(),
      key("stock_use", &T::stock_use)
          .unit("1/year")
          .range(0, 12)
          .prior(lognormal(0.25, 0.4))
          .about("Part of its cash for AI that it puts in within a year, beside what flows in.")
          .assumed(),
      key("greatest_seen", &T::greatest_seen)
          .unit("1/year")
          .range(0.1, 10)
          .prior(lognormal(2, 0.3))
          .about("Greatest growth or fall of labs' revenue that it believes.")
          .assumed(),
      key("greatest_weight", &T::greatest_weight)
          .range(1, 20)
          .about("Greatest weight of AI over the neutral weight.")
          .assumed()
          .prior(lognormal(5, 0.25)),
  };
  return all;
}

Decided<InvestorMind> InvestorBehaviour::decide(const World& world, InvestorId investor) const {
  auto mind = recall<InvestorMind>(world.investors, investor);
  const auto& investors = world.investors;
  const double seen = std::clamp(world.signals.services_by_home[world.side_of(investors.country[investor])].growth,
                                 -greatest_seen, greatest_seen);
  mind.belief_growth = smoothed(investors.belief_growth[investor], seen, belief_speed, world.years);
  const double excess = mind.belief_growth - investors.hurdle[investor];
  // Below the hurdle nothing new goes in; above it the weight grows with the excess.
  const double weight = std::clamp(1 + weight_slope * excess, 0.0, greatest_weight) * (excess > -retreat ? 1.0 : 0.0);
  const double flow = investors.inflow[investor] * std::min(1.0, investors.ai_weight[investor] * weight);
  const double cash = std::max(0.0, world.accounts.cash(investors.account[investor]).usd());
  const double stock = cash * investors.ai_weight[investor] * weight * stock_use;
  mind.ready =
      smoothed(investors.ready[investor], std::min(cash, (flow + stock) * world.years), adjustment, world.years);
  return {mind, {}};
}

}  // namespace exarace
