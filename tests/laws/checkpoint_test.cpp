/// A run that goes on from a checkpoint is the run that never stopped, to the bit. EXARACE_CHECKPOINT_STEPS=108
/// compares more than a few months, EXARACE_CHECKPOINT_AT=40 takes the checkpoint elsewhere.

#include "outputs/file/checkpoint.hpp"

#include <cstdlib>
#include <filesystem>

#include "outputs/file/world_image.hpp"
#include "scenarios/runner/play/course.hpp"
#include "scenarios/runner/sweep/reproduce.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/small_result.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
using exarace::support::baseline;
using exarace::support::first_difference;
using exarace::test::Folder;

namespace {

std::uint32_t from_environment(const char* name, std::uint32_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? static_cast<std::uint32_t>(std::atoi(text)) : otherwise;
}

RunOptions options() {
  RunOptions options;
  options.threads = 1;
  options.record = {"all"};
  return options;
}

/// The run in a file and back.
std::unique_ptr<Course> through_file(const Course& course, const Folder& folder) {
  write_checkpoint(folder / "c.h5", course.checkpoint(), Existing::replace);
  return std::make_unique<Course>(read_checkpoint(folder / "c.h5"), options());
}

std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(exarace::test::in_source("scenarios")))
    if (entry.path().extension() == ".toml" && entry.path().filename() != "levers.toml") names.push_back(entry.path());
  return names;
}

/// Keeps what two runs hold in step for the message of a failing test.
void check_same(const Course& a, const Course& b) {
  CHECK(first_difference(a.content().recording, b.content().recording) == "");
  CHECK(a.content().events.rows.size() == b.content().events.rows.size());
  CHECK(image_of(a.world()) == image_of(b.world()));
  for (std::size_t i = 0; i < a.result().summary.size(); ++i)
    CHECK(a.result().summary[i].value == b.result().summary[i].value);
}

std::string message_of(const std::string& path) {
  try {
    read_checkpoint(path);
  } catch (const ResultError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("every member of the world is in a checkpoint, and every column of its tables", "[laws]") {
  CHECK_NOTHROW(world_layout());  // throws for a column that a table does not declare
  CHECK(world_layout().size() > 1000);
}

TEST_CASE("every story goes on from a checkpoint as if it had never stopped", "[laws]") {
  const Folder folder;
  const std::uint32_t at = from_environment("EXARACE_CHECKPOINT_AT", 3);
  const std::uint32_t steps = from_environment("EXARACE_CHECKPOINT_STEPS", 6);
  for (const std::string& scenario : shipped_scenarios()) {
    INFO(scenario);
    Course unbroken(read_scenario(scenario), options());
    play_until(unbroken, at);
    const auto resumed = through_file(unbroken, folder);
    CHECK(image_of(unbroken.world()) == image_of(resumed->world()));
    play_until(unbroken, steps);
    play_until(*resumed, steps);
    check_same(unbroken, *resumed);
  }
}

TEST_CASE("a run goes on across launches, with the rows that they add", "[laws]") {
  const Folder folder;
  Course unbroken(baseline(), options());
  play_until(unbroken, 1);
  const std::size_t rows = unbroken.world().skus.size();
  while (!unbroken.ended() && unbroken.world().skus.size() == rows) unbroken.step();
  REQUIRE(unbroken.world().skus.size() > rows);
  const auto resumed = through_file(unbroken, folder);
  const std::uint32_t end = std::min(unbroken.steps(), unbroken.world().step + 2);
  play_until(unbroken, end);
  play_until(*resumed, end);
  check_same(unbroken, *resumed);
}

TEST_CASE("a branch into the same story changes nothing", "[laws]") {
  const Folder folder;
  Course unbroken(baseline(), options());
  play_until(unbroken, 3);
  const auto branch = through_file(unbroken, folder);
  CHECK(branch->branch(baseline()).empty());
  play_until(unbroken, 6);
  play_until(*branch, 6);
  check_same(unbroken, *branch);
}

TEST_CASE("a branch shares its history and then meets other law", "[laws]") {
  const Folder folder;
  Course unbroken(baseline(), options());
  play_until(unbroken, 10);  // 2022-11-01: the rules of October are law
  const auto branch = through_file(unbroken, folder);
  branch->branch(with_changes(baseline(), "test", support::without_law()));
  play_until(unbroken, 14);
  play_until(*branch, 14);
  const Recording with = unbroken.content().recording, without = branch->content().recording;
  const Record &a = *with.find("policy.denied"), &b = *without.find("policy.denied");
  double denied = 0, free = 0;
  for (std::size_t step = 0; step < 14; ++step)
    for (std::size_t i = 0; i < std::min(a.width, b.width); ++i) {
      if (step < 10) CHECK(a.values[step * a.width + i] == b.values[step * b.width + i]);
      if (step >= 10) denied += a.values[step * a.width + i], free += b.values[step * b.width + i];
    }
  CHECK(denied > 0);
  CHECK(free == 0);
}

TEST_CASE("law that only the branch knows is added, and its result comes out again", "[laws]") {
  const Folder folder;
  Course course(with_changes(baseline(), "test", {{"regimes.us_2022_10_authorisations.enabled", "false"}}), options());
  play_until(course, 8);
  const auto branch = through_file(course, folder);
  branch->branch(baseline());
  const std::size_t rows = branch->world().regimes.size();
  CHECK(rows == course.world().regimes.size() + 1);
  play_until(*branch, 12);
  CHECK(branch->world().regimes.law.on(branch->world().regimes.find("us_2022_10_authorisations")));
  write_result(folder / "branch.h5", branch->content());
  const Reproduction again = reproduce(folder / "branch.h5", options());
  for (const Difference& d : again.comparison.differences) FAIL(d.place + ": " + d.text);
}

TEST_CASE("a branch says what comes too late and refuses what cannot fit", "[laws]") {
  Course course(baseline(), options());
  play_until(course, 2);
  const auto late = course.branch(with_changes(baseline(), "test", {{"lines.tsmc_n5.defect_density", "0.05"}}));
  CHECK(late == std::vector<std::string>{"lines.tsmc_n5.defect_density"});
  const auto branch_with = [&](const std::string& key, const std::string& value) {
    course.branch(with_changes(baseline(), "test", {{key, value}}));
  };
  CHECK_THROWS_AS(branch_with("run.start", "2022-02-01"), ScenarioError);
  CHECK_THROWS_AS(branch_with("run.end", "2022-02-01"), ScenarioError);
  CHECK_THROWS_AS(branch_with("run.step", "week"), ScenarioError);
  CHECK_THROWS_AS(branch_with("labs.mistral.enabled", "false"), ScenarioError);
}

TEST_CASE("a damaged checkpoint, a result and another program's checkpoint are refused", "[laws]") {
  const Folder folder;
  Course course(baseline(), options());
  play_until(course, 1);
  write_checkpoint(folder / "c.h5", course.checkpoint(), Existing::keep);
  std::vector<char> bytes = read_bytes(folder / "c.h5");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  put_in_place(folder / "flipped.h5", bytes, Existing::keep);
  put_in_place(folder / "cut.h5", std::span<const char>(bytes).first(bytes.size() / 2), Existing::keep);
  write_result(folder / "result.h5", course.content());
  CHECK(message_of(folder / "flipped.h5").find("is damaged") != std::string::npos);
  CHECK(message_of(folder / "cut.h5").find("is damaged") != std::string::npos);
  CHECK(message_of(folder / "result.h5").find("is a result, not a checkpoint") != std::string::npos);
  CHECK(message_of(folder / "none.h5").find("there is no such file") != std::string::npos);
}
