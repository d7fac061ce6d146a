#include <algorithm>
#include <array>
#include <deque>
#include <vector>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"

namespace exarace {

namespace {

double seen_12_months_ago(const std::deque<Reading>& history, Date today) {
  double value = history.front().value;
  for (const Reading& reading : history)
    if (reading.date.days <= today.days - 365) value = reading.value;
  return value;
}

void read_sales(const World& world, double revenue, ServiceSales& sales) {
  const Statistics& speeds = world.statistics;
  sales.revenue = smoothed(sales.revenue, revenue, speeds.services_speed, world.years);
  sales.history.push_back({world.today, sales.revenue});
  while (sales.history.size() > 2 && sales.history[1].date.days <= world.today.days - 365) sales.history.pop_front();
  sales.growth = math::log((sales.revenue + speeds.noticed_revenue) /
                           (seen_12_months_ago(sales.history, world.today) + speeds.noticed_revenue));
}

}  // namespace

void publish_services(World& world) {
  auto& signals = world.signals;
  auto& labs = world.labs;
  const Statistics& speeds = world.statistics;
  std::array<double, 2> revenue = {};
  for (const LabId lab : labs.rows()) {
    const double rate = labs.revenue_last_step[lab] / world.years;
    const double before = labs.revenue_rate[lab];
    labs.revenue_rate[lab] = smoothed(before, rate, speeds.services_speed, world.years);
    labs.revenue_slow[lab] =
        smoothed(labs.revenue_slow[lab], labs.revenue_rate[lab], speeds.services_slow_speed, world.years);
    const double ratio =
        (labs.revenue_rate[lab] + speeds.least_revenue) / (labs.revenue_slow[lab] + speeds.least_revenue);
    labs.revenue_growth[lab] = std::clamp(math::log(std::max(ratio, 1e-3)) * speeds.growth_gain, -speeds.greatest_fall,
                                          speeds.greatest_growth);
    revenue[world.side_of(labs.country[lab])] += rate + labs.licences[lab];
  }
  read_sales(world, revenue[0] + revenue[1], signals.services);
  for (std::size_t side = 0; side < revenue.size(); ++side)
    read_sales(world, revenue[side], signals.services_by_home[side]);
  std::array<double, 2> funded = {};
  for (const InvestorId investor : world.investors.rows())
    funded[world.side_of(world.investors.country[investor])] += world.investors.invested[investor];
  for (std::size_t side = 0; side < funded.size(); ++side)
    signals.funding_by_home[side] =
        smoothed(signals.funding_by_home[side], funded[side] / world.years, speeds.funding_speed, world.years);
  std::vector<double> spend(labs.size());
  for (const ComputeTrade& trade : world.trades.compute)
    if (trade.buyer)
      spend[trade.buyer.index] +=
          trade.hours * (trade.internal
                             ? signals.contract_rent[Signals::market(world.clouds.country[trade.seller], trade.cls)]
                             : trade.price);
  for (const LabId lab : labs.rows())
    labs.compute_spend[lab] =
        smoothed(labs.compute_spend[lab], spend[lab.index] / world.years, speeds.compute_speed, world.years);
}

}  // namespace exarace
