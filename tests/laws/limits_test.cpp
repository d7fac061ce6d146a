/// What money and power limit: budgets that are cut come back, and without limits prices stay finite.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "scenarios/runner/furnish/setup.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// AI capex of every cloud cut to `factor` of its plan in 2027.
std::vector<Change> cut_of_2027(double factor) {
  const auto setup = open_run(baseline(), {});
  const Clouds& clouds = setup->world.clouds;
  std::vector<Change> changes;
  for (const CloudId cloud : clouds.rows())
    changes.emplace_back("clouds." + clouds.id[cloud] + ".capex_factor",
                         fmt::format("{{ \"2022-01-01\" = 1.0, \"2027-01-01\" = {}, \"2028-01-01\" = 1.0, "
                                     "between = \"step\" }}",
                                     factor));
  return changes;
}

/// Clouds that default, once or more often.
std::size_t defaulted_clouds(const Played& run) {
  std::set<std::string> clouds;
  for (const Event& event : run.content.events.rows)
    if (event.kind == "defaulted" && event.subject.starts_with("clouds/")) clouds.insert(event.subject);
  return clouds.size();
}

/// Greatest value of a series over its greatest in the first year; infinite where a number is none.
double rise(const Played& run, const std::string& series) {
  const Record& record = run.of(series);
  double early = 0, most = 0;
  for (std::size_t i = 0; i < record.values.size(); ++i) {
    const double value = record.values[i];
    if (std::isinf(value)) return value;
    if (std::isnan(value)) continue;  // a row that is not there yet
    if (i < 12 * record.width) early = std::max(early, value);
    most = std::max(most, value);
  }
  return most / early;
}

}  // namespace

TEST_CASE("a cut of budgets by 40 % in 2027 is made good within 36 months", "[laws]") {
  Play how;
  how.changes = cut_of_2027(1.0);
  const Played base = play(how);
  how.changes = cut_of_2027(0.6);
  const Played cut = play(how);
  CHECK(first_difference(play().recording(), cut.recording()) != "");
  const double before = cut.sum("capex.ai", "2026-01-01", "2027-01-01");
  const double in_2027 = cut.sum("capex.ai", "2027-01-01", "2028-01-01");
  const double after = cut.sum("capex.ai", "2029-07-01", "2030-01-01");
  INFO("AI capex " << before << ", " << in_2027 << ", half a year to 2030 " << after);
  CHECK(in_2027 < base.sum("capex.ai", "2027-01-01", "2028-01-01"));
  CHECK(after * 2 > before);
  CHECK(after > 0.9 * base.sum("capex.ai", "2029-07-01", "2030-01-01"));
  CHECK(defaulted_clouds(cut) * 4 < cut.recording().axes[Dim::cloud].ids.size());
}

TEST_CASE("without limits of power and finance prices stay finite", "[laws]") {
  Play how;
  how.changes = {{"behaviour.cloud.cash_flow_share", "2"},
                 {"behaviour.cloud.debt_to_cash_flow", "10"},
                 {"behaviour.cloud.loan_to_value", "1.5"}};
  for (const char* key : {"energised_power", "convertible_power"})
    for (Change& change : scaled("countries", key, 80)) how.changes.push_back(std::move(change));
  for (Change& change : scaled("countries", "connection_delay", 0.1)) how.changes.push_back(std::move(change));
  const Played free = play(how);
  const Played base = play();
  CHECK(free.sum("capex.ai", "2022-01-01", how.end) > base.sum("capex.ai", "2022-01-01", how.end));
  for (const char* price : {"chips.price", "chips.unit_cost", "compute.contract_rent", "compute.spot_rent",
                            "compute.user_cost", "lines.unit_price", "chips.grey_premium"}) {
    INFO(price);
    CHECK(rise(free, price) < 20);
  }
}
