#pragma once
/// Price and power of a chip as its buyer meets them: with network, server and cooling.

#include "sim/state/world.hpp"

namespace exarace {

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

}  // namespace exarace
