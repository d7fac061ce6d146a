#include "scenarios/runner/sweep/trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "outputs/sweep/segment.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "scenarios/runner/sweep/play_run.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// Time that this thread has used [s]: other programs on the machine do not count.
double processor_time() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Bytes of one run in a segment of many: two runs less one, so that what the file says once does not count.
double bytes_of(SweepManifest manifest, Recording recording) {
  manifest.layout.days = recording.days();
  const RunRecord record = reduce(manifest.layout, 0, recording);
  const auto size = [&](std::size_t runs) {
    return static_cast<double>(segment_bytes(manifest, std::vector<RunRecord>(runs, record)).size());
  };
  return size(3) - size(2);
}

/// Plays the beginning of one run. Throws what the run fails of.
Trial try_one(const SweepManifest& manifest, const PlannedRuns& runs, std::uint64_t run, double seconds) {
  const double start = processor_time();
  const auto setup = open_run(runs.scenario(run), runs.options(run));
  const double opened = processor_time() - start;
  World& world = setup->world;
  const Rules rules{behaviours(setup->minds), setup->laws, true};
  Recorder recorder(recorded_series(manifest.layout), world.calendar, axes_of(world));
  const std::uint32_t steps = world.calendar.steps();
  while (world.step < steps && processor_time() - start < seconds) {
    step(world, rules);
    recorder.sample(world);
  }
  Trial trial;
  trial.share = static_cast<double>(world.step) / static_cast<double>(steps);
  if (world.step == 0) return trial;
  trial.seconds = opened + (processor_time() - start - opened) / trial.share;
  trial.bytes = bytes_of(manifest, std::move(recorder).finish()) / trial.share;
  return trial;
}

}  // namespace

Trial try_run(const SweepManifest& manifest, double seconds) {
  const PlannedRuns runs(manifest);
  const std::uint64_t tries = std::min<std::uint64_t>(manifest.runs(), 64);
  std::string failure;
  for (std::uint64_t i = 0; i < tries; ++i) {
    try {
      return try_one(manifest, runs, i * manifest.runs() / tries, seconds);
    } catch (const std::exception& error) {  // some runs of a design may fail; the others stand for them
      if (failure.empty()) failure = error.what();
    }
  }
  throw ScenarioError(
      fmt::format("none of {} runs that were tried can be made; the first of them says: {}", tries, failure));
}

std::uint64_t choose_block(const SweepManifest& manifest, const Trial& trial) {
  const double by_time = trial.seconds > 0 ? 10 / trial.seconds : 64;
  const std::uint64_t by_workers = (manifest.runs() + 63) / 64;
  return std::clamp<std::uint64_t>(std::min<std::uint64_t>(static_cast<std::uint64_t>(by_time), by_workers), 1, 64);
}

}  // namespace exarace
