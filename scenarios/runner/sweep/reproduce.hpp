#pragma once
/// Runs again what a result says it is.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outputs/file/difference.hpp"
#include "scenarios/runner/play/run.hpp"

namespace exarace {

/// Place of a run in the plan of its sweep.
struct PlannedRun {
  std::uint64_t run = 0;
  std::uint64_t point = 0;
};

/// A result, or a run of a sweep, that was run again.
struct Reproduction {
  std::string scenario;
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
  std::uint32_t steps = 0;
  std::vector<std::string> other;  ///< facts of program and machine that differ: "cpu: A, now B"
  Comparison comparison;
  std::optional<PlannedRun> planned;  ///< of a sweep
  std::string failure;                ///< what the file says that the run failed with; "" if it did not
};

/// Runs the scenario, seed and replicate that stand in a file, as far as the file goes, and compares. Of `how` the
/// threads, the progress and the flag to stop count. Throws ResultError, ScenarioError where the file holds a run that
/// cannot be made again, or Interrupted.
Reproduction reproduce(const std::string& path, const RunOptions& how);

/// The same of one run of a sweep, found in the sweep's folder, a segment, or the file that it was gathered into;
/// without a number of all runs of a segment. A run that failed has to fail again with the same message. Progress
/// counts runs.
std::vector<Reproduction> reproduce_runs(const std::string& path, std::optional<std::uint64_t> run,
                                         const RunOptions& how);

/// Facts of program and machine on which the last bits of a number can depend, and which are not those of a file.
std::vector<std::string> other_facts(const std::vector<std::pair<std::string, std::string>>& provenance);

}  // namespace exarace
