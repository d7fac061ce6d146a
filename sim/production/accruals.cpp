#include "sim/production/accruals.hpp"

#include <algorithm>
#include <vector>

namespace exarace {

void use_research(World& world) {
  auto& stock = world.designers.research_stock;
  for (const ResearchOrder& order : world.orders.research) stock[order.designer] -= order.amount;
  for (const LaunchOrder& order : world.orders.launches)
    if (!order.variant) stock[order.designer] = 0;
}

void add_research(World& world) {
  auto& designers = world.designers;
  for (const DesignerId designer : designers.rows())
    designers.research_stock[designer] += designers.research_rate[designer] * world.years;
}

void advance_backlog(World& world) {
  auto& makers = world.toolmakers;
  std::vector<double> ordered(makers.size());
  for (const ToolTrade& trade : world.trades.tools) ordered[trade.seller.index] += trade.value;
  for (const ToolmakerId maker : makers.rows()) {
    makers.backlog[maker] += ordered[maker.index];
    makers.backlog[maker] =
        std::max(0.0, makers.backlog[maker] - makers.capacity[maker] * world.years * makers.model_share[maker]);
  }
}

void wear_capital(World& world) {
  auto& clouds = world.clouds;
  std::vector<double> bought(clouds.size());
  for (const ChipTrade& trade : world.trades.chips)
    if (trade.buyer)
      bought[trade.buyer.index] += capital_of_chips(world.technology, static_cast<double>(trade.units) * trade.price);
  for (const CloudId cloud : clouds.rows())
    clouds.ai_capital[cloud] = worn(world.technology, clouds.ai_capital[cloud], world.years) + bought[cloud.index] +
                               clouds.power_premium[cloud];
}

}  // namespace exarace
