/// Any lines in the index of a sweep, with checksums that fit and with others.

#include "outputs/sweep/index.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "outputs/file/digest.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/support/small_sweep.hpp"

using namespace exarace;

namespace {

std::string resealed(const std::string& text) {
  std::istringstream lines(text);
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    const std::string body = line.substr(0, line.find(",\"check\":\""));
    out += body + ",\"check\":\"" + sha256(body).substr(0, 16) + "\"}\n";
  }
  return out;
}

void read(const test::Place& place, const SweepManifest& sweep, const std::string& text) {
  std::ofstream(place.folder.index() / "00.jsonl") << text;
  const Index index = read_index(place.folder, sweep);
  const SweepState state = state_of(sweep, index.entries);
  fuzz::must(state.done + state.failed <= sweep.runs(), "no more runs are told of than are planned");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  static const SweepManifest sweep = settle_manifest(place.folder, test::small_sweep());
  const std::string text(reinterpret_cast<const char*>(data), size);
  read(place, sweep, text);
  read(place, sweep, resealed(text));
  return 0;
}
