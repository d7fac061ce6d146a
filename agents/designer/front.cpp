#include "agents/designer/front.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"

namespace exarace {
namespace {

/// Foreign fab with the largest line of the node that fronts order from.
FabId front_fab(const World& world, const DesignerHabits& habits, DesignerId principal) {
  FabId best = FabId::none();
  double most = 0;
  for (const LineId line : world.lines.rows()) {
    if (world.lines.product[line] != Product::logic || world.lines.node[line] != habits.front_node) continue;
    if (world.fabs.country[world.lines.fab[line]] == world.designers.parent[principal]) continue;
    if (world.lines.capacity[line] > most) most = world.lines.capacity[line], best = world.lines.fab[line];
  }
  return best;
}

}  // namespace

void order_for_principal(const World& world, const DesignerHabits& habits, DesignerId front, const Expectation& expect,
                         Orders& orders) {
  const DesignerId principal = world.designers.front_for[front];
  const bool refused = world.today < world.designers.closed_until[front];  // by foundries; stacks come from others
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != principal || !world.skus.datacentre[sku] || world.skus.die[sku] != sku) continue;
    // A front begins about as long before the launch as a wafer takes, and asks for what the home line does not give.
    const double until = years_between(world.today, world.skus.launch[sku]);
    if (until > habits.front_lead || !made_at_home(world, principal, sku)) continue;
    const double sales = expect.listed(world, habits, sku);
    const double wanted = std::max(habits.front_rate, habits.front_multiple * sales * world.skus.dies_per_package[sku]);
    const double wafers = wanted * world.years / habits.dies_per_wafer_abroad;
    if (!world.skus.on_sale[sku] && until <= 0) continue;
    if (!refused)
      orders.upstream.push_back(
          {front, Product::logic, sku, wafers, habits.front_bid, 0, false, front_fab(world, habits, principal)});
    const double hazard = world.restrictions.hbm_hazard;
    // Stacks for a while, and for the time that an expected ban would bite.
    const double need = (sales + world.skus.backlog[sku]) * world.skus.hbm_stacks[sku];
    const double target = need * (habits.front_cover + habits.hoard_time * hazard);
    const double gap = std::max(0.0, target - double(world.designers.hbm_stock[principal]));
    const double pace = closing(std::max(habits.front_speed, habits.hoard_speed * hazard), world.years);
    const double stacks = std::floor(need * world.years + gap * pace);
    const double worth_of_stack = worth_of(world, sku) / std::max(1.0, world.skus.hbm_stacks[sku]);
    if (stacks >= 1)
      orders.upstream.push_back({front, Product::hbm, sku, stacks, habits.front_stack_bid * worth_of_stack});
  }
}

}  // namespace exarace
