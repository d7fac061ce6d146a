#include "scenarios/runner/sweep/trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "outputs/sweep/segment.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "scenarios/runner/play/processors.hpp"
#include "scenarios/runner/sweep/play_run.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// Bytes of a segment, and of each run in it. Runs of one point differ in their numbers, so that one run is measured
/// against one without numbers: the same run twice would be compressed to little more than once.
void measure_bytes(SweepManifest manifest, Recording recording, Trial& trial) {
  const RunRecord failed{0, " ", manifest.layout.axes, {}};
  const double whole = static_cast<double>(segment_bytes(manifest, {failed}).size());
  manifest.layout.days = recording.days();
  const RunRecord record = reduce(manifest.layout, 0, recording);
  const double with = static_cast<double>(segment_bytes(manifest, {record}).size()),
               without = static_cast<double>(segment_bytes(manifest, {{0, " ", record.axes, {}}}).size());
  trial.segment_bytes = whole;
  trial.bytes = std::max(with - without, 0.0) / trial.share;
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
  measure_bytes(manifest, std::move(recorder).finish(), trial);
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

std::uint64_t count_segments(const SweepManifest& plan, const Trial& trial) {
  // A block is cut when ten seconds of it have been played: at the end of the run in which that happens.
  const double runs = trial.seconds > 0 ? std::floor(10 / trial.seconds) + 1 : 64;
  const double block = static_cast<double>(plan.block);
  return plan.blocks() * static_cast<std::uint64_t>(std::ceil(block / std::min(runs, block)));
}

double disk_of(const SweepManifest& plan, const Trial& trial) {
  return trial.bytes * static_cast<double>(plan.runs()) +
         trial.segment_bytes * static_cast<double>(count_segments(plan, trial)) +
         static_cast<double>(manifest_bytes(plan).size());
}

std::uint64_t choose_block(const SweepManifest& manifest, const Trial& trial) {
  const double by_time = trial.seconds > 0 ? 10 / trial.seconds : 64;
  const std::uint64_t by_workers = (manifest.runs() + 63) / 64;
  return std::clamp<std::uint64_t>(std::min<std::uint64_t>(static_cast<std::uint64_t>(by_time), by_workers), 1, 64);
}

}  // namespace exarace
