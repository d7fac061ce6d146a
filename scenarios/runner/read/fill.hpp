#pragma once
/// A scenario into the objects of a catalogue.

#include <cstdint>
#include <functional>

#include "scenarios/runner/read/collect.hpp"

namespace exarace {

/// Sees a row once all of the scenario is filled.
using LookAtRow = std::function<void(const Work&, std::size_t row)>;

/// Makes the rows of all tables and sets every key; random parameters are drawn from `run_seed` and their key path.
/// Throws ScenarioErrors with everything that is wrong in all files and layers.
void fill(const Catalogue& catalogue, const Scenario& scenario, std::uint64_t run_seed, const LookAtRow& look = {});

}  // namespace exarace
