#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/core/after.hpp"
#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {
namespace {

/// By cloud: part of what it has on order for which it will have power when it could be delivered, within the time that
/// a package takes.
std::vector<double> powered_shares(const World& world) {
  const auto& clouds = world.clouds;
  const Date then = after(world.tomorrow(), world.technology.packaging_cycle);
  std::vector<double> power, shares;
  for (const CloudId cloud : clouds.rows())
    power.push_back(clouds.power_site[cloud] - clouds.power_used[cloud] - clouds.power_waiting[cloud]);
  for (const Pipeline::Site& site : world.pipeline.sites)
    if (site.due <= then) power[site.cloud.index] += site.power;
  for (const auto& shipment : world.pipeline.shipments)
    power[shipment.buyer.index] -=
        static_cast<double>(shipment.units) * site_power(world, shipment.sku, clouds.country[shipment.buyer]);
  for (const CloudId cloud : clouds.rows()) {
    double needed = 0;
    for (const SkuId sku : world.skus.rows())
      if (const std::int64_t booked = world.book(cloud, sku); booked != 0)
        needed += static_cast<double>(booked) * site_power(world, sku, clouds.country[cloud]);
    shares.push_back(needed > 0 ? std::clamp(power[cloud.index] / needed, 0.0, 1.0) : 1.0);
  }
  return shares;
}

}  // namespace

void publish_chips(World& world) {
  auto& skus = world.skus;
  const Statistics& speeds = world.statistics;
  std::vector<double> ordered(skus.size()), shipped(skus.size()), backlog(skus.size()), powered(skus.size());
  for (const ChipOrder& order : world.orders.chips) ordered[order.sku.index] += static_cast<double>(order.units);
  for (const BrokerOrder& order : world.orders.diversions) ordered[order.sku.index] += static_cast<double>(order.units);
  for (const ChipTrade& trade : world.trades.chips) shipped[trade.sku.index] += static_cast<double>(trade.units);
  const std::vector<double> shares = powered_shares(world);
  for (const CloudId cloud : world.clouds.rows())
    for (const SkuId sku : skus.rows()) {
      if (world.book(cloud, sku) == 0) continue;
      const auto booked = static_cast<double>(world.book(cloud, sku));
      backlog[sku.index] += booked;
      powered[sku.index] += shares[cloud.index] * booked;
    }
  for (const SkuId sku : skus.rows()) {
    const double before = skus.sales_rate[sku];
    skus.sales_rate[sku] = smoothed(before, ordered[sku.index] / world.years, speeds.order_speed, world.years);
    skus.sales_trend[sku] = smoothed(skus.sales_trend[sku], (skus.sales_rate[sku] - before) / world.years,
                                     speeds.order_trend_speed, world.years);
    skus.backlog[sku] = backlog[sku.index];
    skus.powered_backlog[sku] = powered[sku.index];
    skus.shipment_rate[sku] =
        smoothed(skus.shipment_rate[sku], shipped[sku.index] / world.years, speeds.shipment_speed, world.years);
    skus.lead_time[sku] = backlog[sku.index] / std::max(skus.shipment_rate[sku], speeds.least_shipments);
  }
}

void publish_refusals(World& world) {
  auto& signals = world.signals;
  const Statistics& speeds = world.statistics;
  double wish = 0, sales = 0;
  for (const CloudId cloud : world.clouds.rows())
    if (world.in_china(world.clouds.parent[cloud])) wish += world.clouds.restricted_wish[cloud];
  signals.restricted_demand = smoothed(signals.restricted_demand, wish, speeds.refusal_speed, world.years);
  std::vector<double> own(world.designers.size()), chinese(world.designers.size());
  for (const ChipTrade& trade : world.trades.chips) {
    const DesignerId designer = world.skus.designer[trade.sku];
    const double value = static_cast<double>(trade.units) * trade.price;
    own[designer.index] += value;
    if (trade.buyer && world.in_china(world.clouds.parent[trade.buyer])) chinese[designer.index] += value;
    if (world.designers.merchant[designer] && !world.in_china(world.designers.parent[designer])) sales += value;
  }
  for (const DesignerId designer : world.designers.rows()) {
    auto& d = world.designers;
    const double rate = own[designer.index] / world.years;
    d.revenue_rate[designer] = smoothed(d.revenue_rate[designer], rate, speeds.designer_speed, world.years);
    d.china_revenue[designer] =
        smoothed(d.china_revenue[designer], chinese[designer.index] / world.years, speeds.designer_speed, world.years);
    const bool sells = d.merchant[designer] && !world.in_china(d.parent[designer]);
    const double part = sells && sales > 0 ? own[designer.index] / sales : 0.0;
    d.refused_demand[designer] =
        smoothed(d.refused_demand[designer], part * signals.restricted_demand, speeds.refusal_speed, world.years);
  }
  const double rate = sales / world.years;
  signals.merchant_sales = smoothed(signals.merchant_sales, rate, speeds.merchant_speed, world.years);
  if (signals.merchant_sales_at_start <= 0)
    signals.merchant_sales_at_start = std::max(speeds.least_merchant_sales, signals.merchant_sales);
  signals.merchant_growth = std::max(1.0, signals.merchant_sales / signals.merchant_sales_at_start);
  signals.lost_sales_share =
      signals.restricted_demand / std::max(1.0, signals.restricted_demand + signals.merchant_sales);
}

}  // namespace exarace
