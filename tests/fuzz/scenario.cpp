/// Any text is a scenario, alone and over the baseline, or is refused; what is taken says the same when it is read
/// back.

#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/merge.hpp"
#include "scenarios/runner/read/resolved.hpp"
#include "sim/core/error.hpp"
#include "tests/fuzz/harness.hpp"

using namespace exarace;

namespace {

void over_baseline(const Scenario& own) {
  static const Scenario baseline = read_scenario("baseline");
  Scenario both = baseline;
  both.sources.insert(both.sources.end(), own.sources.begin(), own.sources.end());
  merge(both.document, own.document, "", both.problems);
  static const Catalogue keys = blank_catalogue();
  fill(keys, both, 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const Scenario own = read_scenario_text("fuzz", {reinterpret_cast<const char*>(data), size});
    if (own.problems.empty()) {
      const std::string once = resolved_text(own);
      fuzz::must(resolved_text(read_scenario_text("again", once)) == once, "a scenario reads back as it was");
    }
    over_baseline(own);
  } catch (const Error&) {
  }
  return 0;
}
