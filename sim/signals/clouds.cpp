#include <algorithm>
#include <vector>

#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {

void publish_clouds(World& world) {
  auto& clouds = world.clouds;
  std::vector<double> bought(clouds.size()), rent(clouds.size());
  for (const ChipTrade& trade : world.trades.chips)
    if (trade.buyer)
      bought[trade.buyer.index] += capital_of_chips(world.technology, static_cast<double>(trade.units) * trade.price);
  for (const ComputeTrade& trade : world.trades.compute) rent[trade.seller.index] += trade.hours * trade.price;
  for (const CloudId cloud : clouds.rows()) {
    bought[cloud.index] += clouds.power_premium[cloud];
    clouds.ai_capex_rate[cloud] = smoothed(clouds.ai_capex_rate[cloud], bought[cloud.index] / world.years,
                                           world.statistics.capex_speed, world.years);
    clouds.ai_capex[cloud] = bought[cloud.index];
    clouds.rental_revenue[cloud] = smoothed(clouds.rental_revenue[cloud], rent[cloud.index] / world.years,
                                            world.statistics.rent_speed, world.years);
  }
}

}  // namespace exarace
