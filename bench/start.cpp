/// From the name of a scenario to a world that can be stepped, and from a recording to the bytes of its file.

#include <benchmark/benchmark.h>

#include "bench/furnished.hpp"
#include "outputs/file/result.hpp"
#include "scenarios/runner/read/fill.hpp"

namespace {

using namespace exarace;

void read(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(read_scenario("baseline").sources.size());
}

void fill_tables(benchmark::State& state) {
  const Scenario scenario = baseline();
  for (auto _ : state) {
    Setup setup;
    fill(catalogue(setup), scenario, 1);
    benchmark::DoNotOptimize(setup.world.skus.size());
  }
}

void furnish_world(benchmark::State& state) {
  const Scenario scenario = baseline();
  for (auto _ : state) {
    state.PauseTiming();
    auto setup = std::make_unique<Setup>();
    fill(catalogue(*setup), scenario, 1);
    state.ResumeTiming();
    furnish(*setup, 1);
  }
}

/// The file of a whole run with everything recorded, in memory.
void file_of_a_run(benchmark::State& state) {
  ResultContent content;
  RunOptions options;
  options.threads = 1;
  options.record = {"all"};
  options.content = &content;
  run(baseline(), options);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = result_bytes(content).size();
  state.counters["bytes"] = double(bytes);
}

BENCHMARK(read)->Unit(benchmark::kMillisecond);
BENCHMARK(fill_tables)->Unit(benchmark::kMillisecond);
BENCHMARK(furnish_world)->Unit(benchmark::kMillisecond);
BENCHMARK(file_of_a_run)->Unit(benchmark::kMillisecond);

}  // namespace
