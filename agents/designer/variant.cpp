#include "agents/designer/variant.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/random.hpp"

namespace exarace {
namespace {

ChipSpec spec_of(const World& world, SkuId sku, double rate, double bandwidth, double interconnect) {
  const auto& skus = world.skus;
  return {skus.tpp[sku] * rate, skus.performance_density[sku] * rate, skus.memory_bandwidth[sku] * bandwidth,
          skus.interconnect[sku] * interconnect, true};
}

/// Whether a designer sells, or soon will, a chip of about the class of its best that needs no licence.
bool has_free(const World& world, const DesignerHabits& habits, DesignerId designer, SkuId best) {
  const auto& skus = world.skus;
  for (const SkuId sku : skus.rows()) {
    if (skus.designer[sku] != designer || !skus.datacentre[sku]) continue;
    if (!skus.on_sale[sku] && skus.launch[sku] <= world.today) continue;
    const bool coming = skus.launch[sku] < Date{world.today.days + static_cast<int>(habits.variant_notice)};
    if (coming && world.restrictions.free_for_china(spec_of(world, sku, 1, 1, 1)) &&
        skus.serving_rate[sku] > habits.variant_class * skus.serving_rate[best])
      return true;
  }
  return false;
}

/// A variant over its parent.
struct Cut {
  double served = 0;  ///< serving rate over the parent's; 0 when nothing passes the law
  double rate = 0, bandwidth = 0, interconnect = 0;
  double price = 0;  ///< over the parent's launch price
};

/// Steps of the search in rate, memory and links.
constexpr int kRates = 20, kWidths = 10, kLinks = 4;

/// Searches the specification space under the law in force for the design with the highest serving rate: a die cut down
/// in rate and links, with memory cut down or up to `variant_memory` times as wide.
Cut best_cut(const World& world, const DesignerHabits& habits, SkuId parent) {
  const auto& skus = world.skus;
  const double f = skus.fp16[parent] / kReferenceFp16;
  const double w = skus.memory_bandwidth[parent] / kReferenceBandwidth;
  const double whole = serving_time(world.technology, f, w);
  Cut best;
  for (int r = 1; r <= kRates; ++r)
    for (int b = 2; b <= kWidths; ++b)
      for (int i = 1; i <= kLinks; ++i) {
        const double rate = r / double(kRates), width = habits.variant_memory * b / double(kWidths);
        const double link = i / double(kLinks);
        if (!world.restrictions.free_for_china(spec_of(world, parent, rate, width, link))) continue;
        const double linked = (1 - habits.variant_links) + habits.variant_links * link;
        const double served = whole / serving_time(world.technology, f * rate, w * width) * linked;
        if (served > best.served) best = {served, rate, width, link, 0};
      }
  best.price = math::pow(best.served, habits.variant_theta);
  return best;
}

/// Takes up the development of a variant of its best chip, if that earns its cost.
void begin_variant(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
                   Orders& orders) {
  const SkuId best = flagship(world, designer);
  if (!best || has_free(world, habits, designer, best)) return;
  if (world.designers.research_stock[designer] < habits.variant_cost) return;
  const Cut cut = best_cut(world, habits, best);
  if (cut.served <= 0) return;
  // Of the demand that is lost a weaker chip wins back a part; the margin on it must earn the fixed cost in time.
  const double price = world.skus.price[best] * cut.price;
  const double margin = std::max(0.0, 1 - world.skus.unit_cost[best] / std::max(1.0, price));
  const double regained = world.designers.refused_demand[designer] * std::min(1.0, cut.served);
  if (regained <= 0 || regained * margin * habits.variant_horizon < habits.variant_cost) return;
  mind.variant_parent = best;
  // R&D is paid as it is done; what goes into a variant is missing from the next generation.
  orders.research.push_back({designer, habits.variant_cost});
  const double luck =
      uniform(world.seed, Purpose::variant, stable_key("designers", world.designers.id[designer]), world.step);
  const double time = habits.variant_time * ((1 - habits.variant_spread) + 2 * habits.variant_spread * luck);
  mind.variant_due = Date{world.today.days + static_cast<int>(time * 365.25)};
}

}  // namespace

void plan_variant(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
                  Orders& orders) {
  const bool foreign = !world.in_china(world.designers.parent[designer]);
  if (!foreign || !world.designers.merchant[designer]) return;
  if (!mind.variant_parent) begin_variant(world, habits, designer, mind, orders);
  const SkuId parent = mind.variant_parent;
  if (!parent) return;
  if (world.today < mind.variant_due) return;
  mind.variant_parent = SkuId::none();
  // The law may have changed since it was begun: what is launched is the best that passes now, if anything does.
  const Cut cut = best_cut(world, habits, parent);
  if (cut.served > 0)
    orders.launches.push_back(
        {designer, parent, true, cut.rate, cut.bandwidth, cut.interconnect, habits.variant_power, cut.price});
}

}  // namespace exarace
