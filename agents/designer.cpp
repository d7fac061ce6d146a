#include "agents/designer.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/random.hpp"
#include "sim/core/smooth.hpp"

namespace exarace {
namespace {

double age(const World& world, SkuId sku) { return years_between(world.skus.launch[sku], world.today); }

/// Line of the foundry that makes the SKU's node, or none.
LineId line_of(const World& world, SkuId sku) {
  LineId best = LineId::none();
  double nearest = 1e300;
  for (const LineId line : world.lines.rows()) {
    if (world.lines.fab[line] != world.skus.foundry[sku] || world.lines.product[line] != Product::logic) continue;
    const double distance = std::abs(std::log(world.lines.node[line] / world.skus.node[sku])) - 1e-9 * std::log1p(world.lines.capacity[line]);
    if (distance < nearest) nearest = distance, best = line;
  }
  return best;
}

/// Good dies that it expects of a wafer (its own records: yield at the line's published defect density).
double dies_per_wafer(const World& world, SkuId die) {
  const LineId line = line_of(world, die);
  if (!line) return 1;
  const double area = world.skus.die_area[die];
  const double gross = std::max(1.0, 70685.8 / area - 942.48 / std::sqrt(2 * area));
  return std::max(0.05, gross * std::pow(1 + area * 0.01 * world.lines.defect_density[line] / 3, -3));
}

/// Newest data-centre SKU of a designer on sale, or none.
SkuId flagship(const World& world, DesignerId designer) {
  SkuId best = SkuId::none();
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != designer || !world.skus.on_sale[sku] || world.skus.variant_of[sku] || !world.skus.datacentre[sku]) continue;
    if (!best || world.skus.serving_rate[sku] > world.skus.serving_rate[best]) best = sku;
  }
  return best;
}

}  // namespace

const Fields& DesignerBehaviour::fields() {
  using T = DesignerBehaviour;
  static const Fields all = {
      key("forecast_speed", &T::forecast_speed).unit("1/year").range(0.5, 50).about("Smoothing of orders.").calibrated(),
      key("trend_weight", &T::trend_weight).unit("year").range(0, 3).about("Weight of the trend in the forecast.").calibrated(),
      key("stock_time", &T::stock_time).unit("year").range(0, 2).about("Sales held as finished stock.").calibrated(),
      key("packaging_cycle", &T::packaging_cycle).unit("year").range(0, 1).about("Assembly and test that it plans with.").sourced("renesas_2023", "2023-12"),
      key("price_decay", &T::price_decay).unit("1/year").range(0, 1).about("Fall of a posted price with age.").sourced("epoch_prices", "2026-01"),
      key("floor_margin", &T::floor_margin).range(-0.5, 2).about("Least margin of a posted price over unit cost.").assumed(),
      key("price_theta", &T::price_theta).range(0, 1.2).about("Price of a generation over the last, as power of its performance ratio.").sourced("epoch_prices", "2026-01"),
      key("hbm_buffer", &T::hbm_buffer).unit("year").range(0, 2).about("Needs of HBM held as stock.").assumed(),
      key("variant_time", &T::variant_time).unit("year").range(0.1, 3).about("Development of a compliant variant.").sourced("nvidia_variants", "2023-11"),
      key("variant_demand", &T::variant_demand).unit("USD/year").range(0, 1e11).about("Refused demand that makes a variant worth while.").assumed(),
      key("hoard_time", &T::hoard_time).unit("year").range(0, 3).about("HBM bought ahead of a ban that is certain.").assumed(),
      key("generation_cost", &T::generation_cost).unit("USD").range(0, 1e11).about("R&D that a generation needs.").sourced("blackwell_rd", "2024-03"),
  };
  return all;
}

double DesignerBehaviour::forecast(const World& world, SkuId sku) const {
  const double rate = world.skus.sales_rate[sku];
  return std::clamp(rate + trend_weight * world.skus.sales_trend[sku], 0.0, 3.0 * rate);
}

void DesignerBehaviour::post_prices(const World& world, DesignerId designer, Skus& prices) const {
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != designer) continue;
    const double aged = world.skus.price[sku] * std::exp(-price_decay * std::max(0.0, age(world, sku)));
    prices.posted_price[sku] = std::max(aged, (1 + floor_margin) * world.skus.unit_cost[sku]);
  }
}

void DesignerBehaviour::order_inputs(const World& world, DesignerId designer, Designers& mind, Orders& orders) const {
  const auto& skus = world.skus;
  double stacks_due = 0, stacks_rate = 0;
  auto stacks_left = double(world.designers.hbm_stock[designer]);
  SkuId hbm_sku = SkuId::none();
  // Newest first: where stacks are short, the best chips get them.
  for (std::size_t row = skus.size(); row-- > 0;) {
    const SkuId sku{row};
    if (skus.designer[sku] != designer || (!skus.on_sale[sku] && skus.backlog[sku] <= 0)) continue;
    const double expected = forecast(world, sku);
    const double packages = packages_wanted(world, sku, expected);
    const double margin = std::max(1.0, skus.posted_price[sku] - skus.unit_cost[sku]);
    const double stacks = skus.hbm_stacks[sku];
    const double now = packages * closing(6.0, world.years);
    const double by_dies = double(skus.dies[skus.die[sku]]) / skus.dies_per_package[sku];
    const double by_hbm = stacks > 0 ? stacks_left / stacks : now;
    const double can = std::min({now, by_dies, by_hbm});
    const bool lacks_hbm = by_hbm < std::min(now, by_dies);
    if (now >= 1) orders.upstream.push_back({designer, Product::packaging, sku, std::floor(can), margin, now - can, lacks_hbm});
    stacks_left -= can * stacks;
    // Stacks follow the dies that will be there when they arrive.
    stacks_due += std::min(now, by_dies) * stacks;
    stacks_rate += expected * stacks;
    if (stacks > 0) hbm_sku = sku;
    order_wafers(world, designer, sku, expected, packages, margin, orders);
  }
  if (!hbm_sku) return;
  mind.ban_hazard[designer] = world.in_china(world.designers.parent[designer]) ? world.restrictions.hbm_hazard : 0.0;
  const double target = stacks_due * 1.5 + stacks_rate * (hbm_buffer + hoard_time * mind.ban_hazard[designer]);
  const double wanted = std::max(0.0, target - double(world.designers.hbm_stock[designer]));
  if (wanted >= 1) orders.upstream.push_back({designer, Product::hbm, hbm_sku, std::floor(wanted), 1});
}

double DesignerBehaviour::packages_wanted(const World& world, SkuId sku, double expected) const {
  const auto& skus = world.skus;
  const double under_way = double(skus.packages_in_process[sku]) * 0.9 + double(skus.maker_stock[sku]);
  return std::max(0.0, expected * (packaging_cycle + stock_time) + skus.backlog[sku] - under_way);
}

void DesignerBehaviour::order_wafers(const World& world, DesignerId designer, SkuId sku, double expected, double packages,
                                     double margin, Orders& orders) const {
  const auto& skus = world.skus;
  const SkuId die = skus.die[sku];
  const LineId line = line_of(world, die);
  if (!line) return;
  // SKUs of one die share its stock: what the others need comes off.
  double have = double(skus.dies[die]) + skus.wafers_in_process[die] * dies_per_wafer(world, die);
  for (const SkuId other : skus.rows())
    if (other != sku && skus.die[other] == die && skus.on_sale[other])
      have -= (packages_wanted(world, other, forecast(world, other)) + forecast(world, other) * world.lines.cycle_time[line]) *
              skus.dies_per_package[other];
  const double need = (packages + expected * world.lines.cycle_time[line]) * skus.dies_per_package[sku] - std::max(0.0, have);
  const double wafers = need / dies_per_wafer(world, die) * closing(6.0, world.years);
  if (wafers >= 0.05) orders.upstream.push_back({designer, Product::logic, die, wafers, margin});
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
  const double gain = world.designers.generation_gain[designer];
  orders.launches.push_back({designer, best, false, gain, std::sqrt(gain) * 1.1, 1.15, std::pow(gain, 0.45), std::pow(gain, price_theta)});
}

void DesignerBehaviour::plan_variant(const World& world, DesignerId designer, Designers& mind, Orders& orders) const {
  const bool foreign = !world.in_china(world.designers.parent[designer]);
  if (!foreign || !world.designers.merchant[designer]) return;
  const SkuId best = flagship(world, designer);
  if (!best) return;
  if (!mind.variant_parent[designer]) {
    // A variant is begun when the best product is closed, refused demand is large and nothing free of its class is left.
    bool has_free = false;
    for (const SkuId sku : world.skus.rows()) {
      if (world.skus.designer[sku] != designer || !world.skus.datacentre[sku]) continue;
      if (!world.skus.on_sale[sku] && world.skus.launch[sku] <= world.today) continue;
      const ChipSpec spec{world.skus.tpp[sku], world.skus.performance_density[sku], world.skus.memory_bandwidth[sku], world.skus.interconnect[sku], true};
      const bool coming = world.skus.launch[sku] < Date{world.today.days + 250};
      if (coming && world.restrictions.free_for_china(spec) && world.skus.serving_rate[sku] > 0.3 * world.skus.serving_rate[best]) has_free = true;
    }
    if (has_free || world.designers.refused_demand[designer] < variant_demand) return;
    mind.variant_parent[designer] = best;
    const double luck = uniform(world.seed, Purpose::variant, stable_key("designers", world.designers.id[designer]), world.step);
    mind.variant_due[designer] = Date{world.today.days + static_cast<int>(variant_time * (0.7 + 0.6 * luck) * 365.25)};
    return;
  }
  if (world.today < mind.variant_due[designer]) return;
  const SkuId parent = mind.variant_parent[designer];
  mind.variant_parent[designer] = SkuId::none();
  // Search the specification space under the law in force for the design with the highest serving rate.
  double best_rate = 0;
  LaunchOrder found{designer, parent, true, 0, 0, 0, 0.9, 0};
  for (int r = 1; r <= 20; ++r)
    for (int b = 2; b <= 10; ++b)
      for (int i = 1; i <= 4; ++i) {
        const double rate = r / 20.0, width = b / 10.0, link = i / 4.0;
        const ChipSpec spec{world.skus.tpp[parent] * rate, world.skus.performance_density[parent] * rate,
                            world.skus.memory_bandwidth[parent] * width, world.skus.interconnect[parent] * link, true};
        if (!world.restrictions.free_for_china(spec)) continue;
        const double f = world.skus.fp16[parent] * rate / kReferenceFp16;
        const double w = world.skus.memory_bandwidth[parent] * width / kReferenceBandwidth;
        const double serving = 1 / (0.3 / f + 0.7 / w) * (0.9 + 0.1 * link);
        if (serving > best_rate) best_rate = serving, found.rate = rate, found.bandwidth = width, found.interconnect = link;
      }
  if (best_rate <= 0) return;
  found.price = std::pow(best_rate / std::max(1e-6, world.skus.serving_rate[parent]), 0.8);
  orders.launches.push_back(found);
}

void DesignerBehaviour::decide(const World& world, DesignerId designer, Designers& mind, Skus& prices, Orders& orders) const {
  post_prices(world, designer, prices);
  order_inputs(world, designer, mind, orders);
  plan_generation(world, designer, orders);
  if (world.mechanisms.on(2)) plan_variant(world, designer, mind, orders);
}

}  // namespace exarace
