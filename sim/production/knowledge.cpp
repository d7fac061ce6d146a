#include "sim/production/knowledge.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/units.hpp"

namespace exarace {
namespace {

/// Highest level that was reached `lag` years ago.
double level_then(const World& world, double lag) {
  const Date then{world.today.days - static_cast<int>(lag * kDaysPerYear)};
  double level = world.signals.algorithms_history.empty() ? 0.0 : world.signals.algorithms_history.front().value;
  for (const Reading& reading : world.signals.algorithms_history)
    if (reading.date <= then) level = reading.value;
  return level;
}

}  // namespace

const Fields& Knowledge::fields() {
  using T = Knowledge;
  static const Fields all = {
      key("frontier_pace", &T::frontier_pace)
          .unit("index/year")
          .range(0, 30)
          .about("Gain in algorithmic level of the lab with the most research compute.")
          .sourced("epoch_eci", "2026-04"),
      key("research_elasticity", &T::research_elasticity)
          .range(0, 1)
          .prior(lognormal(0.15, 0.4))
          .about("Elasticity of a lab's pace in its research compute relative to the largest.")
          .assumed(),
      key("spillover", &T::spillover)
          .unit("1/year")
          .range(0, 5)
          .prior(lognormal(2.5, 0.3))
          .about("Share of the lead that a follower closes.")
          .assumed(),
      key("open_spillover", &T::open_spillover)
          .unit("1/year")
          .range(0, 5)
          .about("Added to the spillover in so far as the best open model is near the frontier.")
          .assumed()
          .prior(lognormal(0.5, 0.5)),
      key("open_haste", &T::open_haste)
          .range(0, 1)
          .about(
              "Part of the age of what followers learn that falls away in so far as open models are near the frontier.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.5)),
      key("open_reach", &T::open_reach)
          .unit("index")
          .range(0.1, 100)
          .about("Lead of the frontier over open models at which their haste has fallen to a third.")
          .assumed()
          .prior(lognormal(7, 0.4)),
      key("spillover_lag", &T::spillover_lag)
          .unit("year")
          .range(0, 3)
          .about("Age of what followers learn.")
          .sourced("epoch_open_lag", "2026-05"),
      key("no_passing", &T::no_passing)
          .unit("year")
          .range(0, 3)
          .about("Spillover alone never lifts a follower past the leader of so long ago.")
          .assumed()
          .prior(lognormal(0.25, 0.5)),
      key("automation", &T::automation)
          .range(0, 5)
          .about("Gain of the frontier pace per 10 index points above the start of automated research.")
          .assumed(),
      key("automation_start", &T::automation_start)
          .unit("index")
          .range(100, 400)
          .about("Capability at which models begin to do research.")
          .assumed(),
  };
  return all;
}

double Knowledge::own_pace(const World& world, LabId lab, double most_research) const {
  const double hours = world.labs.research_hours[lab];
  if (hours <= 0 || most_research <= 0) return 0;
  const double automated = std::max(0.0, world.signals.frontier_internal - automation_start) / 10.0 * automation;
  return frontier_pace * (1.0 + automated) * (1.0 + world.labs.talent_pace[lab]) *
         math::pow(hours / most_research, research_elasticity);
}

void Knowledge::advance(World& world) const {
  auto& labs = world.labs;
  double most_research = 0;
  for (const LabId lab : labs.rows()) most_research = std::max(most_research, labs.research_hours[lab]);
  const double ceiling = level_then(world, no_passing);
  const double nearness = math::exp(-std::max(0.0, world.signals.frontier - world.signals.open_frontier) / open_reach);
  const bool open = world.mechanisms.on(Mechanism::open_weights);
  const double rate = spillover + (open ? open_spillover * nearness : 0.0);
  // Weights that all can read are learned from sooner than papers and rumours.
  const double seen = level_then(world, spillover_lag * (open ? 1 - open_haste * nearness : 1.0));
  double best = -1e9;
  for (const LabId lab : labs.rows()) {
    if (world.today < labs.founded[lab] || labs.defaulted[lab]) continue;
    double level = labs.algorithms[lab];
    if (labs.research_hours[lab] > 0) {
      const double learned = closing(rate + labs.talent_spillover[lab], world.years) * std::max(0.0, seen - level);
      level += std::min(learned, std::max(0.0, ceiling - level));
      level += own_pace(world, lab, most_research) * world.years;
    }
    labs.algorithms[lab] = level;
    best = std::max(best, level);
  }
  world.signals.algorithms_history.push_back({world.today, best});
}

}  // namespace exarace
