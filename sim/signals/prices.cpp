#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {

namespace {

/// Cost of a good die [USD].
double cost_of(const World& world, LogicLines& lines, SkuId die) {
  const LineId line = lines.of(die);
  return line ? world.lines.price(line) / std::max(0.1, good_dies(world, line, die)) : world.statistics.idle_die_cost;
}

/// By class: chips for data centres that merchants have on their lists.
std::array<std::vector<SkuId>, kComputeClasses> chips_for_all(const World& world) {
  const auto& skus = world.skus;
  std::array<std::vector<SkuId>, kComputeClasses> found;
  for (const SkuId sku : skus.rows())
    if (skus.on_sale[sku] && skus.datacentre[sku] && world.designers.merchant[skus.designer[sku]])
      found[static_cast<std::size_t>(class_of(skus.ecosystem[sku]))].push_back(sku);
  return found;
}

}  // namespace

void publish_prices(World& world) {
  auto& skus = world.skus;
  const Statistics& known = world.statistics;
  const Date tomorrow = world.tomorrow();
  double stack_price = 0, packaging_price = 0, stacks = 0, packages = 0;
  for (const LineId line : world.lines.rows()) {
    if (world.lines.product[line] == Product::hbm) {
      stack_price += world.lines.price(line) * world.lines.capacity[line];
      stacks += world.lines.capacity[line];
    } else if (world.lines.product[line] == Product::packaging) {
      packaging_price += world.lines.price(line) / world.lines.units_per_wafer[line] * world.lines.capacity[line];
      packages += world.lines.capacity[line];
    }
  }
  std::vector<std::optional<double>> cost_of_die(skus.size());  // many SKUs share one
  LogicLines lines(world);
  for (const SkuId sku : skus.rows()) {
    auto& known_cost = cost_of_die[skus.die[sku].index];
    if (!known_cost) known_cost = cost_of(world, lines, skus.die[sku]);
    const double die_cost = *known_cost;
    const double area = skus.die_area[sku] * skus.dies_per_package[sku];
    if (skus.die[sku] == sku) skus.die_cost[sku] = die_cost;
    skus.unit_cost[sku] = die_cost * skus.dies_per_package[sku] +
                          skus.hbm_stacks[sku] * stack_price / std::max(1.0, stacks) +
                          packaging_price / std::max(1.0, packages) * area / world.technology.package_area;
    const double age = years_between(skus.launch[sku], tomorrow);
    skus.on_sale[sku] = age >= 0 && age < skus.sale_time[sku] && !skus.withdrawn[sku];
  }
  const auto for_all = chips_for_all(world);
  for (const CountryId country : world.countries.rows()) {
    for (const ComputeClass cls : {ComputeClass::western, ComputeClass::chinese}) {
      double best = 1e300;
      for (const SkuId sku : for_all[static_cast<std::size_t>(cls)]) {
        if (world.restrictions.open.size() > world.restrictions.at(sku, country) &&
            world.restrictions.open[world.restrictions.at(sku, country)] < known.least_open)
          continue;
        best = std::min(best, user_cost(world, sku, country));
      }
      auto& cost = world.signals.user_cost[Signals::market(country, cls)];
      if (best < 1e299) cost = cost > 0 ? smoothed(cost, best, known.price_speed, world.years) : best;
      if (cost <= 0) cost = known.first_user_cost;
    }
  }
}

}  // namespace exarace
