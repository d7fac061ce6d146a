#include "scenarios/runner/read/known.hpp"

#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

Scenario baseline_known(const std::string& day) {
  return as_known(with_changes(read_scenario("baseline"), "test", {{"run.known", day}}));
}

const Node* row(const Scenario& scenario, const std::string& table, const std::string& id) {
  const auto* rows = at_path(scenario.document, table)->as<Node::List>();
  for (const Node& one : *rows)
    if (row_id(one) == id) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("a scenario of a day knows the rules announced by then and the chips launched or announced") {
  const Scenario early = baseline_known("2022-12-31");
  CHECK(row(early, "regimes", "us_2023_11") == nullptr);
  CHECK(row(early, "skus", "h100") != nullptr);
  CHECK(row(early, "skus", "rubin") == nullptr);
  const Scenario late = baseline_known("2025-12-31");
  CHECK(row(late, "regimes", "us_2023_11") != nullptr);
  CHECK(row(late, "skus", "ascend_960") != nullptr);
  CHECK(row(late, "skus", "rubin") == nullptr);
}

TEST_CASE("the end of a rule that came as news is not known before, the term of a budget is") {
  const Scenario early = baseline_known("2022-12-31");
  CHECK(child(*row(early, "regimes", "us_2022_10"), "ends") == nullptr);
  CHECK(child(*row(early, "regimes", "big_fund_2"), "ends") != nullptr);
  const Scenario late = baseline_known("2025-12-31");
  for (const char* budget : {"chips_act_intel", "chips_act_tsmc", "big_fund_3"})
    CHECK(child(*row(late, "regimes", budget), "ends") != nullptr);
}

TEST_CASE("a rule that speaks only of what is not known is left out, for an empty list would mean everything") {
  const Scenario scenario =
      as_known(with_changes(read_scenario("baseline"), "test",
                            {{"run.known", "2025-12-31"}, {"regimes.cn_2025_guidance_h20.skus", "[\"rubin\"]"}}));
  CHECK(row(scenario, "regimes", "cn_2025_guidance_h20") == nullptr);
}

TEST_CASE("a scenario of a past day is complete: it fills a world") {
  for (const char* day : {"2022-12-31", "2023-12-31", "2024-12-31", "2025-06-30", "2025-12-31"})
    CHECK_NOTHROW(fill(blank_catalogue(), with_changes(read_scenario("baseline"), "test", {{"run.known", day}}), 1));
}
