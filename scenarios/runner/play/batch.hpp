#pragma once
/// Many runs side by side, with the same seeds for every scenario.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "outputs/sweep/draws.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

class Course;

/// Which of the runs of a batch.
struct BatchRun {
  std::size_t side = 0;  ///< scenario
  std::uint64_t replicate = 0;
};

/// How they are made.
struct BatchOptions {
  std::uint64_t replicates = 20;
  std::optional<std::uint64_t> seed;  ///< of all; none: that of each scenario
  int threads = 0;                    ///< runs at a time; 0: as many as the machine has processors
  bool audit = true;
  PlannedDraws draws;               ///< that the replicates take in turn, all scenarios the same
  std::vector<std::string> record;  ///< names and patterns of series
  /// Governments that functions of the user decide for in a run, by id; called once per run, by several threads.
  std::function<std::map<std::string, GovernmentPolicy>(const BatchRun&)> policies;
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;  ///< called after every run, by one at a time
  const std::atomic<bool>* stop = nullptr;                              ///< true ends it with Interrupted
};

/// Plays every scenario with every replicate: runs of one replicate follow each other. `look` sees each course at its
/// end, from several threads at a time. What is thrown in a run ends the batch.
void play_batch(const std::vector<Scenario>& scenarios, const BatchOptions& options,
                const std::function<void(const BatchRun&, const Course&)>& look);

}  // namespace exarace
