/// What a result says it is comes out again; what was changed is found.

#include "scenarios/runner/sweep/reproduce.hpp"

#include <filesystem>
#include <fstream>

#include "outputs/file/place.hpp"
#include "outputs/file/read_result.hpp"
#include "outputs/sweep/verify.hpp"
#include "scenarios/runner/sweep/design.hpp"
#include "scenarios/runner/sweep/plan.hpp"
#include "scenarios/runner/sweep/sweep.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;
using exarace::support::Play;
using exarace::support::play;
using exarace::test::Folder;

namespace {

/// Half a year of the baseline with a drawn parameter, as a file holds it.
ResultContent half_a_year() {
  Play how;
  how.end = "2022-07-01";
  how.record = {"chips.*", "money.*"};
  how.changes = {{"technology.wear", "{ dist = \"uniform\", low = 0.2, high = 0.3 }"}};
  return play(how).content;
}

/// Two points with two replicates each in one segment; the list of the second names somebody who does not exist.
constexpr const char* kDesign = R"(
scenario = "baseline"
sampler = "list"
replicates = 2
[set]
run.end = 2022-03-01
run.enterprises = 200
[[factor]]
key = "regimes.us_2022_12_entities.listed"
values = [["fabs/smic"], ["fabs/smik"]]
[output]
series = ["chips.sold", "compute.owned"]
reductions = ["full", "yearly_mean", "final"]
)";

/// A sweep of that design, in the folder "sweep".
struct Swept {
  Folder folder;
  SweepFolder sweep{folder / "sweep"};
  SweepManifest plan;

  Swept() {
    std::ofstream(folder / "few.toml") << kDesign;
    plan = make_plan(read_design(folder / "few.toml"), {"exarace", "sweep"});
    std::atomic<bool> stop{false};
    SweepOptions options;
    options.folder = sweep.top.string();
    options.threads = 1;
    options.stop = &stop;
    REQUIRE(run_sweep(plan, options).share_done);
  }

  std::string path() const { return sweep.top.string(); }
  std::string segment() const { return sweep.segment({0, 0}).string(); }

  /// Writes the segment again with other runs in it, and forgets the index.
  void rewrite(const std::function<void(std::vector<RunRecord>&)>& change) const {
    std::vector<RunRecord> records = read_segment(segment(), plan);
    change(records);
    put_in_place(segment(), segment_bytes(plan, records), Existing::replace);
    std::filesystem::remove_all(sweep.index());
  }
};

RunOptions one_thread() {
  RunOptions options;
  options.threads = 1;
  return options;
}

}  // namespace

TEST_CASE("a result comes out again, bit for bit, with its drawn parameters") {
  const Folder folder;
  write_result(folder / "a.h5", half_a_year());
  const Reproduction again = reproduce(folder / "a.h5", one_thread());
  for (const Difference& d : again.comparison.differences) FAIL(d.place + ": " + d.text);
  CHECK(again.steps == 6);
  CHECK(again.comparison.variables > 50);
  CHECK(again.other.empty());
}

TEST_CASE("a number that differs in its last bit is found and named") {
  const Folder folder;
  ResultContent content = half_a_year();
  Record& record = content.recording.records.at(0);
  double& number = record.values.at(2 * record.width);
  number = std::nextafter(number, 1e300);
  write_result(folder / "a.h5", content);
  const auto differences = reproduce(folder / "a.h5", one_thread()).comparison.differences;
  REQUIRE(differences.size() == 1);
  CHECK(differences[0].place == "series/" + record.name);
  CHECK(differences[0].text.find("first at time 2022-03-01") != std::string::npos);
}

TEST_CASE("a missing event is found") {
  const Folder folder;
  ResultContent content = half_a_year();
  REQUIRE_FALSE(content.events.rows.empty());
  content.events.rows.pop_back();
  write_result(folder / "a.h5", content);
  CHECK_FALSE(reproduce(folder / "a.h5", one_thread()).comparison.differences.empty());
}

TEST_CASE("a run with code from outside is not run again without it") {
  const Folder folder;
  ResultContent content = half_a_year();
  content.provenance.user_code = true;
  write_result(folder / "a.h5", content);
  CHECK_THROWS_AS(reproduce(folder / "a.h5", one_thread()), ScenarioError);
}

TEST_CASE("a run that ended before its calendar is compared as far as it goes") {
  const Folder folder;
  ResultContent content = half_a_year();
  content.provenance.scenario_text = resolved_text(with_changes(
      read_scenario_text("longer", content.provenance.scenario_text), "test", {{"run.end", "2030-01-01"}}));
  write_result(folder / "a.h5", content);
  const Reproduction again = reproduce(folder / "a.h5", one_thread());
  CHECK(again.steps == 6);
  for (const Difference& d : again.comparison.differences) CHECK(d.place == "parameters/text");
}

TEST_CASE("every run of a sweep comes out again, bit for bit, and a failed one fails with the same message") {
  const Swept swept;
  for (std::uint64_t run = 0; run < 4; ++run) {
    const std::vector<Reproduction> again = reproduce_runs(swept.path(), run, one_thread());
    REQUIRE(again.size() == 1);
    for (const Difference& d : again[0].comparison.differences) FAIL(d.place + ": " + d.text);
    CHECK(again[0].planned->run == run);
    CHECK(again[0].planned->point == run / 2);
    CHECK(again[0].replicate == run % 2);
    CHECK(again[0].comparison.variables == (run < 2 ? 6 : 0));
    CHECK((again[0].failure.find("fabs/smik") != std::string::npos) == (run >= 2));
    CHECK(again[0].other.empty());
  }
}

TEST_CASE("a segment and a gathered file give their runs again") {
  const Swept swept;
  CHECK(reproduce_runs(swept.segment(), std::nullopt, one_thread()).size() == 4);
  CHECK(reproduce_runs(swept.segment(), 1, one_thread()).at(0).comparison.differences.empty());
  gather_sweep(swept.sweep, swept.folder / "all.h5", false, 1 << 24);
  CHECK(reproduce_runs(swept.folder / "all.h5", 1, one_thread()).at(0).comparison.differences.empty());
  CHECK_THROWS_AS(reproduce_runs(swept.folder / "all.h5", std::nullopt, one_thread()), ScenarioError);
}

TEST_CASE("a number of a sweep that differs in its last bit is found and named") {
  const Swept swept;
  swept.rewrite([&](std::vector<RunRecord>& runs) {
    double& number = runs[1].values.at(2).at(1);  // the last step of the second SKU
    number = std::nextafter(number, 1e300);
  });
  CHECK(reproduce_runs(swept.path(), 0, one_thread())[0].comparison.differences.empty());
  const auto differences = reproduce_runs(swept.path(), 1, one_thread())[0].comparison.differences;
  REQUIRE(differences.size() == 1);
  CHECK(differences[0].place == "series/chips.sold.final");
  CHECK(differences[0].text.rfind("1 of ", 0) == 0);
  CHECK(differences[0].text.find("first at sku " + swept.plan.layout.axes[Dim::sku].ids[1]) != std::string::npos);
}

TEST_CASE("a run of a sweep that failed otherwise, or did not fail, is found") {
  const Swept swept;
  swept.rewrite([&](std::vector<RunRecord>& runs) {
    runs[0].failure = "out of luck";
    runs[2].failure = "out of luck";
  });
  for (const std::uint64_t run : {0, 2}) {
    const auto differences = reproduce_runs(swept.path(), run, one_thread())[0].comparison.differences;
    REQUIRE(differences.size() == 1);
    CHECK(differences[0].place == "runs/message");
    CHECK(differences[0].text.find("it fails with 'out of luck', now") != std::string::npos);
  }
}
