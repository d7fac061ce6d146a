#include <algorithm>
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

}  // namespace

void publish_services(World& world) {
  auto& signals = world.signals;
  auto& labs = world.labs;
  const Statistics& speeds = world.statistics;
  double revenue = 0;
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
    revenue += rate + labs.licences[lab];
  }
  signals.services_revenue = smoothed(signals.services_revenue, revenue, speeds.services_speed, world.years);
  auto& history = signals.services_history;
  history.push_back({world.today, signals.services_revenue});
  while (history.size() > 2 && history[1].date.days <= world.today.days - 365) history.pop_front();
  signals.services_growth = math::log((signals.services_revenue + speeds.noticed_revenue) /
                                      (seen_12_months_ago(history, world.today) + speeds.noticed_revenue));
  double funded = 0;
  for (const InvestorId investor : world.investors.rows()) funded += world.investors.invested[investor];
  signals.funding_12_months =
      smoothed(signals.funding_12_months, funded / world.years, speeds.funding_speed, world.years);
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
