#include "scenarios/runner/sweep/play_run.hpp"

#include <set>

#include "outputs/record/recorder.hpp"
#include "outputs/series/catalogue.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

RunRecord play(const SweepManifest& manifest, const PlannedRuns& runs, const std::vector<const Series*>& chosen,
               std::uint64_t run, const std::atomic<bool>& stop) {
  const auto setup = open_run(runs.scenario(run), runs.options(run));
  World& world = setup->world;
  const Rules rules{behaviours(setup->minds), setup->laws, true};
  Recorder recorder(chosen, world.calendar, axes_of(world));
  const std::uint32_t steps = world.calendar.steps();
  while (world.step < steps) {
    if (stop.load()) throw Interrupted("stopped");
    step(world, rules);
    recorder.sample(world);
  }
  return reduce(manifest.layout, run, std::move(recorder).finish());
}

}  // namespace

std::vector<const Series*> recorded_series(const SweepLayout& layout) {
  std::set<std::string> names;
  for (const Kept& kept : layout.kept) names.insert(kept.series);
  return choose_series(all_series(), {names.begin(), names.end()});
}

RunRecord play_run(const SweepManifest& manifest, const PlannedRuns& runs, const std::vector<const Series*>& chosen,
                   std::uint64_t run, const std::atomic<bool>& stop) {
  try {
    return play(manifest, runs, chosen, run, stop);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::bad_alloc&) {
    return {run, "not enough memory", {}, {}};
  } catch (const std::exception& error) {
    return {run, error.what(), {}, {}};
  }
}

}  // namespace exarace
