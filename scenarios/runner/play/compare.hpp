#pragma once
/// Two scenarios under the same luck: differences with intervals.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "outputs/file/effects.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// How two scenarios are compared.
struct CompareOptions {
  std::uint64_t replicates = 20;
  std::optional<std::uint64_t> seed;  ///< of both; none: that of the first scenario
  int threads = 0;                    ///< runs at a time; 0: as many as the machine has processors
  bool audit = true;
  double confidence = 0.95;
  std::vector<std::string> command;                                     ///< command line, for the provenance
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;  ///< called after every run, by one at a time
  const std::atomic<bool>* stop = nullptr;                              ///< true ends it with Interrupted
};

/// Runs both scenarios with every replicate: the same seeds, the same draws of random parameters. The numbers do not
/// depend on the threads. Throws ScenarioError where the two cannot be compared, AuditError, Interrupted.
Effects compare(const Scenario& a, const Scenario& b, const CompareOptions& options);

/// The numbers of one measure in one year; both spans hold one value per replicate.
Effect paired_effect(std::span<const double> a, std::span<const double> b, double confidence);

}  // namespace exarace
