/// The manifest of a sweep with any bytes changed and its checksum made to fit is read, or refused; what is read can be
/// used.

#include "outputs/sweep/manifest.hpp"

#include "sim/core/error.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/support/small_sweep.hpp"

using namespace exarace;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<char> whole = manifest_bytes(test::small_sweep());
  std::vector<char> bytes = fuzz::damaged(whole, {data, size});
  fuzz::reseal(bytes);
  const fuzz::MemoryFile file(bytes);
  try {
    const SweepManifest sweep = read_manifest(file.path());
    for (std::uint64_t run = 0; run < std::min<std::uint64_t>(sweep.runs(), 100); ++run) {
      sweep.scenario_of(sweep.point_of(run));
      for (const PlannedFactor& factor : sweep.factors) factor.text(sweep.point_of(run));
    }
    sweep.layout.years();
    sweep.blocks();
  } catch (const Error&) {
  }
  return 0;
}
