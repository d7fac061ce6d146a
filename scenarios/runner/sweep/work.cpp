#include <mutex>

#include "scenarios/runner/play/processors.hpp"
#include "scenarios/runner/sweep/play_run.hpp"
#include "scenarios/runner/sweep/sweep.hpp"
#include "sim/core/error.hpp"
#include "sim/core/tasks.hpp"

namespace exarace {
namespace {

constexpr double kLongest = 10;                          // seconds of a processor that a kill may cost
constexpr std::size_t kLargest = std::size_t{32} << 20;  // bytes that wait in memory

/// What all tasks of a process share.
struct Share {
  const SweepManifest& manifest;
  SweepStore& store;
  const WorkSource& source;
  const SweepOptions& options;
  PlannedRuns runs;
  std::vector<const Series*> chosen;
  std::mutex progress;
};

void show(Share& work) {
  if (!work.options.progress) return;
  const std::lock_guard hold(work.progress);
  work.options.progress(work.store.known(), work.manifest.runs());
}

/// Plays the open runs of a block; false if it was stopped before the last.
bool play_block(Share& work, std::uint64_t block) {
  std::vector<RunRecord> waiting;
  std::size_t bytes = 0;
  double since = processor_time();
  const auto write = [&] {
    work.store.put(block, std::exchange(waiting, {}));
    bytes = 0;
    since = processor_time();
    show(work);
  };
  for (const std::uint64_t run : work.store.open_runs(block)) {
    try {
      waiting.push_back(play_run(work.manifest, work.runs, work.chosen, run, *work.options.stop));
    } catch (const Interrupted&) {
      write();
      return false;
    }
    bytes += waiting.back().bytes();
    if (bytes > kLargest || processor_time() - since > kLongest) write();
  }
  write();
  return true;
}

}  // namespace

void work_on(const SweepManifest& manifest, SweepStore& store, const WorkSource& source, const SweepOptions& options) {
  Share work{manifest, store, source, options, PlannedRuns(manifest), recorded_series(manifest.layout), {}};
  const int threads = options.threads > 0 ? options.threads : usable_processors();
  for_tasks(threads, source.next, [&](std::uint64_t block) {
    bool finished = false;
    try {
      finished = play_block(work, block);
    } catch (...) {
      *options.stop = true;  // the disk is full, say: other tasks end too, and keep what they have if they can
      source.give_back(block);
      throw;
    }
    finished ? source.done(block) : source.give_back(block);
  });
}

}  // namespace exarace
