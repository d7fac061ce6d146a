#include "agents/designer/list.hpp"

#include <algorithm>

#include "agents/designer/plan.hpp"
#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {
namespace {

double age(const World& world, SkuId sku) { return years_between(world.skus.launch[sku], world.today); }

/// A SKU of a later die, much faster, that has been on the list beside it for long enough and is delivered; or none.
SkuId successor_of(const World& world, const DesignerHabits& habits, SkuId sku) {
  const auto& s = world.skus;
  for (const SkuId other : s.rows())
    if (same_line_up(world, sku, other) && s.die[other] != s.die[sku] && s.launch[other] > s.launch[sku] &&
        s.serving_rate[other] > habits.successor_rate * s.serving_rate[sku] && s.on_sale[other] &&
        age(world, other) > habits.overlap_time && s.power[other] < habits.power_class * s.power[sku] &&
        s.shipment_rate[other] * s.serving_rate[other] >
            habits.successor_sales * s.shipment_rate[sku] * s.serving_rate[sku])
      return other;
  return SkuId::none();
}

/// Whether the law lets a SKU go somewhere where its successor may not.
bool reaches_further(const World& world, const DesignerHabits& habits, SkuId sku, SkuId successor) {
  for (const CountryId country : world.countries.rows())
    if (may_go(world, sku, country) > habits.kept_open && may_go(world, successor, country) <= habits.kept_open)
      return true;
  return false;
}

/// What scarcity adds to a price, over it: orders of sites with power wait for longer than usual, at the pace of what
/// leaves and of what is under way. Nothing has waited for longer than it could be ordered.
double mark_up(const World& world, const DesignerHabits& habits, SkuId sku) {
  const auto& s = world.skus;
  if (!world.designers.merchant[s.designer[sku]]) return 0;
  const double pace = std::max({s.shipment_rate[sku], under_way(world, habits, sku) / world.technology.packaging_cycle,
                                world.statistics.least_shipments});
  const double wait = std::min(s.powered_backlog[sku] / pace, age(world, sku));
  if (wait <= habits.usual_wait) return 0;
  return std::min(habits.greatest_mark_up, math::pow(wait / habits.usual_wait, habits.scarcity_price) - 1);
}

}  // namespace

bool same_line_up(const World& world, SkuId a, SkuId b) {
  const auto& s = world.skus;
  return s.designer[a] == s.designer[b] && s.datacentre[a] == s.datacentre[b] &&
         bool(s.variant_of[a]) == bool(s.variant_of[b]) && (s.hbm_stacks[a] > 0) == (s.hbm_stacks[b] > 0);
}

void post_list(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind) {
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != designer) continue;
    auto seen = recall<SkuMind>(world.skus, sku);
    const double aged = world.skus.price[sku] * math::exp(-habits.price_decay * std::max(0.0, age(world, sku)));
    seen.mark_up = smoothed(seen.mark_up, mark_up(world, habits, sku), habits.mark_up_speed, world.years);
    seen.posted_price = std::max(aged * (1 + seen.mark_up), (1 + habits.floor_margin) * world.skus.unit_cost[sku]);
    if (!seen.successor) seen.successor = successor_of(world, habits, sku);
    // What has a successor is kept for those whom the law denies that, and comes back when a new law does.
    if (seen.successor) seen.withdrawn = !reaches_further(world, habits, sku, seen.successor);
    mind.list.emplace_back(sku, seen);
  }
}

SkuId flagship(const World& world, DesignerId designer) {
  SkuId best = SkuId::none();
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != designer || !world.skus.on_sale[sku] || world.skus.variant_of[sku] ||
        !world.skus.datacentre[sku])
      continue;
    if (!best || world.skus.serving_rate[sku] > world.skus.serving_rate[best]) best = sku;
  }
  return best;
}

}  // namespace exarace
