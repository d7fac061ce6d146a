#pragma once
/// Many runs: blocks of them are claimed, played side by side, and written as segments.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "outputs/sweep/claims.hpp"
#include "outputs/sweep/store.hpp"

namespace exarace {

/// How a sweep is run.
struct SweepOptions {
  std::string folder;
  Shard shard;
  bool retry_failed = false;
  bool replace_damaged = false;  ///< damaged segments are set aside, and their runs are made again
  bool same_world = false;       ///< where another build began the sweep, a run must come out the same to the bit
  int threads = 0;               ///< runs at a time in this process; 0: as many as the machine has
  std::chrono::steady_clock::time_point end = std::chrono::steady_clock::time_point::max();
  std::atomic<bool>* stop = nullptr;                                     ///< ends it in good order
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;   ///< called after every run
  std::function<void(const SweepManifest&, std::uint64_t known)> begun;  ///< called once, before the first run
  std::function<void(const std::string&)> note;                          ///< receives what people should know meanwhile
};

/// How a sweep stands when run_sweep returns.
struct SweepOutcome {
  SweepState state;
  bool share_done = false;         ///< no run of this process's share is open
  std::uint64_t share_failed = 0;  ///< runs of its share that failed
};

/// Where blocks to work on come from.
struct WorkSource {
  std::function<std::optional<std::uint64_t>()> next;  ///< waits while others may still give one back
  std::function<void(std::uint64_t block)> done;
  std::function<void(std::uint64_t block)> give_back;
};

/// Other processes that get their blocks from this one: the ranks of exarace-mpi. Nobody in exarace.
struct Crew {
  std::function<void(const SweepOptions&, SweepStore&, Claims&)> begin;  ///< before this process begins to work
  std::function<void()> end;  ///< waits until all have finished; throws ResultError where one failed
};
Crew& sweep_crew();

/// Runs what is open of a sweep until it is done or `stop` is raised. Throws ResultError where the folder holds another
/// design or cannot be written; what was reported as done stays.
SweepOutcome run_sweep(const SweepManifest& planned, const SweepOptions& options);

/// Works on the blocks that a source gives, and writes them. Used by every process of a sweep.
void work_on(const SweepManifest& manifest, SweepStore& store, const WorkSource& source, const SweepOptions& options);

/// Renews a process's sign of life and watches the time until it is destroyed.
class Heartbeat {
 public:
  Heartbeat(const SweepProcess& process, const SweepOptions& options);
  ~Heartbeat();

 private:
  struct Beating;
  std::unique_ptr<Beating> beating_;
};

}  // namespace exarace
