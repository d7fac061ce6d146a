#pragma once
/// One history, many futures: a world under way goes on under another scenario.

#include <string>
#include <vector>

#include "scenarios/runner/furnish/setup.hpp"

namespace exarace {

/// Puts the world of `now`, which began as `before`, under the rules of `next`, a furnished world of the other scenario
/// with the same seed. Keys in which the two scenarios differ take their new values; what the run has changed since the
/// start stays as history made it. Instruments may come and go; all other tables keep their rows. Returns the keys
/// whose new value cannot matter any more. Throws ScenarioError where the two do not fit together.
std::vector<std::string> branch(World& now, const Setup& before, const Setup& next);

}  // namespace exarace
