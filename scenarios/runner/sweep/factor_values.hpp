#pragma once
/// From places in the unit cube to values of keys.

#include <cstdint>
#include <vector>

#include "outputs/sweep/manifest.hpp"
#include "scenarios/runner/read/find_key.hpp"
#include "scenarios/runner/sweep/design.hpp"
#include "scenarios/runner/sweep/sampler.hpp"

namespace exarace {

/// Reports every value of a factor that its key does not take; returns the key's declaration, nullptr where there is
/// none or where the factor chooses the scenario.
const Field* check_factor(const Factor& factor, KeyFinder& keys, const Scenario& scenario,
                          std::vector<Problem>& problems);

/// The factor with its value at every point. `place` is its number among the factors; `drawn` its places in the unit
/// cube, empty for lists and grids.
PlannedFactor planned(const Design& design, std::size_t place, const Field* field, UnitColumn drawn,
                      std::uint64_t points);

}  // namespace exarace
