#include "scenarios/runner/read/known.hpp"

#include <algorithm>
#include <cmath>

#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/resolved.hpp"
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

bool same(const Node& a, const Node& b) {
  const auto *table = a.as<Node::Table>(), *other_table = b.as<Node::Table>();
  if (table && other_table)
    return std::equal(table->begin(), table->end(), other_table->begin(), other_table->end(),
                      [](const Member& x, const Member& y) { return x.key == y.key && same(x.node, y.node); });
  const auto *list = a.as<Node::List>(), *other_list = b.as<Node::List>();
  if (list && other_list) return std::equal(list->begin(), list->end(), other_list->begin(), other_list->end(), same);
  const auto *real = a.as<double>(), *other_real = b.as<double>();
  if (real || other_real) return real && other_real && *real == *other_real;
  const auto *whole = a.as<std::int64_t>(), *other_whole = b.as<std::int64_t>();
  if (whole || other_whole) return whole && other_whole && *whole == *other_whole;
  return a.value.index() == b.value.index();
}

/// Multiplies every value dated after a day in all time series; returns how many there are.
int scale_later(Node& node, const std::string& day, double factor) {
  int found = 0;
  if (auto* list = node.as<Node::List>())
    for (Node& element : *list) found += scale_later(element, day, factor);
  auto* table = node.as<Node::Table>();
  const bool series = is_series(node);
  for (Member& member : table ? *table : Node::Table{}) {
    found += scale_later(member.node, day, factor);
    if (!series || member.key == "between" || member.key <= day) continue;
    const auto* whole = member.node.as<std::int64_t>();
    const auto* real = member.node.as<double>();
    if (!whole && !real) continue;
    member.node.value = factor * (real ? *real : static_cast<double>(*whole));
    ++found;
  }
  return found;
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

TEST_CASE("what drivers did after a day does not move a scenario of that day") {
  for (const char* day : {"2022-12-31", "2023-12-31", "2024-12-31"}) {
    const Scenario told = with_changes(read_scenario("baseline"), "test", {{"run.known", day}});
    for (const char* table : {"countries", "clouds", "lines"}) {
      Scenario other = told;
      CHECK(scale_later(find(*other.document.as<Node::Table>(), table)->node, day, 1.5) > 10);
      CHECK(same(as_known(told).document, as_known(other).document));
    }
  }
}

TEST_CASE("the growth of a driver in the last known year fades by half in each year, a single value stays") {
  const Scenario late = baseline_known("2023-12-31");
  const Node& power = *child(*child(*row(late, "countries", "us"), "grid_growth"), "value");
  CHECK(*child(power, "2023-01-01")->as<std::int64_t>() == 2500);
  // It more than doubled, which counts as doubled: log 2 over log 2, of which three quarters are gone after two years.
  CHECK(*child(power, "2024-12-31")->as<double>() == Approx(2500 * std::exp(0.75)));
  CHECK(*child(power, "2024-01-01")->as<double>() == Approx(2500 * std::exp(0.5)));  // 5300 were added
  const Scenario early = baseline_known("2022-12-31");
  CHECK(child(*child(*row(early, "countries", "us"), "grid_growth"), "value")->as<Node::Table>()->size() == 2);
}

TEST_CASE("a budget pays what was known of it, and what a row of an early vintage foretells stays") {
  const Scenario late = baseline_known("2024-12-31");
  const Node* stake = row(late, "regimes", "chips_act_intel");
  REQUIRE(stake != nullptr);
  CHECK(child(*child(*stake, "amount"), "2025-08-22") == nullptr);
  const Scenario told = with_changes(read_scenario("baseline"), "test",
                                     {{"run.known", "2022-12-31"},
                                      {"countries.us.vintage", "2022-07"},
                                      {"times:countries.us.grid_growth.2024-01-01", "2"}});
  const Scenario early = as_known(told);
  CHECK(child(*child(*child(*row(early, "countries", "us"), "grid_growth"), "value"), "2024-01-01") != nullptr);
}

TEST_CASE("a factor on a date that was not known falls away with it") {
  const Scenario told = with_changes(read_scenario("baseline"), "test",
                                     {{"run.known", "2022-12-31"}, {"times:countries.us.grid_growth.2024-01-01", "2"}});
  CHECK_NOTHROW(fill(blank_catalogue(), told, 1));
}

TEST_CASE("what a story or a user supposes of a rule stays, and a row without a vintage is the user's own") {
  const auto changed = [](const std::string& key, const std::string& value) {
    return with_sets(with_changes(read_scenario("baseline"), "test", {{"run.known", "2025-12-31"}}),
                     {key + "=" + value});
  };
  const Scenario ended = changed("regimes.us_2023_11.ends", "2027-02-03");
  CHECK(child(*row(as_known(ended), "regimes", "us_2023_11"), "ends") != nullptr);
  // A text that holds all of it remembers which keys they were.
  const std::string text = resolved_text(ended);
  CHECK(text.find("supposed = [\"ends\"]") != std::string::npos);
  const Scenario again = read_scenario_text("again", text);
  CHECK(child(*row(as_known(again), "regimes", "us_2023_11"), "ends") != nullptr);
  CHECK(resolved_text(again) == text);
  CHECK(child(*row(baseline_known("2022-12-31"), "regimes", "us_2022_10"), "ends") == nullptr);  // news of 2023

  const std::string own = R"(extends = "baseline"
[run]
known = 2025-12-31
[[regimes]]
id = "own"
name = "Own"
kind = "chip_threshold"
issuer = "us"
targets = ["cn"]
announced = 2026-10-01
effective = 2027-01-01
ends = 2028-01-01
source = "assumed"
)";
  const Scenario story = as_known(read_scenario_text("story", own));
  REQUIRE(row(story, "regimes", "own") != nullptr);
  CHECK(child(*row(story, "regimes", "own"), "ends") != nullptr);
  CHECK(row(as_known(read_scenario_text("story", own + "vintage = \"2026-10\"\n")), "regimes", "own") == nullptr);
}
