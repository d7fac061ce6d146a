#include "agents/designer.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {
namespace {

double age(const World& world, SkuId sku) { return years_between(world.skus.launch[sku], world.today); }

/// Whether a foundry refused this designer in the last step.
bool was_refused(const World& world, DesignerId designer) {
  for (const Denial& denial : world.trades.denials)
    if (denial.good == Good::dies && denial.buyer == world.designers.account[designer]) return true;
  return false;
}

/// Fab of the designer's own country with the smallest node, or none.
FabId home_fab(const World& world, DesignerId designer) {
  FabId best = FabId::none();
  double smallest = 1e300;
  for (const LineId line : world.lines.rows()) {
    if (world.lines.product[line] != Product::logic || world.lines.capacity[line] < kVolumeWafers) continue;
    if (world.fabs.country[world.lines.fab[line]] != world.designers.parent[designer]) continue;
    if (world.lines.node[line] < smallest) smallest = world.lines.node[line], best = world.lines.fab[line];
  }
  return best;
}

/// A card that draws so much more power goes into other servers, and does not succeed a small one.
constexpr double kPowerClass = 3;

/// Whether two SKUs are sold to the same buyers: one designer, both cut down for a law or both not, both with HBM or
/// not.
bool same_line_up(const World& world, SkuId a, SkuId b) {
  const auto& s = world.skus;
  return s.designer[a] == s.designer[b] && s.datacentre[a] == s.datacentre[b] &&
         bool(s.variant_of[a]) == bool(s.variant_of[b]) && (s.hbm_stacks[a] > 0) == (s.hbm_stacks[b] > 0);
}

/// Whether a SKU of a later die, half as fast again, has been on the list beside it for long enough, and is delivered.
bool succeeded(const World& world, SkuId sku, double overlap) {
  const auto& s = world.skus;
  for (const SkuId other : s.rows())
    if (same_line_up(world, sku, other) && s.die[other] != s.die[sku] && s.launch[other] > s.launch[sku] &&
        s.serving_rate[other] > 1.5 * s.serving_rate[sku] && s.on_sale[other] && age(world, other) > overlap &&
        s.power[other] < kPowerClass * s.power[sku] &&
        s.sales_rate[other] * s.serving_rate[other] > 0.5 * s.sales_rate[sku] * s.serving_rate[sku])
      return true;
  return false;
}

}  // namespace

double DesignerBehaviour::forecast(const World& world, SkuId sku) const {
  const double rate = world.skus.sales_rate[sku];
  return std::clamp(rate + trend_weight * world.skus.sales_trend[sku], 0.0, 3.0 * rate);
}

void DesignerBehaviour::post_list(const World& world, DesignerId designer, DesignerMind& mind) const {
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != designer) continue;
    auto seen = recall<SkuMind>(world.skus, sku);
    const double aged = world.skus.price[sku] * std::exp(-price_decay * std::max(0.0, age(world, sku)));
    seen.posted_price = std::max(aged, (1 + floor_margin) * world.skus.unit_cost[sku]);
    if (succeeded(world, sku, overlap_time)) seen.withdrawn = true;
    mind.list.emplace_back(sku, seen);
  }
}

double DesignerBehaviour::opening_forecast(const World& world, SkuId sku) const {
  double value = 0;
  for (const SkuId other : world.skus.rows())
    if (same_line_up(world, sku, other)) value += world.skus.sales_rate[other] * world.skus.posted_price[other];
  return opening_share * value / world.skus.price[sku];
}

SkuId DesignerBehaviour::flagship(const World& world, DesignerId designer) {
  SkuId best = SkuId::none();
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != designer || !world.skus.on_sale[sku] || world.skus.variant_of[sku] ||
        !world.skus.datacentre[sku])
      continue;
    if (!best || world.skus.serving_rate[sku] > world.skus.serving_rate[best]) best = sku;
  }
  return best;
}

void DesignerBehaviour::plan_generation(const World& world, DesignerId designer, Orders& orders) const {
  const SkuId best = flagship(world, designer);
  if (!best) return;
  Date newest{0};
  for (const SkuId sku : world.skus.rows())
    if (world.skus.designer[sku] == designer && !world.skus.variant_of[sku] && world.skus.datacentre[sku])
      newest = std::max(newest, world.skus.launch[sku]);
  const double waited = years_between(newest, world.today);
  if (waited < world.designers.generation_time[designer]) return;
  const double needed = generation_cost * std::min(1.0, world.designers.revenue_rate[designer] / 2e10);
  if (world.designers.research_stock[designer] < needed) return;
  const bool shut_out = world.today < world.designers.closed_until[designer];
  const double gain = world.designers.generation_gain[designer];
  orders.launches.push_back({designer, best, false, gain, std::sqrt(gain) * 1.1, 1.15, std::pow(gain, 0.45),
                             std::pow(gain, price_theta), shut_out ? home_fab(world, designer) : FabId::none()});
}

Decided<DesignerMind> DesignerBehaviour::decide(const World& world, DesignerId designer) const {
  Decided<DesignerMind> decided{recall<DesignerMind>(world.designers, designer), {}};
  auto& [mind, orders] = decided;
  const DesignerId principal = world.designers.front_for[designer];
  if (world.designers.defaulted[designer] || (principal && world.designers.defaulted[principal])) return decided;
  post_list(world, designer, mind);
  if (was_refused(world, designer)) mind.closed_until = Date{world.today.days + 365};
  if (principal) {
    order_for_principal(world, designer, orders);
    return decided;
  }
  order_inputs(world, designer, mind, orders);
  plan_generation(world, designer, orders);
  if (world.mechanisms.on(Mechanism::compliant_variants)) plan_variant(world, designer, mind, orders);
  return decided;
}

}  // namespace exarace
