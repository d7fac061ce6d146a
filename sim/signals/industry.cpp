#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"

namespace exarace {

void publish_industry(World& world) {
  auto& fabs = world.fabs;
  const Statistics& speeds = world.statistics;
  std::vector<double> revenue(fabs.size()), capex(fabs.size()), tools(world.toolmakers.size()),
      china(world.toolmakers.size());
  std::vector<double> packed(world.designers.size());
  double all_packed = 0;
  for (const UpstreamTrade& trade : world.trades.upstream) {
    revenue[world.lines.fab[trade.line].index] += trade.units * trade.price;
    if (trade.product == Product::packaging && !world.in_china(world.lines.site[trade.line])) {
      packed[trade.buyer.index] += trade.units * trade.price;
      all_packed += trade.units * trade.price;
    }
  }
  for (const LineId line : world.lines.rows())
    revenue[world.lines.fab[line].index] += world.lines.outside_sales[line] * world.lines.price(line);
  for (const ToolTrade& trade : world.trades.tools) {
    capex[world.lines.fab[trade.line].index] += trade.value;
    tools[trade.seller.index] += trade.value;
    if (world.in_china(world.lines.site[trade.line])) china[trade.seller.index] += trade.value;
  }
  for (const FabId fab : fabs.rows()) {
    fabs.revenue_rate[fab] =
        smoothed(fabs.revenue_rate[fab], revenue[fab.index] / world.years, speeds.fab_speed, world.years);
    fabs.capex_rate[fab] =
        smoothed(fabs.capex_rate[fab], capex[fab.index] / world.years, speeds.fab_capex_speed, world.years);
  }
  auto& makers = world.toolmakers;
  for (const ToolmakerId maker : makers.rows()) {
    makers.revenue_rate[maker] =
        smoothed(makers.revenue_rate[maker], tools[maker.index] / world.years, speeds.toolmaker_speed, world.years);
    makers.china_revenue[maker] =
        smoothed(makers.china_revenue[maker], china[maker.index] / world.years, speeds.toolmaker_speed, world.years);
  }
  for (const DesignerId designer : world.designers.rows())
    if (all_packed > 0)
      world.designers.packaging_share[designer] =
          smoothed(world.designers.packaging_share[designer], packed[designer.index] / all_packed,
                   speeds.packaging_speed, world.years);
}

}  // namespace exarace
