#pragma once
/// A design made definite: every point with its values, checked against the scenario.

#include <string>
#include <vector>

#include "outputs/sweep/manifest.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/sweep/design.hpp"

namespace exarace {

/// Makes the plan of a design; `block` is still to be chosen. Throws ScenarioError with all that is wrong with the
/// design, its scenarios and its outputs.
SweepManifest make_plan(Design design, const std::vector<std::string>& command);

/// The runs that a manifest stands for.
class PlannedRuns {
 public:
  /// Throws ScenarioError where the manifest's scenarios cannot be read.
  explicit PlannedRuns(const SweepManifest& manifest);

  /// Scenario of a run, with its factors set.
  Scenario scenario(std::uint64_t run) const;
  /// Seed and replicate of a run.
  RunOptions options(std::uint64_t run) const;

 private:
  const SweepManifest& manifest_;
  std::vector<Scenario> scenarios_;
};

}  // namespace exarace
