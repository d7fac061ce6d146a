#pragma once
/// One run of a sweep, from its scenario to what is kept of it.

#include <atomic>
#include <vector>

#include "outputs/series/series.hpp"
#include "outputs/sweep/manifest.hpp"
#include "scenarios/runner/sweep/plan.hpp"

namespace exarace {

/// The series that must be recorded for what a sweep keeps. Throws ScenarioError for one that this program lacks.
std::vector<const Series*> recorded_series(const SweepLayout& layout);

/// Plays a run; what it throws becomes its failure. Throws Interrupted where `stop` ends it.
RunRecord play_run(const SweepManifest& manifest, const PlannedRuns& runs, const std::vector<const Series*>& chosen,
                   std::uint64_t run, const std::atomic<bool>& stop);

}  // namespace exarace
