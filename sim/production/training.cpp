#include "sim/production/training.hpp"

#include <algorithm>
#include <cmath>

namespace exarace {

const Fields& Training::fields() {
  using T = Training;
  static const Fields all = {
      key("points_per_tenfold", &T::points_per_tenfold)
          .unit("index")
          .range(3, 12)
          .about("Capability per tenfold training compute.")
          .sourced("epoch_eci", "2026-04"),
      key("utilisation", &T::utilisation)
          .range(0.1, 0.8)
          .about("Model FLOP utilisation of an H100.")
          .sourced("mfu_reports", "2025-01"),
      key("longest_run", &T::longest_run)
          .unit("year")
          .range(0.1, 3)
          .about("A run ends after this time with what it has.")
          .assumed(),
  };
  return all;
}

double Training::capability(double flop, double algorithms) const {
  return points_per_tenfold * std::log10(std::max(flop, 1.0)) + algorithms;
}

double Training::flop_per_hour() const { return kReferenceFp16 * 1e12 * 3600.0 * utilisation; }

void Training::advance(World& world) const {
  auto& labs = world.labs;
  for (const LabId lab : labs.rows()) {
    if (labs.run_target[lab] <= 0) continue;
    const double data = world.mechanisms.on(21) ? world.countries.data_access[labs.country[lab]].at(world.today) : 1.0;
    const double work = labs.training_hours[lab] * flop_per_hour() * data;
    labs.run_flop[lab] += work;
    labs.run_time[lab] += world.years;
    if (labs.run_flop[lab] < labs.run_target[lab] && labs.run_time[lab] < longest_run) continue;
    // A run stops at its target; the day on which it did counts for the next one, not the end of the step.
    const double flop = std::min(labs.run_flop[lab], labs.run_target[lab]);
    const double reached = capability(flop, labs.algorithms[lab]);
    labs.training_flop[lab] = std::max(labs.training_flop[lab], flop);
    labs.internal_capability[lab] = std::max(labs.internal_capability[lab], reached);
    const double over = std::clamp((labs.run_flop[lab] - labs.run_target[lab]) / std::max(work, 1.0), 0.0, 1.0);
    const double ended = -over * world.years - labs.run_delay[lab];
    labs.last_run[lab] = Date{world.tomorrow().days + static_cast<int>(std::lround(ended * 365.25))};
    labs.run_target[lab] = labs.run_flop[lab] = labs.run_time[lab] = 0;
  }
}

}  // namespace exarace
