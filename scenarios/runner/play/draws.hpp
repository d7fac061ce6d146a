#pragma once
/// Draws of a posterior, taken by runs.

#include <string>
#include <vector>

#include "outputs/sweep/draws.hpp"
#include "scenarios/runner/read/catalogue.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// Throws ScenarioError where a scenario lacks keys that a file has draws of: it was made for another world.
void check_draws(const std::string& file, const std::vector<std::string>& keys, const Catalogue& catalogue,
                 const Scenario& scenario);

/// The draws without those of keys that are set by hand: "KEY=VALUE" each.
PlannedDraws without_set(PlannedDraws draws, const std::vector<std::string>& sets);

/// The draws without those of keys that the scenarios set differently: a difference between them is what is asked
/// about, and a draw would take its place.
PlannedDraws without_differing(PlannedDraws draws, const std::vector<Scenario>& scenarios);

/// The scenario with the values of one draw; numbers beyond the last begin with the first again.
Scenario with_draw(Scenario scenario, const PlannedDraws& draws, std::size_t number);

}  // namespace exarace
