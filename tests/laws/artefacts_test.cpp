/// What a model must not hang on: the length of a step, the number of enterprises, the order of rows.

#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

Headline end_of_2024(const Scenario& scenario, const std::vector<Change>& changes) {
  Play how;
  how.end = "2025-01-01";
  how.changes = changes;
  return headline(play(scenario, how), how.end);
}

void check_alike(const Headline& a, const Headline& b, double bound, double services_bound) {
  CHECK(a.shipments == Approx(b.shipments).epsilon(bound));
  CHECK(a.services == Approx(b.services).epsilon(services_bound));
  CHECK(a.capex == Approx(b.capex).epsilon(bound));
  CHECK(a.capability == Approx(b.capability).epsilon(bound));
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

TEST_CASE("ten times as many enterprises tell the same story within a tenth", "[laws]") {
  check_alike(end_of_2024(baseline(), {{"run.enterprises", "20000"}}), end_of_2024(baseline(), {}), 0.1, 0.1);
}

// Services grow threefold a year and pass through a chain of decisions that each wait for the next step (revenue,
// budget, contract, run, release): with months they come some weeks later. A known miss, see docs/model/README.md.
TEST_CASE("weeks tell the same story as months within a tenth, services within a fifth", "[laws]") {
  check_alike(end_of_2024(baseline(), {{"run.step", "week"}}), end_of_2024(baseline(), {}), 0.1, 0.2);
}

TEST_CASE("the order of rows does not matter within a tenth", "[laws]") {
  const Headline as_written = end_of_2024(baseline(), {});
  for (const char* table : {"clouds", "labs", "designers", "fabs", "lines", "skus", "investors", "countries"}) {
    INFO(table << " turned round");
    check_alike(end_of_2024(turned_round(table), {}), as_written, 0.1, 0.1);
  }
}
