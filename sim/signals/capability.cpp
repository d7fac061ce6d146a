#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/signals/signals.hpp"

namespace exarace {

namespace {

/// Age of the first model of one side at least as good as the best of the other [months].
double gap_in_months(const std::vector<Reading>& leader, double follower, Date today) {
  for (const Reading& reading : leader)
    if (reading.value >= follower) return years_between(reading.date, today) * 12;
  return 0;
}

}  // namespace

void publish_capability(World& world) {
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
  if (!signals.market_open && signals.frontier >= world.adoption_threshold) {
    signals.market_open = true;
    world.events.add({world.today, "threshold", "labs", "adoption", "", signals.frontier, 0,
                      "A release opens the market for AI services."});
  }
}

}  // namespace exarace
