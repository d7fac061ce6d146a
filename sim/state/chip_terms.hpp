#pragma once
/// A chip as its maker, its buyer and its renter meet it: dies, price, power, and the cost of an hour.

#include "sim/state/world.hpp"

namespace exarace {

/// Part of an order of a buyer from there that is expected to get through by the law of makers' and buyers' sides.
inline double may_go(const World& world, SkuId sku, CountryId parent) {
  const std::size_t at = world.restrictions.at(sku, parent);
  if (at >= world.restrictions.open.size()) return 1.0;  // launched in this step
  return world.restrictions.open[at] * world.restrictions.accepted[at];
}

/// Good dies of a wafer of that die on that line.
double good_dies(const World& world, LineId line, SkuId die);

/// What a buyer pays for a chip with its part of the network [USD].
inline double system_price(const World& world, SkuId sku) {
  return world.skus.posted_price[sku] / (1.0 - world.designers.network_share[world.skus.designer[sku]]);
}

/// Power of a chip with its server and network [W].
inline double server_power(const World& world, SkuId sku) {
  return world.skus.power[sku] * world.skus.server_overhead[sku];
}

/// Site power for a server power, with cooling [MW].
inline double site_power(double server_power, double power_usage_effectiveness) {
  return server_power * power_usage_effectiveness * 1e-6;
}

/// Site power of a chip with its server, network and cooling [MW].
inline double site_power(const World& world, SkuId sku, CountryId place) {
  return site_power(server_power(world, sku), world.countries.power_usage_effectiveness[place]);
}

/// Electricity bill of a site power for `years` [USD].
double energy_bill(const World& world, CountryId place, double megawatts, double years);

/// Cost of using a new chip for a year: interest and wear of chip and site, and energy [USD/H100e-hour].
double user_cost(const World& world, SkuId sku, CountryId place);

/// Hours that a cloud's installed chips can sell in a step [H100e-hours].
double sellable_hours(const World& world, CloudId cloud);

}  // namespace exarace
