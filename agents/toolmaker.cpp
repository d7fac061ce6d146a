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
          .assumed(),
      key("capacity_speed", &T::capacity_speed)
          .unit("1/year")
          .range(0, 5)
          .about("Adjustment of capacity to sales.")
          .assumed(),
      key("normal_backlog", &T::normal_backlog)
          .unit("year")
          .range(0, 3)
          .about("Backlog that leaves prices alone.")
          .assumed(),
      key("home_gain_limit", &T::home_gain_limit).range(1, 50).about("Greatest home share over world share.").assumed(),
      key("home_learning", &T::home_learning)
          .unit("1/year")
          .range(0, 2)
          .about("Growth of the home share while foreign tools are closed.")
          .sourced("china_localisation", "2026-01"),
      key("quality_learning", &T::quality_learning)
          .unit("1/year")
          .range(0, 2)
          .about("Part of the gap to full quality closed while foreign tools are closed.")
          .assumed(),
  };
  return all;
}

Decided<ToolmakerMind> ToolmakerBehaviour::decide(const World& world, ToolmakerId maker) const {
  const auto& makers = world.toolmakers;
  auto mind = recall<ToolmakerMind>(makers, maker);
  const double normal = std::max(1.0, normal_backlog * makers.capacity[maker]);
  const double load = std::clamp(makers.backlog[maker] / normal - 1, -1.0, 1.0);
  mind.price_index = std::clamp(makers.price_index[maker] * (1 + price_speed * load * world.years), 0.5, 4.0);
  const double sales = makers.revenue_rate[maker];
  mind.capacity = smoothed(makers.capacity[maker], std::max(makers.capacity[maker] * 0.9, 1.15 * sales), capacity_speed,
                           world.years);
  if (!world.in_china(makers.country[maker]) || !world.mechanisms.on(Mechanism::substitution)) return {mind, {}};
  const double shut = closed(world, maker);
  mind.home_gain =
      std::min(home_gain_limit, makers.home_gain[maker] * (1 + home_learning * (0.2 + shut) * world.years));
  mind.quality = smoothed(makers.quality[maker], 1.0, quality_learning * (0.2 + shut), world.years);
  return {mind, {}};
}

}  // namespace exarace
