#pragma once
/// The small world with what minds read beside it: restrictions that allow everything, signals, power, costs.

#include "tests/support/small_world.hpp"

namespace exarace::support {

inline World minded_world(Date today = make_date(2023, 1, 1)) {
  World world = small_world(today);
  const std::size_t cells = world.skus.size() * world.countries.size();
  auto& law = world.restrictions;
  law.countries = world.countries.size();
  law.open.assign(cells, 1.0);
  law.accepted.assign(cells, 1.0);
  law.hazard.assign(cells, 0.0);
  law.tools_open_to_china.assign(kToolClasses, 1.0);
  const std::size_t markets = world.countries.size() * kComputeClasses;
  world.signals.contract_rent.assign(markets, 2.0);
  world.signals.user_cost.assign(markets, 2.0);
  for (auto* hours : {&world.signals.hours_offered, &world.signals.hours_wanted, &world.signals.hours_sold})
    hours->assign(markets, 0.0);
  for (auto& shares : world.signals.ecosystem_share) shares.fill(1.0);
  for (const SkuId sku : world.skus.rows()) {
    world.skus.launch[sku] = Date{today.days - 200};
    world.skus.unit_cost[sku] = 3000;
    world.skus.sales_rate[sku] = 1e5;
  }
  for (const CloudId cloud : world.clouds.rows()) {
    world.clouds.internal_work[cloud] = world.clouds.ai_capital[cloud] = 1e9;
    world.clouds.operating_cash_flow[cloud] = 5e10;
    world.clouds.power_site[cloud] = 1000;
    world.clouds.power_used[cloud] = 100;
  }
  return world;
}

/// Units of a kind of orders, or their number where they have none.
template <class Order, class Amount>
double total(const std::vector<Order>& orders, Amount&& amount) {
  double sum = 0;
  for (const Order& order : orders) sum += amount(order);
  return sum;
}

}  // namespace exarace::support
