/// Any text is a design, or is refused; a small one that is taken can be planned.

#include "scenarios/runner/sweep/design.hpp"

#include "scenarios/runner/sweep/design_check.hpp"
#include "scenarios/runner/sweep/plan.hpp"
#include "sim/core/error.hpp"
#include "tests/fuzz/harness.hpp"

using namespace exarace;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::MemoryFile file({reinterpret_cast<const char*>(data), size});
  try {
    const Design design = read_design(file.path());
    if (count_points(design) > 200 || design.factors.size() > 20) return 0;
    const SweepManifest plan = make_plan(design, {});
    for (const PlannedFactor& factor : plan.factors)
      for (std::uint64_t point = 0; point < plan.points; ++point) factor.text(point);
  } catch (const Error&) {
  }
  return 0;
}
