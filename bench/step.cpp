/// A whole run of the baseline, and what its audit and its recording cost.

#include <benchmark/benchmark.h>

#include "bench/furnished.hpp"
#include "outputs/record/recorder.hpp"
#include "outputs/series/axes.hpp"
#include "outputs/series/catalogue.hpp"

namespace {

using namespace exarace;

enum Recorded { nothing, by_default, everything };

std::vector<const Series*> series_of(Recorded recorded) {
  if (recorded == nothing) return {};
  return choose_series(all_series(), {recorded == everything ? "all" : "default"});
}

/// 108 steps; arguments: audit, what is recorded. Reading and furnishing are not counted.
void baseline_run(benchmark::State& state) {
  const bool audit = state.range(0) != 0;
  const auto chosen = series_of(static_cast<Recorded>(state.range(1)));
  row_threads() = 1;
  std::int64_t steps = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const auto setup = open_run(baseline(), {});
    World& world = setup->world;
    const Rules rules{behaviours(setup->minds), setup->laws, audit};
    Recorder recorder(chosen, world.calendar, axes_of(world));
    const std::uint32_t last = world.calendar.steps();
    state.ResumeTiming();
    for (; world.step < last; ++steps) {
      step(world, rules);
      recorder.sample(world);
    }
    benchmark::DoNotOptimize(recorder.so_far().steps);
  }
  state.counters["steps/s"] = benchmark::Counter(double(steps), benchmark::Counter::kIsRate);
}

BENCHMARK(baseline_run)
    ->ArgNames({"audit", "recorded"})
    ->Args({0, nothing})
    ->Args({1, nothing})
    ->Args({1, by_default})
    ->Args({1, everything})
    ->Iterations(1)
    ->Repetitions(7)
    ->ReportAggregatesOnly()
    ->Unit(benchmark::kMillisecond);

}  // namespace
