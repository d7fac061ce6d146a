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

/// The baseline with the rows of a table in the opposite order.
Scenario turned_round(const std::string& table) {
  Scenario scenario = baseline();
  for (Member& member : *scenario.document.as<Node::Table>())
    if (member.key == table) {
      auto& rows = *member.node.as<Node::List>();
      std::reverse(rows.begin(), rows.end());
    }
  return scenario;
}

}  // namespace

// Over five seeds: in one run a release that falls into the next month moves services by a fifth.
TEST_CASE("ten times as many enterprises tell the same story within a tenth", "[laws]") {
  check_alike(end_of_2024(baseline(), {{"run.enterprises", "20000"}}, 5), end_of_2024(baseline(), {}, 5));
}

// Without the luck of runs, for the same reason.
TEST_CASE("weeks tell the same story as months within a tenth", "[laws]") {
  const std::vector<Change> months = {{"production.training.failure", "0"}, {"production.training.slip", "0"}};
  std::vector<Change> weeks = months;
  weeks.emplace_back("run.step", "week");
  check_alike(end_of_2024(baseline(), weeks, 5), end_of_2024(baseline(), months, 5));
}

TEST_CASE("the order of rows does not matter within a tenth", "[laws]") {
  const Headline as_written = end_of_2024(baseline(), {}, 5);
  for (const char* table : {"clouds", "labs", "designers", "fabs", "lines", "skus", "investors", "countries"}) {
    INFO(table << " turned round");
    check_alike(end_of_2024(turned_round(table), {}, 5), as_written);
  }
}
