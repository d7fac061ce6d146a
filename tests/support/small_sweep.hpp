#pragma once
/// A small sweep whose runs nobody played.

#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "outputs/sweep/store.hpp"

namespace exarace::test {

/// A folder that goes away at the end of a test.
struct Place {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("exarace_sweep_test_" + std::to_string(::getpid()));
  SweepFolder folder{path / "sweep"};
  Place() { std::filesystem::create_directories(path); }
  ~Place() { std::filesystem::remove_all(path); }
};

/// Ten runs of two steps in blocks of four, of which one series over SKUs is kept.
inline SweepManifest small_sweep() {
  SweepManifest sweep;
  sweep.name = "small";
  sweep.sampler = "list";
  sweep.points = 5;
  sweep.replicates = 2;
  sweep.block = 4;
  sweep.scenarios = {{"baseline", "[run]\n"}};
  sweep.facts = {{"sampler", "list"}};
  PlannedFactor factor;
  factor.key = "behaviour.cloud.horizon", factor.role = "uncertainty", factor.unit = "year";
  factor.numbers = {1, 2, 3, 4, 5};
  sweep.factors = {factor};
  sweep.layout.days = {make_date(2022, 1, 1), make_date(2022, 2, 1), make_date(2022, 3, 1)};
  sweep.layout.axes[Dim::sku].ids = {"a100", "h100"};
  sweep.layout.kept = {{"chips.sold", "Sold.", "chips", {Dim::sku}, Over::time, "chips.sold"}};
  return sweep;
}

inline RunRecord record(const SweepManifest& sweep, std::uint64_t run) {
  const auto value = static_cast<double>(run);
  return {run, "", sweep.layout.axes, {{value, value + 0.1, value + 0.2, value + 0.3}}};
}

inline std::vector<RunRecord> records(const SweepManifest& sweep, std::uint64_t first, std::uint64_t last) {
  std::vector<RunRecord> out;
  for (std::uint64_t run = first; run <= last; ++run) out.push_back(record(sweep, run));
  return out;
}

}  // namespace exarace::test
