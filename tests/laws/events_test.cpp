/// Four events of history: signs and lags that come out of the rules, by before and after and by the run without the
/// rule. No key belongs to an event; docs/model/events.md shows the sizes.

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Rules = std::vector<std::string>;

/// The baseline up to mid 2026; rules neither come nor are feared.
const Played& without(const Rules& rules) {
  static std::map<Rules, Played> runs;
  const auto found = runs.find(rules);
  if (found != runs.end()) return found->second;
  Play how;
  how.end = "2026-07-01";
  how.record = {"chips.units_to_china", "chips.stacks",       "chips.made_by",
                "chips.stock",          "money.written_down", "policy.hbm_hazard"};
  for (const std::string& rule : rules)
    for (const auto& [key, value] : {std::pair{"status", "failed"}, {"credibility", "0"}, {"certainty", "0"}})
      how.changes.emplace_back("regimes." + rule + "." + key, value);
  return runs.emplace(rules, play(how)).first->second;
}
const Played& as_it_was() { return without({}); }

/// First day of a quarter, numbered from 2022-Q1 = 0.
std::string first_day(int quarter) { return fmt::format("{}-{:02}-01", 2022 + quarter / 4, 1 + 3 * (quarter % 4)); }
constexpr int q(int year, int number) { return (year - 2022) * 4 + number - 1; }

/// Sum of a row over a quarter.
double in_quarter(const Played& run, const std::string& series, const std::string& row, int quarter) {
  const auto path = run.path(series, row);
  double units = 0;
  for (std::size_t step = run.steps_before(first_day(quarter)); step < run.steps_before(first_day(quarter + 1)); ++step)
    if (!std::isnan(path[step])) units += path[step];
  return units;
}

/// Chips of one SKU sold legally to Chinese owners in a quarter.
double sold(const Played& run, const std::string& sku, int quarter) {
  return in_quarter(run, "chips.units_to_china", sku, quarter);
}

/// NVIDIA's data-centre chips sold legally to Chinese owners in a quarter [H100e at 8-bit rates].
double legal_sales(const Played& run, int quarter) {
  double h100e = 0;
  for (const auto& [sku, weight] : {std::pair{"a100", 0.315},
                                    {"a100_40gb", 0.315},
                                    {"a800", 0.315},
                                    {"h100", 1.0},
                                    {"h800", 1.0},
                                    {"h20", 0.1496},
                                    {"h20_141gb", 0.1496}})
    h100e += weight * sold(run, sku, quarter);
  return h100e;
}

double legal_sales(const Played& run, int first, int last) {
  double h100e = 0;
  for (int quarter = first; quarter <= last; ++quarter) h100e += legal_sales(run, quarter);
  return h100e;
}

/// Value of a row at the end of a quarter.
double at_end(const Played& run, const std::string& series, const std::string& row, int quarter) {
  return run.path(series, row).at(run.steps_before(first_day(quarter + 1)) - 1);
}

constexpr std::array kChinese = {"huawei",        "cambricon", "biren", "hygon",
                                 "moore_threads", "kunlunxin", "metax", "enflame"};

/// Stacks with Chinese designers on a day.
double chinese_stacks(const Played& run, const std::string& day) {
  double stacks = 0;
  for (const char* designer :
       {"huawei", "cambricon", "biren", "hygon", "moore_threads", "kunlunxin", "metax", "enflame"})
    stacks += run.path("chips.stacks", designer).at(run.steps_before(day) - 1);
  return stacks;
}

/// Accelerators of Chinese designers shipped in a quarter [H100e].
double made_in_china(const Played& run, int quarter) {
  double made = 0;
  for (const char* designer : kChinese) made += in_quarter(run, "chips.made_by", designer, quarter);
  return made;
}

}  // namespace

TEST_CASE("October 2022: sales to China fall, and come back with the variant within two quarters", "[laws]") {
  const Played& base = as_it_was();
  CHECK(legal_sales(base, q(2022, 4)) < 0.9 * legal_sales(base, q(2022, 2)));
  const double first_two = sold(base, "a800", q(2022, 4)) + sold(base, "a800", q(2023, 1));
  CHECK(first_two > 0.2 * (sold(base, "a800", q(2023, 2)) + sold(base, "a800", q(2023, 3))));
  CHECK(legal_sales(base, q(2023, 3)) > legal_sales(base, q(2022, 2)));
  const Played& free = without({"us_2022_08_letters", "us_2022_10"});
  CHECK(sold(free, "a800", q(2023, 1)) + sold(free, "a800", q(2023, 2)) < 0.05 * first_two);
  CHECK(legal_sales(base, q(2022, 3), q(2022, 4)) < 0.6 * legal_sales(free, q(2022, 3), q(2022, 4)));
  // Chips just outside the box undo it.
  CHECK(legal_sales(base, q(2023, 1), q(2023, 3)) > 0.7 * legal_sales(free, q(2023, 1), q(2023, 3)));
}

TEST_CASE("October 2023: bought ahead, stopped, sold elsewhere, and replaced by a weaker chip", "[laws]") {
  const Played& base = as_it_was();
  CHECK(legal_sales(base, q(2023, 3)) > 1.2 * legal_sales(base, q(2023, 2)));
  CHECK(legal_sales(base, q(2023, 4)) < 0.7 * legal_sales(base, q(2023, 3)));  // October lies before it
  CHECK(sold(base, "h20", q(2023, 4)) + sold(base, "h20", q(2024, 1)) > 2e4);
  CHECK(sold(base, "h20", q(2024, 3)) > sold(base, "h20", q(2024, 1)));
  CHECK(sold(base, "h800", q(2024, 1)) + sold(base, "a800", q(2024, 1)) < 0.05 * sold(base, "a800", q(2023, 3)));
  const Played& free = without({"us_2023_10_letters", "us_2023_11"});
  CHECK(legal_sales(base, q(2023, 4), q(2024, 3)) < 0.7 * legal_sales(free, q(2023, 4), q(2024, 3)));
  // Most of what is left of a chip that has only slower links finds buyers elsewhere.
  CHECK(at_end(base, "chips.stock", "h800", q(2024, 4)) < 0.5 * at_end(base, "chips.stock", "h800", q(2023, 4)));
}

TEST_CASE("December 2024: HBM is stocked before the deadline, and is what lacks after it", "[laws]") {
  const Played& base = as_it_was();
  // From the first reports in July to the day of the rule.
  CHECK(chinese_stacks(base, "2024-12-01") > 1.3 * chinese_stacks(base, "2024-08-01"));
  CHECK(chinese_stacks(base, "2026-01-01") < 0.7 * chinese_stacks(base, "2024-12-01"));
  // Huawei's last for some quarters and run out, and with them what is made; 13 million stacks bought ahead carried
  // its cards through 2025 (SemiAnalysis, September 2025), so that a year on most, not all, of the fall is still to
  // come.
  CHECK(at_end(base, "chips.stacks", "huawei", q(2025, 4)) < 0.3 * at_end(base, "chips.stacks", "huawei", q(2024, 4)));
  // Before the deadline lines were still growing: what lacks is told from the best quarter of the hoard, and from the
  // run without the rule.
  CHECK(made_in_china(base, q(2026, 2)) < 0.3 * made_in_china(base, q(2025, 3)));
  const Played& free = without({"us_2024_12_hbm"});
  CHECK(chinese_stacks(base, "2024-12-01") > 1.3 * chinese_stacks(free, "2024-12-01"));
  CHECK(chinese_stacks(base, "2026-01-01") < chinese_stacks(free, "2026-01-01"));
  CHECK(made_in_china(base, q(2026, 2)) < 0.3 * made_in_china(free, q(2026, 2)));
}

TEST_CASE("April 2025: bought ahead, stopped, and written down", "[laws]") {
  const Played& base = as_it_was();
  // The H20 comes with 141 GB too from early 2025 on.
  const auto both = [&](int quarter) { return sold(base, "h20", quarter) + sold(base, "h20_141gb", quarter); };
  CHECK(both(q(2025, 1)) > 1.05 * both(q(2024, 4)));
  CHECK(both(q(2025, 2)) < 0.6 * both(q(2025, 1)));
  const Played& free = without({"us_2025_04_letters"});
  CHECK(legal_sales(base, q(2025, 2), q(2025, 4)) < 0.5 * legal_sales(free, q(2025, 2), q(2025, 4)));
  CHECK(at_end(base, "money.written_down", "nvidia", q(2025, 4)) >
        at_end(free, "money.written_down", "nvidia", q(2025, 4)));
}

TEST_CASE("an event has no numbers of its own: with its date the fall moves", "[laws]") {
  Play how;
  how.end = "2025-01-01";
  how.record = {"chips.units_to_china"};
  how.changes = {{"regimes.us_2022_10.ends", "2024-05-17"},
                 {"regimes.us_2023_10_letters.announced", "2024-04-23"},
                 {"regimes.us_2023_10_letters.effective", "2024-04-23"},
                 {"regimes.us_2023_10_letters.ends", "2024-05-17"},
                 {"regimes.us_2023_11.reported", "2023-12-27"},
                 {"regimes.us_2023_11.announced", "2024-04-17"},
                 {"regimes.us_2023_11.effective", "2024-05-17"}};
  const Played later = play(how);
  CHECK(legal_sales(later, q(2023, 4)) > 0.7 * legal_sales(later, q(2023, 3)));
  const double before = sold(later, "h800", q(2024, 1)) + sold(later, "a800", q(2024, 1));
  CHECK(before > 1e4);
  CHECK(sold(later, "h800", q(2024, 3)) + sold(later, "a800", q(2024, 3)) < 0.1 * before);
}
