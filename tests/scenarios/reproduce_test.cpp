/// What a result says it is comes out again; what was changed is found.

#include "scenarios/runner/reproduce.hpp"

#include "outputs/read.hpp"
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
  how.changes = {{"behaviour.cloud.wear", "{ dist = \"uniform\", low = 0.2, high = 0.3 }"}};
  return play(how).content;
}

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
