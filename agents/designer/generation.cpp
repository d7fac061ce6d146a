#include "agents/designer/generation.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {
namespace {

/// Fab of the designer's own country with the smallest node, or none.
FabId home_fab(const World& world, DesignerId designer) {
  FabId best = FabId::none();
  double smallest = 1e300;
  for (const LineId line : world.lines.rows()) {
    if (world.lines.product[line] != Product::logic || !in_volume(world, line)) continue;
    if (world.fabs.country[world.lines.fab[line]] != world.designers.parent[designer]) continue;
    if (world.lines.node[line] < smallest) smallest = world.lines.node[line], best = world.lines.fab[line];
  }
  return best;
}

/// Launch of its newest data-centre SKU that is not cut down.
Date newest_launch(const World& world, DesignerId designer) {
  Date newest{0};
  for (const SkuId sku : world.skus.rows())
    if (world.skus.designer[sku] == designer && !world.skus.variant_of[sku] && world.skus.datacentre[sku])
      newest = std::max(newest, world.skus.launch[sku]);
  return newest;
}

}  // namespace

void plan_generation(const World& world, const DesignerHabits& habits, DesignerId designer, Orders& orders) {
  const SkuId best = flagship(world, designer);
  if (!best) return;
  const double waited = years_between(newest_launch(world, designer), world.today);
  if (waited < world.designers.generation_time[designer] - habits.generation_lead) return;
  const double needed =
      habits.generation_cost * std::min(1.0, world.designers.revenue_rate[designer] / habits.generation_revenue);
  if (world.designers.research_stock[designer] < needed) return;
  const bool shut_out = world.today < world.designers.closed_until[designer];
  const double gain = world.designers.generation_gain[designer];
  orders.launches.push_back({designer, best, false, gain, std::sqrt(gain) * habits.generation_memory,
                             habits.generation_interconnect, math::pow(gain, habits.generation_power),
                             math::pow(gain, habits.price_theta), shut_out ? home_fab(world, designer) : FabId::none(),
                             habits.generation_lead});
}

}  // namespace exarace
