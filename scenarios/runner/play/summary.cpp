#include "scenarios/runner/play/summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace exarace {
namespace {

/// The gap jumps with every release: told is its mean over a year, with its range.
ToldNumber gap_told(const std::vector<double>& gap, StepLength length) {
  ToldNumber out{"capability.gap", "capability gap, mean of the last ", 0, "months"};
  const bool months = length == StepLength::month;
  out.about += std::to_string(gap.size()) + " " + (months ? "month" : std::string(to_string(length))) +
               (gap.size() == 1 ? "" : "s");
  if (gap.empty()) return out;
  out.value = std::accumulate(gap.begin(), gap.end(), 0.0) / static_cast<double>(gap.size());
  out.low = *std::min_element(gap.begin(), gap.end());
  out.high = *std::max_element(gap.begin(), gap.end());
  return out;
}

}  // namespace

void Summary::look(const World& world) {
  for (const ChipTrade& trade : world.trades.chips) {
    const auto units = static_cast<double>(trade.units);
    shipped += units * world.skus.h100e[trade.sku];
    if (trade.buyer && world.in_china(world.clouds.parent[trade.buyer]) &&
        !world.in_china(world.designers.parent[world.skus.designer[trade.sku]]))
      china_value += units * trade.price;
  }
  for (const BrokerId broker : world.brokers.rows()) diverted += world.brokers.diverted[broker];
  for (const Denial& denial : world.trades.denials) denied += denial.new_value;
  for (const CloudId cloud : world.clouds.rows()) ai_capex += world.clouds.ai_capex[cloud];
  gap.push_back(world.signals.gap_months);
  if (static_cast<double>(gap.size()) > std::round(1 / world.calendar.years_per_step())) gap.erase(gap.begin());
}

std::vector<ToldNumber> Summary::numbers(const World& world) const {
  double us = 0, china = 0, all = 0;
  for (const auto& batch : world.fleet.batches) {
    if (batch.installed == kNever) continue;
    const double compute = static_cast<double>(batch.units) * world.skus.h100e[batch.sku];
    const Bloc bloc = world.countries.bloc[world.clouds.parent[batch.cloud]];
    all += compute;
    us += bloc == Bloc::us ? compute : 0;
    china += bloc == Bloc::china ? compute : 0;
  }
  return {
      {"compute.installed", "AI compute installed at the end", all / 1e6, "M H100e"},
      {"compute.us_share", "of it owned by US parents", all > 0 ? us / all * 100 : 0, "%"},
      {"compute.china_share", "of it owned by Chinese parents", all > 0 ? china / all * 100 : 0, "%"},
      {"chips.shipped", "chips shipped since the start", shipped / 1e6, "M H100e"},
      {"chips.to_china", "foreign chips sold to Chinese parents", china_value / 1e9, "bn USD"},
      {"chips.diverted", "chips diverted by brokers", diverted / 1e3, "thousand"},
      {"policy.denied_new", "refused by law, what is asked again counted once", denied / 1e9, "bn USD"},
      {"capex.ai", "AI capex of all clouds", ai_capex / 1e9, "bn USD"},
      {"money.services", "revenue of AI services at the end", world.signals.services.revenue / 1e9, "bn USD/year"},
      gap_told(gap, world.calendar.length),
  };
}

}  // namespace exarace
