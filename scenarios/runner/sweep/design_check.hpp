#pragma once
/// What can be wrong with a design beyond its single keys.

#include "scenarios/runner/sweep/design.hpp"

namespace exarace {

/// Most runs of a sweep.
inline constexpr double kMostRuns = 1e9;
/// Most dimensions of the quasi-random sequence.
inline constexpr std::size_t kMostDimensions = 3667;

/// Throws ScenarioErrors with everything that is wrong; `document` is what was read, for places.
void check_design(const Design& design, const Node& document);

/// Settles what the command line and [set] fix: keys with a prior that were asked for by a pattern are no factors any
/// more. Throws ScenarioErrors where a factor of its own would overrule what is set.
void settle_sets(Design& design);

/// Points of a design that has been checked.
std::uint64_t count_points(const Design& design);

/// What should be known of a design that is right, one sentence each.
std::vector<std::string> warnings_of(const Design& design);
/// Whether the points of a design share the luck of their replicates.
bool is_paired(const Design& design);

}  // namespace exarace
