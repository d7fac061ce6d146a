#pragma once
/// One run of a scenario, from furnishing the world to the file with its results.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "outputs/file/result.hpp"
#include "scenarios/runner/read/catalogue.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

struct Observation;
struct PolicyRequest;
struct Recording;
struct Setup;

/// A government as a function, see agents/observation.hpp.
using GovernmentPolicy = std::function<std::vector<PolicyRequest>(const Observation&)>;

/// How a scenario is run.
struct RunOptions {
  std::optional<std::uint64_t> seed;  ///< none: that of the scenario
  std::uint64_t replicate = 0;
  int threads = 0;  ///< 0: as many as the machine has
  bool audit = true;
  std::vector<std::string> record;   ///< names and patterns of series, "all"; none: the default set
  std::string output;                ///< result file; "" writes none
  bool force = false;                ///< replace an existing file
  std::vector<std::string> command;  ///< command line, for the provenance
  /// Governments that a function of the user decides for, by id; the run's events say so.
  std::map<std::string, GovernmentPolicy> policies = {};
  std::function<void(std::uint32_t step, std::uint32_t steps)> progress;  ///< called after every step
  ResultContent* content = nullptr;                                       ///< receives what the file would hold
  const std::atomic<bool>* stop = nullptr;  ///< polled before every step; true ends the run with Interrupted
};

/// What is left of a run beside its file.
struct RunResult {
  std::uint64_t seed = 0;
  std::uint32_t steps = 0;
  std::string output;  ///< "" where no file was written
  std::string digest;  ///< SHA-256 of the resolved scenario
  std::vector<ToldNumber> summary;
};

/// Runs a scenario. Everything that can be refused is refused before the first step. Throws ScenarioError,
/// AuditError, ResultError or Interrupted; no file is left half written.
RunResult run(const Scenario& scenario, const RunOptions& options);

/// A furnished world before its first step, with the seed of the options and of the replicate.
std::unique_ptr<Setup> open_run(const Scenario& scenario, const RunOptions& options);

/// What the result file of a run holds, after any of its steps; `started` as utc_now() said it then.
ResultContent content_of(const Scenario& scenario, const RunOptions& options, Setup& setup, Recording recording,
                         const std::string& started);

/// Catalogue over a fresh world that it owns: for listings, schema and checks without a run.
Catalogue blank_catalogue();

}  // namespace exarace
