#pragma once
/// The values that a run used, for its result file.

#include <vector>

#include "outputs/file/result.hpp"
#include "scenarios/runner/read/catalogue.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// Values of all keys that stand once, and of those keys of rows that were drawn, after fill() has set them. All other
/// keys of rows stand in the scenario's text as they were used.
std::vector<Parameter> parameters_of(const Catalogue& catalogue, const Scenario& scenario);

}  // namespace exarace
