/// What export rules do, and what they must not do.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

double chinese_stock(const Played& run, const std::string& day) {
  return run.path("compute.owned", "cn").at(run.steps_before(day) - 1);
}

/// Where the rows of one recording stand in another, which has them all.
std::vector<std::size_t> places_in(const Axis& one, const Axis& other) {
  std::vector<std::size_t> places;
  for (const std::string& id : one.ids)
    places.push_back(static_cast<std::size_t>(std::find(other.ids.begin(), other.ids.end(), id) - other.ids.begin()));
  return places;
}

/// Whether two recordings agree in every bit where both have a number; the second may have instruments that the first
/// lacks.
std::string first_difference_in_common(const Recording& a, const Recording& b) {
  const auto places = places_in(a.axes[Dim::instrument], b.axes[Dim::instrument]);
  for (const Record& record : a.records) {
    const Record& other = *b.find(record.name);
    const bool by_instrument = record.dims == std::vector{Dim::instrument};
    if (!by_instrument && record.width != other.width) return record.name;
    for (std::size_t step = 0; step < a.steps; ++step)
      for (std::size_t i = 0; i < record.width; ++i) {
        const double* one = &record.values[step * record.width + i];
        const double* same = &other.values[step * other.width + (by_instrument ? places.at(i) : i)];
        if (std::memcmp(one, same, sizeof(double)) != 0) return record.name;
      }
  }
  return "";
}

Played until_2026(const std::vector<Change>& changes, int seed = 1) {
  Play how;
  how.seed = static_cast<std::uint64_t>(seed);
  how.end = "2026-01-01";
  how.changes = changes;
  return play(how);
}

/// Dense 16-bit rates of the foreign chips that were sold legally to China from 2024 on [TFLOPS].
double foreign_sales(const Played& run) {
  double rates = 0;
  const auto& known = run.recording().axes[Dim::sku].ids;
  for (const Node& row : *at_path(baseline().document, "skus")->as<Node::List>()) {
    const std::string designer = *child(row, "designer")->as<std::string>();
    const Node* fp16 = child(row, "fp16");
    if ((designer != "nvidia" && designer != "amd" && designer != "intel") || !fp16) continue;
    if (std::find(known.begin(), known.end(), row_id(row)) == known.end()) continue;  // not launched by then
    const auto* whole = fp16->as<std::int64_t>();
    const double rate = whole ? static_cast<double>(*whole) : *fp16->as<double>();
    const auto path = run.path("chips.units_to_china", row_id(row));
    for (std::size_t step = 24; step < path.size(); ++step)
      if (!std::isnan(path[step])) rates += rate * path[step];
  }
  return rates;
}

}  // namespace

TEST_CASE("a rule on a card that nobody buys does nothing", "[laws]") {
  const Scenario story = read_scenario(test::in_source("tests/laws/placebo.toml"));
  Play how;
  how.end = "2026-01-01";
  const Played with_rule = play(story, how);
  const auto denied = with_rule.path("policy.denied", "placebo");
  const auto in_force = with_rule.path("policy.in_force", "placebo");
  CHECK(in_force.front() == 0);
  CHECK(in_force.back() == 1);
  for (const double value : denied) CHECK(value == 0);
  CHECK(first_difference_in_common(play(how).recording(), with_rule.recording()) == "");
}

TEST_CASE("without law nothing is denied, by rows as by mechanisms", "[laws]") {
  const Played without_rows = until_2026(without_law());
  CHECK(without_rows.sum("chips.sold", "2022-01-01", "2026-01-01") > 0);
  for (const char* denied : {"policy.denied", "policy.denied_units", "policy.denied_to"})
    CHECK(without_rows.sum(denied, "2022-01-01", "2026-01-01") == 0);
  // Nothing is ruled on either.
  for (const Event& event : without_rows.content.events.rows) CHECK_FALSE(event.kind.starts_with("licence_"));
  std::vector<Change> off;
  for (const int mechanism : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 17, 20, 21})
    off.emplace_back("mechanisms.M" + std::to_string(mechanism), "false");
  const Played switched_off = until_2026(off);
  CHECK(switched_off.sum("policy.denied", "2022-01-01", "2026-01-01") == 0);
  const Played as_it_is = until_2026({});
  for (const char* denied : {"policy.denied", "policy.denied_units", "policy.denied_to"})
    CHECK(as_it_is.sum(denied, "2022-01-01", "2026-01-01") > 0);
  const auto& events = as_it_is.content.events.rows;
  CHECK(std::any_of(events.begin(), events.end(), [](const Event& e) { return e.kind.starts_with("licence_"); }));
}

// In compute, not in money: who loses the A800 spends more on the H20.
TEST_CASE("the lower the threshold, the less compute foreign designers sell to China", "[laws]") {
  double looser = INFINITY;
  for (const double tpp : {20000.0, 9600.0, 4800.0, 2400.0, 1200.0, 300.0}) {
    double sold = 0;
    for (int seed = 1; seed <= 3; ++seed) {
      const std::string limit = std::to_string(tpp);
      const Played run = until_2026(
          {{"regimes.us_2023_11.clauses.a.tpp_min", limit}, {"regimes.us_2023_11.clauses.a_density.enabled", "false"}},
          seed);
      sold += foreign_sales(run);
    }
    INFO("TPP from " << tpp << ": " << sold << " chips times TFLOPS, with a looser rule " << looser);
    CHECK(sold <= looser * 1.02);
    looser = sold;
  }
}

TEST_CASE("an H20 without its memory bandwidth is not bought", "[laws]") {
  const auto sold = [](const Played& run) {
    double units = 0;
    for (const double in_step : run.path("chips.sold", "h20"))
      if (!std::isnan(in_step)) units += in_step;
    return units;
  };
  const double as_it_was = sold(until_2026({}));
  CHECK(as_it_was > 1e5);
  CHECK(sold(until_2026({{"skus.h20.memory_bandwidth", "100"}})) < 0.125 * as_it_was);
}

TEST_CASE("controls lower the Chinese stock, and more so over the years", "[laws]") {
  Play how;
  how.end = "2028-01-01";
  const Played base = play(how);
  how.changes = without_law();
  const Played open = play(how);
  // At the end of 2023 what was bought ahead of the second rule still makes up for what the first one stopped.
  double last = 1.0;
  for (const char* day : {"2025-01-01", "2026-01-01", "2028-01-01"}) {
    const double ratio = chinese_stock(base, day) / chinese_stock(open, day);
    INFO(day << ": " << ratio);
    CHECK(ratio < last);
    last = ratio;
  }
}
