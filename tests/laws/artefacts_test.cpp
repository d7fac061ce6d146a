/// What a model must not hang on: the length of a step, the number of enterprises, the order of rows.

#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// What every variant of a run is compared by, at the end of 2024; means over the seeds 1, 2, ...
struct Headline {
  double shipments = 0;   ///< since the start [H100e]
  double services = 0;    ///< revenue in December [USD/year]
  double capex = 0;       ///< for AI since the start [USD]
  double capability = 0;  ///< of the best released model [index]
};

Headline end_of_2024(const Scenario& scenario, const std::vector<Change>& changes, int seeds = 1) {
  const std::string start = "1970-01-01", december = "2024-12-01", end = "2025-01-01";
  Headline mean;
  for (int seed = 1; seed <= seeds; ++seed) {
    Play how;
    how.end = end;
    how.seed = static_cast<std::uint64_t>(seed);
    how.changes = changes;
    const Played run = play(scenario, how);
    const auto steps = static_cast<double>(run.steps_before(end) - run.steps_before(december));
    mean.shipments += run.sum("chips.shipped", start, end) / seeds;
    mean.services += run.sum("money.services", december, end) / steps / seeds;
    mean.capex += run.sum("capex.ai", start, end) / seeds;
    mean.capability += run.last("capability.frontier", end) / seeds;
  }
  return mean;
}

void check_alike(const Headline& a, const Headline& b) {
  CHECK(a.shipments == Approx(b.shipments).epsilon(0.1));
  CHECK(a.services == Approx(b.services).epsilon(0.1));
  CHECK(a.capex == Approx(b.capex).epsilon(0.1));
  CHECK(a.capability == Approx(b.capability).epsilon(0.1));
}

/// Tables that a scenario has rows of.
std::vector<std::string> tables_of(const Scenario& scenario) {
  std::vector<std::string> tables;
  for (const Member& member : *scenario.document.as<Node::Table>())
    if (is_rows(member.node)) tables.push_back(member.key);
  return tables;
}

/// A scenario with the rows of a table in the opposite order; of all tables, where none is named.
Scenario turned_round(Scenario scenario, const std::string& table = "") {
  for (Member& member : *scenario.document.as<Node::Table>())
    if (is_rows(member.node) && (table.empty() || member.key == table)) {
      auto& rows = *member.node.as<Node::List>();
      std::reverse(rows.begin(), rows.end());
    }
  return scenario;
}

/// Both runs have the same rows, the same numbers and the same events.
void check_same(const Played& a, const Played& b) {
  CHECK(first_difference(a.recording(), b.recording()) == "");
  for (const Record& record : a.recording().records)
    for (const Dim dim : record.dims) CHECK(a.recording().axes[dim].ids == b.recording().axes[dim].ids);
  REQUIRE(a.content.events.rows.size() == b.content.events.rows.size());
  for (std::size_t i = 0; i < a.content.events.rows.size(); ++i) {
    const auto &one = a.content.events.rows[i], &other = b.content.events.rows[i];
    CHECK(one.kind + one.subject + one.object + one.text == other.kind + other.subject + other.object + other.text);
  }
}

}  // namespace

// Over five seeds: in one run a release that falls into the next month moves services by a fifth.
TEST_CASE("ten times as many enterprises tell the same story within a tenth", "[laws]") {
  check_alike(end_of_2024(baseline(), {{"run.enterprises", "20000"}}, 5), end_of_2024(baseline(), {}, 5));
}

// Without the luck of runs, and over twelve seeds, for the same reason: over 16, weeks serve 3 % more, one seed has 8 %
// of luck. The threshold lies between two releases: where it meets one, by weeks that opens the market half a year
// earlier.
TEST_CASE("weeks tell the same story as months within a tenth", "[laws]") {
  const std::vector<Change> months = {{"production.training.failure", "0"},
                                      {"production.training.slip", "0"},
                                      {"behaviour.enterprise.adoption_threshold", "118"}};
  std::vector<Change> weeks = months;
  weeks.emplace_back("run.step", "week");
  check_alike(end_of_2024(baseline(), weeks, 12), end_of_2024(baseline(), months, 12));
}

TEST_CASE("the order of rows changes no bit, whichever table is turned round", "[laws]") {
  Play how;
  how.end = "2024-01-01";
  const Played as_written = play(how);
  const std::vector<std::string> tables = tables_of(baseline());
  CHECK(tables.size() >= 14);
  for (const std::string& table : tables) {
    INFO(table << " turned round");
    check_same(as_written, play(turned_round(baseline(), table), how));
  }
}

TEST_CASE("the order of rows changes no bit where governments answer each other", "[laws]") {
  Play how;
  how.end = "2027-01-01";
  const Scenario race = read_scenario("moves_and_countermoves");
  check_same(play(race, how), play(turned_round(race), how));
}
