#include <mutex>

#include "outputs/sweep/difference.hpp"
#include "outputs/sweep/stored.hpp"
#include "scenarios/runner/play/processors.hpp"
#include "scenarios/runner/sweep/play_run.hpp"
#include "scenarios/runner/sweep/reproduce.hpp"
#include "sim/core/error.hpp"
#include "sim/core/tasks.hpp"

namespace exarace {
namespace {

Reproduction compared(const SweepManifest& plan, const RunRecord& stored, const RunRecord& again) {
  const std::uint64_t point = plan.point_of(stored.run);
  Reproduction out;
  out.scenario = plan.scenarios[plan.scenario_of(point)].first;
  out.seed = plan.seed;
  out.replicate = plan.luck_of(stored.run);
  out.steps = static_cast<std::uint32_t>(plan.layout.days.size() - 1);
  out.comparison = compare_runs(plan.layout, stored, again);
  out.planned = PlannedRun{stored.run, point};
  out.failure = stored.failure;
  return out;
}

/// Plays stored runs again, in any order.
void play_again(const SweepManifest& plan, const std::vector<RunRecord>& stored, const RunOptions& how,
                std::vector<Reproduction>& out) {
  static const std::atomic<bool> never{false};
  const PlannedRuns runs(plan);
  const auto chosen = recorded_series(plan.layout);
  std::mutex telling;
  std::uint32_t done = 0;
  std::size_t next = 0;
  const auto more = [&]() -> std::optional<std::size_t> {
    return next < stored.size() ? std::optional(next++) : std::nullopt;
  };
  for_tasks(how.threads > 0 ? how.threads : usable_processors(), more, [&](std::size_t i) {
    const RunRecord again = play_run(plan, runs, chosen, stored[i].run, how.stop ? *how.stop : never);
    out[i] = compared(plan, stored[i], again);
    const std::lock_guard<std::mutex> hold(telling);
    if (how.progress) how.progress(++done, static_cast<std::uint32_t>(stored.size()));
  });
}

}  // namespace

std::vector<Reproduction> reproduce_runs(const std::string& path, std::optional<std::uint64_t> run,
                                         const RunOptions& how) {
  const StoredSweep sweep(path);
  const std::vector<RunRecord> stored = sweep.records(run);
  std::vector<Reproduction> out(stored.size());
  try {
    play_again(sweep.manifest(), stored, how, out);
  } catch (const Interrupted&) {
    throw Interrupted("interrupted; nothing was compared");
  }
  for (Reproduction& one : out) one.other = other_facts(sweep.provenance());
  return out;
}

}  // namespace exarace
