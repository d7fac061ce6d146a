#pragma once
/// A scenario into the objects of a catalogue.

#include <cstdint>

#include "scenarios/runner/read/catalogue.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// Makes the rows of all tables and sets every key; random parameters are drawn from `run_seed` and their key path.
/// Throws ScenarioErrors with everything that is wrong in all files and layers.
void fill(const Catalogue& catalogue, const Scenario& scenario, std::uint64_t run_seed);

}  // namespace exarace
