#pragma once
/// Axes and calendar that the runs of a sweep share.

#include <string>
#include <vector>

#include "outputs/series/series.hpp"
#include "outputs/sweep/layout.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// Layout of a sweep that keeps these series of runs that begin like `scenario`.
SweepLayout layout_of(const std::vector<const Series*>& chosen, const std::vector<std::string>& reductions,
                      const Scenario& scenario);

}  // namespace exarace
