#include "sim/step/publish.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {
namespace {

void publish_chip_sales(World& world) {
  auto& skus = world.skus;
  std::vector<double> ordered(skus.size()), shipped(skus.size()), backlog(skus.size());
  for (const ChipOrder& order : world.orders.chips) ordered[order.sku.index] += static_cast<double>(order.units);
  for (const BrokerOrder& order : world.orders.diversions) ordered[order.sku.index] += static_cast<double>(order.units);
  for (const ChipTrade& trade : world.trades.chips) shipped[trade.sku.index] += static_cast<double>(trade.units);
  for (const CloudId cloud : world.clouds.rows())
    for (const SkuId sku : skus.rows())
      backlog[sku.index] += static_cast<double>(world.book.units[world.book.at(cloud, sku)]);
  for (const SkuId sku : skus.rows()) {
    const double before = skus.sales_rate[sku];
    skus.sales_rate[sku] = smoothed(before, ordered[sku.index] / world.years, 8.0, world.years);
    skus.sales_trend[sku] =
        smoothed(skus.sales_trend[sku], (skus.sales_rate[sku] - before) / world.years, 4.0, world.years);
    skus.backlog[sku] = backlog[sku.index];
    skus.shipment_rate[sku] = smoothed(skus.shipment_rate[sku], shipped[sku.index] / world.years, 4.0, world.years);
    skus.lead_time[sku] = backlog[sku.index] / std::max(skus.shipment_rate[sku], 100.0);
  }
}

/// Dollars of chips for Chinese parents that the law refused, by designer; the rest goes by the wishes of clouds.
void publish_refusals(World& world) {
  auto& signals = world.signals;
  double wish = 0, sales = 0;
  for (const CloudId cloud : world.clouds.rows())
    if (world.in_china(world.clouds.parent[cloud])) wish += world.clouds.restricted_wish[cloud];
  signals.restricted_demand = smoothed(signals.restricted_demand, wish, 4.0, world.years);
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
    d.revenue_rate[designer] = smoothed(d.revenue_rate[designer], rate, 4.0, world.years);
    d.china_revenue[designer] =
        smoothed(d.china_revenue[designer], chinese[designer.index] / world.years, 4.0, world.years);
    d.research_stock[designer] += d.research_rate[designer] * world.years;
    const bool sells = d.merchant[designer] && !world.in_china(d.parent[designer]);
    const double part = sells && sales > 0 ? own[designer.index] / sales : 0.0;
    d.refused_demand[designer] =
        smoothed(d.refused_demand[designer], part * signals.restricted_demand, 4.0, world.years);
  }
  const double rate = sales / world.years;
  signals.merchant_sales = smoothed(signals.merchant_sales, rate, 2.0, world.years);
  if (signals.merchant_sales_at_start <= 0) signals.merchant_sales_at_start = std::max(1e9, signals.merchant_sales);
  signals.merchant_growth = std::max(1.0, signals.merchant_sales / signals.merchant_sales_at_start);
  signals.lost_sales_share =
      signals.restricted_demand / std::max(1.0, signals.restricted_demand + signals.merchant_sales);
}

void publish_industry(World& world) {
  auto& fabs = world.fabs;
  std::vector<double> revenue(fabs.size()), capex(fabs.size()), tools(world.toolmakers.size()),
      china(world.toolmakers.size());
  std::vector<double> packed(world.designers.size());
  double all_packed = 0;
  for (const UpstreamTrade& trade : world.trades.upstream) {
    revenue[world.lines.fab[trade.line].index] += trade.units * trade.price;
    if (trade.product == Product::packaging && !world.in_china(world.lines.site[trade.line])) {
      packed[trade.buyer.index] += trade.units * trade.price;
      all_packed += trade.units * trade.price;
    }
  }
  for (const LineId line : world.lines.rows())
    revenue[world.lines.fab[line].index] += world.lines.outside_sales[line] * world.lines.unit_price[line];
  for (const ToolTrade& trade : world.trades.tools) {
    capex[world.lines.fab[trade.line].index] += trade.value;
    tools[trade.seller.index] += trade.value;
    if (world.in_china(world.lines.site[trade.line])) china[trade.seller.index] += trade.value;
  }
  for (const FabId fab : fabs.rows()) {
    fabs.revenue_rate[fab] = smoothed(fabs.revenue_rate[fab], revenue[fab.index] / world.years, 4.0, world.years);
    fabs.capex_rate[fab] = smoothed(fabs.capex_rate[fab], capex[fab.index] / world.years, 2.0, world.years);
  }
  auto& makers = world.toolmakers;
  for (const ToolmakerId maker : makers.rows()) {
    makers.backlog[maker] += tools[maker.index];
    makers.backlog[maker] =
        std::max(0.0, makers.backlog[maker] - makers.capacity[maker] * world.years * makers.model_share[maker]);
    makers.revenue_rate[maker] =
        smoothed(makers.revenue_rate[maker], tools[maker.index] / world.years, 2.0, world.years);
    makers.china_revenue[maker] =
        smoothed(makers.china_revenue[maker], china[maker.index] / world.years, 2.0, world.years);
  }
  for (const DesignerId designer : world.designers.rows())
    if (all_packed > 0)
      world.designers.packaging_share[designer] =
          smoothed(world.designers.packaging_share[designer], packed[designer.index] / all_packed, 1.0, world.years);
}

void publish_clouds(World& world, const Laws& laws) {
  auto& clouds = world.clouds;
  std::vector<double> bought(clouds.size()), rent(clouds.size());
  for (const ChipTrade& trade : world.trades.chips)
    if (trade.buyer)
      bought[trade.buyer.index] += capital_of_chips(world.technology, static_cast<double>(trade.units) * trade.price);
  for (const ComputeTrade& trade : world.trades.compute) rent[trade.seller.index] += trade.hours * trade.price;
  for (const CloudId cloud : clouds.rows()) {
    const double capital = worn(world.technology, clouds.ai_capital[cloud], world.years) + bought[cloud.index];
    clouds.ai_capital[cloud] = capital;
    clouds.ai_capex_rate[cloud] =
        smoothed(clouds.ai_capex_rate[cloud], bought[cloud.index] / world.years, 1.5, world.years);
    clouds.ai_capex[cloud] = bought[cloud.index];
    clouds.capex[cloud] = bought[cloud.index] + laws.core_business.core_capex(world, cloud) * world.years;
    clouds.rental_revenue[cloud] =
        smoothed(clouds.rental_revenue[cloud], rent[cloud.index] / world.years, 4.0, world.years);
  }
}

void publish_ecosystems(World& world) {
  auto& share = world.signals.ecosystem_share;
  for (auto& side : share) side.fill(0);
  std::array<double, 2> total = {};
  std::vector<std::size_t> side_of;
  for (const CloudId cloud : world.clouds.rows()) side_of.push_back(world.in_china(world.clouds.parent[cloud]) ? 1 : 0);
  for (const auto& batch : world.fleet.batches) {
    const std::size_t side = side_of[batch.cloud.index];
    const double rate = static_cast<double>(batch.units) * world.skus.serving_rate[batch.sku];
    share[side][static_cast<std::size_t>(world.skus.ecosystem[batch.sku])] += rate;
    total[side] += rate;
  }
  for (std::size_t side = 0; side < 2; ++side)
    for (double& part : share[side]) part = total[side] > 0 ? part / total[side] : 0.0;
}

/// Revenue of a market too small for a trend to be read from it [USD/year]; assumed (2e7 to 5e8).
constexpr double kNoticed = 1e8;

double seen_12_months_ago(const std::deque<Reading>& history, Date today) {
  double value = history.front().value;
  for (const Reading& reading : history)
    if (reading.date.days <= today.days - 365) value = reading.value;
  return value;
}

void publish_services(World& world) {
  auto& signals = world.signals;
  auto& labs = world.labs;
  double revenue = 0;
  for (const LabId lab : labs.rows()) {
    const double rate = labs.revenue_last_step[lab] / world.years;
    const double before = labs.revenue_rate[lab];
    labs.revenue_rate[lab] = smoothed(before, rate, 6.0, world.years);
    labs.revenue_slow[lab] = smoothed(labs.revenue_slow[lab], labs.revenue_rate[lab], 1.0, world.years);
    const double ratio = (labs.revenue_rate[lab] + 1e6) / (labs.revenue_slow[lab] + 1e6);
    labs.revenue_growth[lab] = std::clamp(std::log(std::max(ratio, 1e-3)) * 1.5, -1.5, 2.0);
    revenue += rate + labs.licences[lab];
  }
  signals.services_revenue = smoothed(signals.services_revenue, revenue, 6.0, world.years);
  auto& history = signals.services_history;
  history.push_back({world.today, signals.services_revenue});
  while (history.size() > 2 && history[1].date.days <= world.today.days - 365) history.pop_front();
  signals.services_growth =
      std::log((signals.services_revenue + kNoticed) / (seen_12_months_ago(history, world.today) + kNoticed));
  double funded = 0;
  for (const InvestorId investor : world.investors.rows()) funded += world.investors.invested[investor];
  signals.funding_12_months = smoothed(signals.funding_12_months, funded / world.years, 1.0, world.years);
  std::vector<double> spend(labs.size());
  for (const ComputeTrade& trade : world.trades.compute)
    if (trade.buyer)
      spend[trade.buyer.index] +=
          trade.hours * (trade.internal
                             ? signals.contract_rent[Signals::market(world.clouds.country[trade.seller], trade.cls)]
                             : trade.price);
  for (const LabId lab : labs.rows())
    labs.compute_spend[lab] = smoothed(labs.compute_spend[lab], spend[lab.index] / world.years, 4.0, world.years);
}

/// Age of the first model of one side at least as good as the best of the other [months].
double gap_in_months(const std::vector<Reading>& leader, double follower, Date today) {
  for (const Reading& reading : leader)
    if (reading.value >= follower) return years_between(reading.date, today) * 12;
  return 0;
}

void publish_capability(World& world, double threshold) {
  auto& signals = world.signals;
  const auto& labs = world.labs;
  signals.frontier = signals.frontier_internal = signals.open_frontier = 0;
  double us = 0, china = 0;
  signals.algorithms_us = signals.algorithms_china = -1e9;
  for (const LabId lab : labs.rows()) {
    if (world.tomorrow() < labs.founded[lab]) continue;
    const bool chinese = world.in_china(labs.country[lab]);
    const double level = labs.capability[lab];
    (chinese ? china : us) = std::max(chinese ? china : us, level);
    signals.frontier = std::max(signals.frontier, level);
    signals.frontier_internal = std::max(signals.frontier_internal, labs.internal_capability[lab]);
    if (labs.open_weights[lab]) signals.open_frontier = std::max(signals.open_frontier, level);
    auto& algorithms = chinese ? signals.algorithms_china : signals.algorithms_us;
    algorithms = std::max(algorithms, labs.algorithms[lab]);
  }
  if (us > signals.frontier_us || signals.frontier_us_history.empty())
    signals.frontier_us_history.push_back({world.today, us});
  signals.frontier_us = us;
  signals.frontier_china = china;
  signals.gap_months = gap_in_months(signals.frontier_us_history, china, world.today);
  if (!signals.market_open && signals.frontier >= threshold) {
    signals.market_open = true;
    world.events.add({world.today, "threshold", "labs", "adoption", "", signals.frontier, 0,
                      "A release opens the market for AI services."});
  }
}

}  // namespace

void publish_prices(World& world) {
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
        line ? world.lines.unit_price[line] / std::max(0.1, good_dies(world, line, skus.die[sku])) : 500.0;
    if (skus.die[sku] == sku) skus.die_cost[sku] = die_cost;
    skus.unit_cost[sku] = die_cost * skus.dies_per_package[sku] +
                          skus.hbm_stacks[sku] * stack_price / std::max(1.0, stacks) +
                          packaging_price / std::max(1.0, packages) * area / world.technology.package_area;
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
        best = std::min(best, user_cost(world, sku, country));
      }
      auto& cost = world.signals.user_cost[Signals::market(country, cls)];
      if (best < 1e299) cost = cost > 0 ? smoothed(cost, best, 6.0, world.years) : best;
      if (cost <= 0) cost = 3.0;
    }
  }
}

void publish_signals(World& world, const Laws& laws) {
  publish_chip_sales(world);
  publish_refusals(world);
  publish_industry(world);
  publish_clouds(world, laws);
  publish_ecosystems(world);
  publish_services(world);
  publish_capability(world, world.adoption_threshold);
  publish_prices(world);
  for (const GovernmentId government : world.governments.rows())
    world.governments.cases[government] *= std::exp(-world.years);
}

}  // namespace exarace
