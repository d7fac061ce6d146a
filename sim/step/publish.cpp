#include "sim/step/publish.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {
namespace {

void publish_clouds(World& world, const Laws& laws) {
  auto& clouds = world.clouds;
  std::vector<double> bought(clouds.size()), rent(clouds.size());
  const double per_chip = 1 / (1 - laws.chips.site_share);
  for (const ChipTrade& trade : world.trades.chips)
    if (trade.buyer) bought[trade.buyer.index] += static_cast<double>(trade.units) * trade.price * per_chip;
  for (const ComputeTrade& trade : world.trades.compute) rent[trade.seller.index] += trade.hours * trade.price;
  for (const CloudId cloud : clouds.rows()) {
    clouds.ai_capex_rate[cloud] =
        smoothed(clouds.ai_capex_rate[cloud], bought[cloud.index] / world.years, 1.5, world.years);
    clouds.ai_capex[cloud] = bought[cloud.index];
    clouds.capex[cloud] = bought[cloud.index] + laws.core_business.core_capex(world, cloud) * world.years;
    clouds.rental_revenue[cloud] =
        smoothed(clouds.rental_revenue[cloud], rent[cloud.index] / world.years, 4.0, world.years);
  }
}

}  // namespace

void publish_prices(World& world, const Laws& laws) {
  auto& skus = world.skus;
  const Date tomorrow = world.tomorrow();
  double stack_price = 0, packaging_price = 0, stacks = 0, packages = 0;
  for (const LineId line : world.lines.rows()) {
    if (world.lines.product[line] == Product::hbm) {
      stack_price += world.lines.unit_price[line] * world.lines.capacity[line];
      stacks += world.lines.capacity[line];
    } else if (world.lines.product[line] == Product::packaging) {
      packaging_price += world.lines.unit_price[line] / world.lines.units_per_wafer[line] * world.lines.capacity[line];
      packages += world.lines.capacity[line];
    }
  }
  for (const SkuId sku : skus.rows()) {
    const LineId line = logic_line(world, skus.die[sku]);
    const double area = skus.die_area[sku] * skus.dies_per_package[sku];
    const double die_cost =
        line ? world.lines.unit_price[line] / std::max(0.1, laws.fabrication.good_dies(world, line, skus.die[sku]))
             : 500.0;
    if (skus.die[sku] == sku) skus.die_cost[sku] = die_cost;
    skus.unit_cost[sku] = die_cost * skus.dies_per_package[sku] +
                          skus.hbm_stacks[sku] * stack_price / std::max(1.0, stacks) +
                          packaging_price / std::max(1.0, packages) * area / 814.0;
    const double age = years_between(skus.launch[sku], tomorrow);
    skus.on_sale[sku] = age >= 0 && age < skus.sale_time[sku] && !skus.withdrawn[sku];
  }
  for (const CountryId country : world.countries.rows()) {
    for (const ComputeClass cls : {ComputeClass::western, ComputeClass::chinese}) {
      double best = 1e300;
      for (const SkuId sku : skus.rows()) {
        if (!skus.on_sale[sku] || !skus.datacentre[sku] || class_of(skus.ecosystem[sku]) != cls) continue;
        if (!world.designers.merchant[skus.designer[sku]]) continue;
        if (world.restrictions.open.size() > world.restrictions.at(sku, country) &&
            world.restrictions.open[world.restrictions.at(sku, country)] < 0.3)
          continue;
        const double capital = system_price(world, sku) / (1 - laws.chips.site_share);
        const double energy =
            site_power(world, sku, country) * 1e3 * 8766 * 0.7 * world.countries.electricity_price[country];
        const double yearly = capital * (world.countries.cost_of_capital[country] + 0.25) + energy;
        best = std::min(best, yearly / (8766 * laws.compute.ceiling * skus.serving_rate[sku]));
      }
      auto& cost = world.signals.user_cost[Signals::market(country, cls)];
      if (best < 1e299) cost = cost > 0 ? smoothed(cost, best, 6.0, world.years) : best;
      if (cost <= 0) cost = 3.0;
    }
  }
}

void publish_signals(World& world, const Laws& laws) {
  publish_chips(world);
  publish_refusals(world);
  publish_industry(world);
  publish_clouds(world, laws);
  publish_ecosystems(world);
  publish_services(world);
  publish_capability(world);
  publish_prices(world, laws);
}

}  // namespace exarace
