#include "agents/designer/plan.hpp"

#include <algorithm>
#include <cmath>

#include "agents/designer/list.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {

double under_way(const World& world, const DesignerHabits& habits, SkuId sku) {
  return double(world.skus.packages_in_process[sku]) * habits.counted_yield + double(world.skus.maker_stock[sku]);
}

double forecast(const World& world, const DesignerHabits& habits, SkuId sku) {
  const double rate = world.skus.sales_rate[sku];
  return std::clamp(rate + habits.trend_weight * world.skus.sales_trend[sku], 0.0, habits.forecast_limit * rate);
}

double needs_of_hoard(const World& world, const DesignerHabits& habits, SkuId sku, double expected) {
  const double time = habits.hoard_time;
  const double halfway = expected + std::max(0.0, world.skus.sales_trend[sku]) * time / 2;
  return time * std::min(halfway, habits.forecast_limit * expected);
}

double opening_forecast(const World& world, const DesignerHabits& habits, SkuId sku) {
  double value = 0;
  for (const SkuId other : world.skus.rows())
    if (same_line_up(world, sku, other)) value += world.skus.sales_rate[other] * world.skus.posted_price[other];
  return habits.opening_share * value / world.skus.price[sku];
}

double packages_for_orders(const World& world, const DesignerHabits& habits, SkuId sku, double expected) {
  const auto& skus = world.skus;
  const double time = world.technology.packaging_cycle + habits.stock_time;
  const double ordered = expected * time + skus.backlog[sku];
  // Where finished chips pile up although they are ordered, buyers lack sites: then it plans on what leaves the stock.
  const double leaving = skus.shipment_rate[sku] * time;
  const double usual = std::max(1.0, skus.shipment_rate[sku] * habits.stock_time);
  const double piled = std::clamp(double(skus.maker_stock[sku]) / usual - 1, 0.0, 1.0);
  return std::max(0.0, (1 - piled) * ordered + piled * leaving - under_way(world, habits, sku));
}

double packages_for_power(const World& world, const DesignerHabits& habits, SkuId sku, double expected) {
  const auto& skus = world.skus;
  return std::max(0.0, skus.powered_backlog[sku] + expected * world.technology.packaging_cycle +
                           skus.shipment_rate[sku] * habits.short_stock_time - under_way(world, habits, sku));
}

std::vector<DesignerPlan> plans_of(const World& world, const DesignerHabits& habits, DesignerId designer,
                                   const Expectation& expect, LogicLines& lines) {
  const auto& skus = world.skus;
  std::vector<DesignerPlan> plans;
  for (const SkuId sku : skus.rows()) {
    if (skus.designer[sku] != designer) continue;
    const double until = years_between(world.today, skus.launch[sku]);
    if (until <= 0 && !skus.on_sale[sku] && skus.backlog[sku] <= 0) continue;
    const LineId line = lines.of(skus.die[sku]);
    const double cycle = line ? world.lines.cycle_time[line] : 0.0;
    const bool coming = until > 0 && until < cycle + world.technology.packaging_cycle + habits.launch_slack;
    if (!coming && !skus.on_sale[sku] && skus.backlog[sku] <= 0) continue;
    const double expected = (coming ? expect.coming : expect.listed)(world, habits, sku);
    const double packages = until > world.technology.packaging_cycle + habits.launch_slack
                                ? 0.0
                                : expect.packages(world, habits, sku, expected);
    plans.push_back({sku, expected, packages, expected * (cycle + habits.die_bank_time),
                     packages * closing(habits.package_speed, world.years), worth_of(world, sku)});
  }
  return plans;
}

double worth_of(const World& world, SkuId sku) {
  const auto& skus = world.skus;
  const double margin = skus.posted_price[sku] - skus.unit_cost[sku];
  if (world.designers.merchant[skus.designer[sku]]) return std::max(1.0, margin);
  // An internal designer counts what its group would pay outside for the same work.
  double cheapest = 1e300;
  for (const SkuId other : skus.rows())
    if (skus.on_sale[other] && skus.datacentre[other] && world.designers.merchant[skus.designer[other]] &&
        skus.ecosystem[other] == Ecosystem::cuda && skus.hbm_stacks[other] > 0)
      cheapest = std::min(cheapest, skus.posted_price[other] / skus.serving_rate[other]);
  return cheapest < 1e299 ? std::max(1.0, cheapest * skus.serving_rate[sku] - skus.unit_cost[sku])
                          : std::max(1.0, margin);
}

bool made_at_home(const World& world, DesignerId designer, SkuId sku) {
  return world.countries.bloc[world.fabs.country[world.skus.foundry[sku]]] ==
         world.countries.bloc[world.designers.parent[designer]];
}

}  // namespace exarace
