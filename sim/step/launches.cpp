#include "sim/step/launches.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/after.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {
namespace {

std::string new_id(const World& world, const LaunchOrder& order) {
  const std::string base = world.designers.id[order.designer] + (order.variant ? "_variant_" : "_generation_");
  int number = 1;
  while (world.skus.find(base + std::to_string(number))) ++number;
  return base + std::to_string(number);
}

/// Smallest node of a fab [nm].
double best_node(const World& world, FabId fab) {
  double node = 0;
  for (const LineId line : world.lines.rows())
    if (world.lines.fab[line] == fab && world.lines.product[line] == Product::logic && in_volume(world, line))
      node = node > 0 ? std::min(node, world.lines.node[line]) : world.lines.node[line];
  return node;
}

/// Data of the parent, scaled.
void derive(World& world, SkuId sku, const LaunchOrder& order) {
  auto& s = world.skus;
  const SkuId parent = order.parent;
  for (const Field& f : Skus::fields())
    if (!f.state && f.key != "id") f.set(&s, sku.index, f.get(&s, parent.index));
  s.launch[sku] = after(world.tomorrow(), order.ahead);
  s.variant_of[sku] = order.variant ? parent : SkuId::none();
  s.die[sku] = order.variant ? s.die[parent] : sku;
  if (order.foundry) {
    s.foundry[sku] = order.foundry;
    s.node[sku] = std::max(s.node[sku], best_node(world, order.foundry));
  }
  s.fp16[sku] *= order.rate;
  s.int8[sku] *= order.rate;
  s.tpp[sku] *= order.rate;
  s.memory_bandwidth[sku] *= order.bandwidth;
  s.interconnect[sku] *= order.interconnect;
  s.power[sku] *= order.power;
  if (!order.variant) {
    // A generation's price follows what its parent sells for today.
    s.price[sku] = s.posted_price[parent] * order.price;
    s.transistors[sku] *= order.rate;
    s.memory[sku] *= order.bandwidth;
    s.hbm_stacks[sku] =
        std::min(world.technology.most_stacks,
                 std::round(s.hbm_stacks[parent] * std::sqrt(order.bandwidth / world.technology.stack_bandwidth)));
  } else {
    // Memory is narrowed by a slower rate, and widened by more stacks.
    const double wider = std::max(1.0, order.bandwidth);
    s.price[sku] *= order.price;
    s.memory[sku] *= wider;
    s.hbm_stacks[sku] = std::round(s.hbm_stacks[parent] * wider);
  }
  rate_sku(world.technology, s, sku);
  s.posted_price[sku] = s.price[sku];
  s.unit_cost[sku] = s.unit_cost[parent];
}

}  // namespace

void widen_for_skus(World& world) { world.book.widen(world.clouds.size(), world.skus.size()); }

void launch(World& world) {
  if (world.orders.launches.empty()) return;
  for (const LaunchOrder& order : world.orders.launches) {
    const std::string id = new_id(world, order);
    const SkuId sku = append_row(world.skus);
    world.skus.id[sku] = id;
    derive(world, sku, order);
    world.skus.name[sku] = world.designers.name[order.designer] + (order.variant ? " variant of " : " successor of ") +
                           world.skus.name[order.parent];
    world.events.add({world.tomorrow(), order.ahead > 0 ? "announced" : "launched",
                      "designers/" + world.designers.id[order.designer], "skus/" + world.skus.id[sku], "",
                      world.skus.tpp[sku], world.skus.price[sku],
                      order.variant ? "A variant that the law in force lets pass." : "A generation from its own R&D."});
  }
  widen_for_skus(world);
}

}  // namespace exarace
