/// What a sweep costs beside its runs: claims, segments, the index. bench/scaling.py measures whole sweeps.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "bench/furnished.hpp"
#include "outputs/series/catalogue.hpp"
#include "outputs/sweep/claims.hpp"
#include "outputs/sweep/store.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "scenarios/runner/sweep/plan.hpp"
#include "scenarios/runner/sweep/play_run.hpp"

namespace {

using namespace exarace;
namespace fs = std::filesystem;

/// A folder that goes away with the benchmark.
struct Place {
  fs::path path = fs::temp_directory_path() / ("exarace_bench_" + std::to_string(::getpid()));
  SweepFolder folder{path / "sweep"};
  Place() { fs::create_directories(path); }
  ~Place() { fs::remove_all(path); }
};

/// A sweep of the baseline that keeps the default series.
SweepManifest sweep_of(std::uint64_t runs) {
  SweepManifest sweep;
  sweep.name = "bench";
  sweep.sampler = "list";
  sweep.replicates = runs;
  sweep.scenarios = {{"baseline", ""}};
  sweep.facts = {{"sampler", "list"}};
  const auto setup = open_run(baseline(), {});
  const Calendar& calendar = setup->world.calendar;
  for (std::uint32_t step = 0; step <= calendar.steps(); ++step) sweep.layout.days.push_back(calendar.first_day(step));
  sweep.layout.axes = axes_of(setup->world);
  sweep.layout.kept = kept_of(choose_series(all_series(), {}), {});
  return sweep;
}

/// A run of which every number is different, smooth in time as those of runs are.
RunRecord record(const SweepLayout& layout, std::uint64_t run) {
  RunRecord out{run, "", layout.axes, {}};
  for (const Kept& kept : layout.kept) {
    std::size_t size = layout.length(kept.over);
    for (const Dim dim : kept.dims) size *= layout.axes[dim].ids.size();
    std::vector<double> values(size);
    for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<double>((i * 31 + run) % 1000) * 1e3;
    out.values.push_back(std::move(values));
  }
  return out;
}

void claim(benchmark::State& state) {
  const Place place;
  place.folder.make();
  SweepProcess process(place.folder, {});
  const auto blocks = static_cast<std::size_t>(state.range(0));
  Claims claims(place.folder, process, {}, std::vector<bool>(blocks, false));
  for (auto _ : state) {
    const Claims::Found found = claims.next();
    if (found.block) claims.done(*found.block);
  }
}

void write_segment(benchmark::State& state) {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, sweep_of(1'000'000));
  SweepProcess process(place.folder, {});
  SweepStore store(place.folder, sweep, process, false);
  std::vector<RunRecord> runs;
  for (std::uint64_t run = 0; run < static_cast<std::uint64_t>(state.range(0)); ++run)
    runs.push_back(record(sweep.layout, run));
  std::uint64_t block = 0;
  for (auto _ : state) {
    for (RunRecord& run : runs) run.run = block * sweep.block + run.run % sweep.block;
    store.put(block++, runs);
  }
  state.counters["seconds_per_run"] = benchmark::Counter(static_cast<double>(state.iterations() * state.range(0)),
                                                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["bytes_per_run"] =
      static_cast<double>(fs::file_size(place.folder.segment({0, 0}))) / static_cast<double>(state.range(0));
}

void read_state(benchmark::State& state) {
  const Place place;
  SweepManifest small = sweep_of(100'000);
  small.layout.kept.resize(1);
  const SweepManifest sweep = settle_manifest(place.folder, small);
  {
    SweepProcess process(place.folder, {});
    SweepStore store(place.folder, sweep, process, false);
    for (std::uint64_t block = 0; block < sweep.blocks(); ++block) {
      std::vector<RunRecord> runs;
      const std::uint64_t end = std::min((block + 1) * sweep.block, sweep.runs());
      for (std::uint64_t run = block * sweep.block; run < end; ++run) runs.push_back({run, "not played", {}, {}});
      store.put(block, std::move(runs));
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(state_of(sweep, present_entries(place.folder, sweep)).done);
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A block of real runs over the whole horizon, played and then written: what storage takes of the time.
void block_of_runs(benchmark::State& state) {
  const Place place;
  std::ofstream(place.path / "bench.toml") << "scenario = \"baseline\"\nsampler = \"list\"\nreplicates = 1000\n";
  SweepManifest plan = make_plan(read_design((place.path / "bench.toml").string()), {"bench"});
  plan.block = 12;  // as a sweep of runs of 0.8 s chooses
  const SweepManifest sweep = settle_manifest(place.folder, plan);
  SweepProcess process(place.folder, {});
  SweepStore store(place.folder, sweep, process, false);
  const PlannedRuns planned(sweep);
  const auto chosen = recorded_series(sweep.layout);
  const std::atomic<bool> stop{false};
  row_threads() = 1;
  double played = 0, written = 0;
  std::uint64_t runs = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<RunRecord> records;
    for (std::uint64_t run = 0; run < sweep.block; ++run)
      records.push_back(play_run(sweep, planned, chosen, run, stop));
    played += seconds_since(start);
    const auto middle = std::chrono::steady_clock::now();
    store.put(0, std::move(records));
    written += seconds_since(middle);
    runs += sweep.block;
  }
  state.counters["seconds_per_run"] = played / static_cast<double>(runs);
  state.counters["storage_share"] = written / (played + written);
}

BENCHMARK(claim)->Arg(1000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond)->Iterations(900)->UseRealTime();
BENCHMARK(write_segment)->Arg(1)->Arg(8)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(block_of_runs)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();
BENCHMARK(read_state)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
