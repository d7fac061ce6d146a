#include "sim/production/training.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace exarace {

const Fields& Training::fields() {
  using T = Training;
  static const Fields all = {
      key("longest_run", &T::longest_run)
          .unit("year")
          .range(0.1, 3)
          .about("A run ends after this time with what it has.")
          .assumed(),
  };
  return all;
}

void Training::begin_runs(World& world) const {
  for (const RunOrder& order : world.orders.runs) {
    world.labs.run_target[order.lab] = order.flop;
    world.labs.run_delay[order.lab] = order.delay;
  }
}

void Training::allot_hours(World& world) const {
  auto& labs = world.labs;
  std::vector<double> hours(labs.size()), at_training_rate(labs.size());
  for (const ComputeTrade& trade : world.trades.compute) {
    if (!trade.buyer) continue;
    hours[trade.buyer.index] += trade.hours;
    at_training_rate[trade.buyer.index] += trade.hours * world.clouds.training_ratio[trade.seller];
  }
  for (const LabId lab : labs.rows()) {
    labs.serving_hours[lab] = hours[lab.index] * labs.serving_part[lab];
    labs.training_hours[lab] = at_training_rate[lab.index] * labs.training_part[lab];
    labs.research_hours[lab] =
        at_training_rate[lab.index] * std::max(0.0, 1 - labs.serving_part[lab] - labs.training_part[lab]);
  }
}

void Training::advance(World& world) const {
  auto& labs = world.labs;
  for (const LabId lab : labs.rows()) {
    if (labs.run_target[lab] <= 0) continue;
    const double data = world.mechanisms.on(Mechanism::data_sovereignty)
                            ? world.countries.data_access[labs.country[lab]].at(world.today)
                            : 1.0;
    const double work = labs.training_hours[lab] * flop_per_hour(world.technology) * data;
    labs.run_flop[lab] += work;
    labs.run_time[lab] += world.years;
    // A run ends with the step nearest to the day on which it reaches its target; what it still lacks then is done at
    // the beginning of the next one, and that day, not the end of the step, counts for the next run.
    const bool done = labs.run_flop[lab] + work / 2 >= labs.run_target[lab];
    if (!done && labs.run_time[lab] < longest_run) continue;
    const double flop = done ? labs.run_target[lab] : labs.run_flop[lab];
    const double reached = capability_of(world.technology, flop, labs.algorithms[lab]);
    labs.training_flop[lab] = std::max(labs.training_flop[lab], flop);
    labs.internal_capability[lab] = std::max(labs.internal_capability[lab], reached);
    const double lead = labs.run_flop[lab] - labs.run_target[lab];
    const double over = done ? std::clamp(lead / std::max(work, 1.0), -0.5, 1.0) : 0.0;
    const double ended = -over * world.years - labs.run_delay[lab];
    labs.last_run[lab] = Date{world.tomorrow().days + static_cast<int>(std::lround(ended * 365.25))};
    labs.run_target[lab] = labs.run_time[lab] = 0;
    labs.run_flop[lab] = done ? std::min(0.0, lead) : 0.0;
  }
}

void Training::release(World& world) const {
  auto& labs = world.labs;
  for (const ReleaseOrder& order : world.orders.releases) {
    const double gain = labs.internal_capability[order.lab] - labs.capability[order.lab];
    if (gain <= 0 || gain < order.least_gain) continue;
    labs.capability[order.lab] = labs.internal_capability[order.lab];
    labs.last_release[order.lab] = world.tomorrow();
  }
}

}  // namespace exarace
