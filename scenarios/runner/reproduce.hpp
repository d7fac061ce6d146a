#pragma once
/// Runs again what a result says it is.

#include <string>
#include <vector>

#include "outputs/difference.hpp"
#include "scenarios/runner/run.hpp"

namespace exarace {

/// A result that was run again.
struct Reproduction {
  std::string scenario;
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
  std::uint32_t steps = 0;
  std::vector<std::string> other;  ///< facts of program and machine that differ: "cpu: A, now B"
  Comparison comparison;
};

/// Runs the scenario, seed and replicate that stand in a file, as far as the file goes, and compares. Of `how` the
/// threads, the progress and the flag to stop count. Throws ResultError, ScenarioError where the file holds a run that
/// cannot be made again, or Interrupted.
Reproduction reproduce(const std::string& path, const RunOptions& how);

}  // namespace exarace
