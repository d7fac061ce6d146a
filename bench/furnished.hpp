#pragma once
/// Worlds that benchmarks begin with.

#include <memory>
#include <string>
#include <vector>

#include "scenarios/runner/furnish/furnish.hpp"
#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"
#include "sim/core/rows.hpp"

namespace exarace {

/// The baseline with some keys set.
inline Scenario baseline(const std::vector<Change>& changes = {}) {
  static const Scenario read = read_scenario("baseline");
  return with_changes(read, "bench", changes);
}

/// The baseline, furnished and played for some steps by one thread without audit.
inline std::unique_ptr<Setup> played(const std::vector<Change>& changes, std::uint32_t steps) {
  auto setup = open_run(baseline(changes), {});
  row_threads() = 1;
  const Rules rules{behaviours(setup->minds), setup->laws, false};
  while (setup->world.step < steps) step(setup->world, rules);
  return setup;
}

}  // namespace exarace
