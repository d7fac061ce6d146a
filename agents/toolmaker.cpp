#include "agents/toolmaker.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"

namespace exarace {
namespace {

/// How far foreign tools are closed to Chinese advanced lines, averaged over the classes that the maker sells.
double closed(const World& world, ToolmakerId maker) {
  const auto& shares = world.toolmakers.class_shares[maker];
  const auto& open = world.restrictions.tools_open_to_china;
  double total = 0, weight = 0;
  for (std::size_t cls = 0; cls < shares.size() && cls < open.size(); ++cls) {
    total += shares[cls] * (1 - open[cls]);
    weight += shares[cls];
  }
  return weight > 0 ? total / weight : 0;
}

}  // namespace

const Fields& ToolmakerBehaviour::fields() {
  using T = ToolmakerBehaviour;
  static const Fields all = {
      key("price_speed", &T::price_speed)
          .unit("1/year")
          .range(0, 2)
          .about("Change of prices at twice the normal backlog.")
          .assumed()
          .prior(lognormal(0.1, 0.5)),
      key("capacity_speed", &T::capacity_speed)
          .unit("1/year")
          .range(0, 5)
          .about("Adjustment of capacity to sales.")
          .assumed()
          .prior(lognormal(0.7, 0.4)),
      key("normal_backlog", &T::normal_backlog)
          .unit("year")
          .range(0, 3)
          .about("Backlog that leaves prices alone.")
          .assumed()
          .prior(lognormal(0.7, 0.3)),
      key("least_price", &T::least_price)
          .range(0.05, 1)
          .prior(triangular(0.3, 0.5, 0.8))
          .about("Index over the start at which prices of tools fall no more.")
          .assumed(),
      key("greatest_price", &T::greatest_price)
          .range(1, 20)
          .prior(lognormal(4, 0.3))
          .about("Index over the start at which prices of tools rise no more.")
          .assumed(),
      key("capacity_headroom", &T::capacity_headroom)
          .range(0.5, 3)
          .prior(lognormal(1.15, 0.08))
          .about("Capacity over sales that it aims at.")
          .assumed(),
      key("capacity_floor", &T::capacity_floor)
          .range(0, 1)
          .prior(triangular(0.7, 0.9, 1))
          .about("Least capacity that it aims at, over that of today.")
          .assumed(),
      key("open_learning", &T::open_learning)
          .range(0, 1)
          .prior(triangular(0.05, 0.2, 0.5))
          .about("Part of learning at home that goes on while foreign tools are open.")
          .assumed(),
      key("home_gain_limit", &T::home_gain_limit)
          .range(1, 50)
          .about("Greatest home share over world share.")
          .assumed()
          .prior(lognormal(12, 0.3)),
      key("home_learning", &T::home_learning)
          .unit("1/year")
          .range(0, 2)
          .about("Growth of the home share while foreign tools are closed.")
          .sourced("china_localisation", "2026-01"),
      key("quality_learning", &T::quality_learning)
          .unit("1/year")
          .range(0, 2)
          .about("Part of the gap to full quality closed while foreign tools are closed.")
          .assumed()
          .prior(lognormal(0.12, 0.4)),
  };
  return all;
}

Decided<ToolmakerMind> ToolmakerBehaviour::decide(const World& world, ToolmakerId maker) const {
  const auto& makers = world.toolmakers;
  auto mind = recall<ToolmakerMind>(makers, maker);
  const double normal = std::max(1.0, normal_backlog * makers.capacity[maker]);
  const double load = std::clamp(makers.backlog[maker] / normal - 1, -1.0, 1.0);
  mind.price_index =
      std::clamp(makers.price_index[maker] * (1 + price_speed * load * world.years), least_price, greatest_price);
  const double sales = makers.revenue_rate[maker];
  mind.capacity =
      smoothed(makers.capacity[maker], std::max(makers.capacity[maker] * capacity_floor, capacity_headroom * sales),
               capacity_speed, world.years);
  if (!world.in_china(makers.country[maker]) || !world.mechanisms.on(Mechanism::substitution)) return {mind, {}};
  const double shut = closed(world, maker);
  mind.home_gain =
      std::min(home_gain_limit, makers.home_gain[maker] * (1 + home_learning * (open_learning + shut) * world.years));
  mind.quality = smoothed(makers.quality[maker], 1.0, quality_learning * (open_learning + shut), world.years);
  return {mind, {}};
}

}  // namespace exarace
