#include <algorithm>
#include <cmath>
#include <deque>
#include <vector>

#include "sim/core/smooth.hpp"
#include "sim/signals/signals.hpp"

namespace exarace {

namespace {

/// Revenue of a market too small for a trend to be read from it [USD/year]; assumed (2e7 to 5e8).
constexpr double kNoticed = 1e8;

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

}  // namespace exarace
