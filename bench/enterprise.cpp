/// The enterprise kernel on a million rows, late in 2024, when a part of them has adopted and some look again.

#include <benchmark/benchmark.h>

#include "bench/furnished.hpp"

namespace {

using namespace exarace;

template <class... Columns>
constexpr double bytes_of(const Columns&...) {
  return (0.0 + ... + sizeof(typename Columns::value_type));
}

double bytes_per_enterprise(const Enterprises& e) {
  return bytes_of(e.users, e.threshold, e.adoption, e.steepness, e.luck, e.country, e.sector, e.provider);
}

Setup& population_of(std::int64_t rows) {
  static std::int64_t held = 0;
  static std::unique_ptr<Setup> setup;
  if (held != rows) setup = played({{"run.enterprises", std::to_string(rows)}}, 36);
  held = rows;
  return *setup;
}

/// All rows decide; arguments: rows, threads.
void enterprises_decide(benchmark::State& state) {
  Setup& setup = population_of(state.range(0));
  World& world = setup.world;
  row_threads() = static_cast<int>(state.range(1));
  for (auto _ : state) {
    keep(world.enterprises, world.cells, setup.minds.enterprise.decide(world));
    ++world.step;  // other luck in every pass
    benchmark::ClobberMemory();
  }
  row_threads() = 1;
  const auto rows = static_cast<double>(world.enterprises.size());
  state.counters["rows/s"] = benchmark::Counter(rows * double(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["bytes/row"] = bytes_per_enterprise(world.enterprises);
}

BENCHMARK(enterprises_decide)->Args({1'000'000, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(enterprises_decide)->Args({1'000'000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(enterprises_decide)->Args({10'000, 1})->Unit(benchmark::kMicrosecond);

}  // namespace
