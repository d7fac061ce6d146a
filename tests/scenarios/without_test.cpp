/// Rules that never were.

#include "scenarios/runner/read/without.hpp"

#include <algorithm>

#include "scenarios/runner/play/course.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using exarace::support::baseline;

namespace {

const Node& rule(const Scenario& scenario, const std::string& id) {
  for (const Node& row : *at_path(scenario.document, "regimes")->as<Node::List>())
    if (row_id(row) == id) return row;
  throw Error("no rule " + id);
}

/// Events that name a rule.
std::size_t told(const Scenario& scenario, const std::string& id) {
  RunOptions options;
  options.threads = 1;
  Course course(with_changes(scenario, "test", {{"run.end", "2024-03-01"}}), options);
  play(course);
  const auto& events = course.world().events.rows;
  return std::count_if(events.begin(), events.end(), [&id](const Event& e) { return e.instrument == id; });
}

}  // namespace

TEST_CASE("a rule that is taken out is never announced and refuses nothing") {
  CHECK(told(baseline(), "us_2023_11") > 0);
  const Scenario without = without_rules(baseline(), "--without", {"us_2023_11"});
  CHECK(told(without, "us_2023_11") == 0);
  CHECK(without.name == "baseline_without_us_2023_11");
  CHECK(*child(rule(without, "us_2023_11"), "announced")->as<Date>() == Date{kNever.days - 1});
  CHECK(child(rule(without, "us_2023_11"), "reported") == nullptr);
}

TEST_CASE("a rule that another replaced goes on without it, as long as the other would have") {
  CHECK(child(rule(baseline(), "us_2022_10"), "ends") != nullptr);
  CHECK(child(rule(without_rules(baseline(), "", {"us_2023_11"}), "us_2022_10"), "ends") == nullptr);
  const Scenario ending = with_changes(baseline(), "test", {{"regimes.us_2023_11.ends", "2026-01-01"}});
  CHECK(*child(rule(without_rules(ending, "", {"us_2023_11"}), "us_2022_10"), "ends")->as<Date>() ==
        make_date(2026, 1, 1));
  const Scenario neither = without_rules(baseline(), "", {"us_2022_10", "us_2023_11"});
  CHECK(*child(rule(neither, "us_2022_10"), "status")->as<std::string>() == "failed");
}

TEST_CASE("every rule can be taken out, alone and with all others") {
  for (const Node& row : *at_path(baseline().document, "regimes")->as<Node::List>()) {
    INFO(row_id(row));
    CHECK_NOTHROW(open_run(without_rules(baseline(), "--without", {row_id(row)}), {}));
  }
  const Scenario lawless = without_rules(baseline(), "--without", {"*"});
  CHECK(lawless.name == "baseline_without_x");
  CHECK_NOTHROW(open_run(lawless, {}));
}

TEST_CASE("a rule that is not there is named with the nearest one") {
  CHECK_THROWS_WITH(without_rules(baseline(), "--without", {"us_2023_1"}),
                    "--without: there is no rule 'us_2023_1'; did you mean 'us_2023_11'?");
}
