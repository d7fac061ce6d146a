/// Lines of the index carry a checksum: no digit of them changes without a word.

#include <fstream>

#include "outputs/file/digest.hpp"
#include "outputs/sweep/process.hpp"
#include "outputs/sweep/verify.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_sweep.hpp"

using namespace exarace;
using namespace exarace::test;
namespace fs = std::filesystem;

namespace {

/// A sweep of two segments that is done in part, and the file that tells of them.
struct Told {
  Place place;
  SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  fs::path index;

  Told() {
    SweepProcess process(place.folder, {});
    SweepStore store(place.folder, sweep, process, false);
    store.put(0, records(sweep, 0, 3));
    store.put(1, records(sweep, 4, 6));
    for (const auto& file : fs::directory_iterator(place.folder.index())) index = file.path();
  }
  std::string text() const {
    std::ifstream file(index);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void say(const std::string& text) const { std::ofstream(index) << text; }
  /// Runs that are known to be done when the sweep is opened again.
  std::uint64_t known() const {
    SweepProcess process(place.folder, {});
    return SweepStore(place.folder, sweep, process, false).known();
  }
};

std::string replaced(std::string text, const std::string& was, const std::string& is) {
  const std::size_t at = text.find(was);
  REQUIRE(at != std::string::npos);
  return text.replace(at, was.size(), is);
}

/// A line whose checksum fits, whatever it says.
std::string resealed(std::string line) {
  const std::size_t check = line.find(",\"check\":\"");
  REQUIRE(check != std::string::npos);
  const std::string body = line.substr(0, check);
  return body + ",\"check\":\"" + sha256(body).substr(0, 16) + "\"}\n";
}

}  // namespace

TEST_CASE("every single changed character of an index is seen, and costs no run") {
  const Told told;
  const std::string text = told.text();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') continue;
    std::string changed = text;
    changed[at] = changed[at] == '7' ? '3' : '7';
    told.say(changed);
    INFO(at << ": " << changed);
    const Index index = read_index(told.place.folder, told.sweep);
    CHECK(index.damaged.size() == 1);
    CHECK(index.entries.size() == 1);
  }
  CHECK(told.known() == 7);
}

TEST_CASE("a line with one digit changed is damage, and the segment tells itself what it holds") {
  const Told told;
  told.say(replaced(told.text(), "[[0,3]]", "[[0,2]]"));
  const SweepReport report = verify_sweep(told.place.folder);
  REQUIRE(report.damaged.size() == 1);
  CHECK(report.damaged[0].first.ends_with(".jsonl line 1"));
  CHECK(report.damaged[0].second == "differs from its checksum");
  CHECK(told.known() == 7);
}

TEST_CASE("runs outside of the segment and lines that contradict each other are damage, checksum or not") {
  for (const char* runs :
       {"[[0,1000000000000000]]", "[[4,6]]", "[[3,0]]", "[[0,3],[2,3]]", "[[18446744073709551615,0]]",
        "[[0,100000000009551615161]]", "[[0,3.0]]", "[[0,2.5]]", "[[-0,3]]"}) {
    const Told told;
    const std::string text = told.text(), line = text.substr(0, text.find('\n'));
    told.say(resealed(replaced(line, "[[0,3]]", runs)) + text.substr(line.size() + 1));
    INFO(runs);
    CHECK(read_index(told.place.folder, told.sweep).damaged.size() == 1);
    CHECK(told.known() == 7);
  }
  const Told told;
  const std::string text = told.text(), line = text.substr(0, text.find('\n'));
  told.say(text + resealed(replaced(line, "[[0,3]]", "[[0,2]]")));
  const Index index = read_index(told.place.folder, told.sweep);
  CHECK(index.entries.size() == 1);
  CHECK(index.damaged.size() == 1);
  told.say(text + line + "\n");  // two processes told of what a third had left
  CHECK(read_index(told.place.folder, told.sweep).damaged.empty());
}
