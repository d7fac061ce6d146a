#pragma once
/// Rules taken out of history.

#include <string>
#include <vector>

#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// The scenario in whose history some rules never were: neither reported nor announced nor law, and feared by nobody.
/// `rules` are ids of the regimes, or patterns ("us_2023_11*"). Rows stay, so that whatever refers to them still reads.
/// A rule of the same issuer and kind that ended on the day on which one of them took effect was replaced by it: it
/// goes on, as long as the other would have. `layer` is how messages name the change. Throws ScenarioError for a rule
/// that is not there.
Scenario without_rules(Scenario scenario, const std::string& layer, const std::vector<std::string>& rules);

}  // namespace exarace
