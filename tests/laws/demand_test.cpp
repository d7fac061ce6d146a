/// What drives the boom, and what holds it back.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenarios/runner/furnish/setup.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

double mean_lead_time(const Played& run, const std::string& from, const std::string& to) {
  return run.sum("chips.backlog", from, to) / 12 / run.sum("chips.sold", from, to);
}

double mean_rent(const Played& run, const std::string& from, const std::string& to) {
  const Record& rents = run.of("compute.spot_rent");
  const std::size_t at = run.row(Dim::country, "us") * 2;
  double sum = 0;
  for (std::size_t step = run.steps_before(from); step < run.steps_before(to); ++step)
    sum += rents.values[step * rents.width + at];
  return sum / 12;
}

/// Spread of logarithms around their mean over 19 months.
double spread(const std::vector<double>& path) {
  std::vector<double> logs;
  for (const double value : path) logs.push_back(std::log(std::max(value, 1.0)));
  double squares = 0;
  std::size_t count = 0;
  for (std::size_t middle = 9; middle + 9 < logs.size(); ++middle, ++count) {
    const auto first = logs.begin() + static_cast<std::ptrdiff_t>(middle) - 9;
    const double gap = logs[middle] - std::accumulate(first, first + 19, 0.0) / 19;
    squares += gap * gap;
  }
  return std::sqrt(squares / static_cast<double>(count));
}

}  // namespace

TEST_CASE("in the shortage of 2023 hidden demand shows in lead times and rents, not in sales", "[laws]") {
  Play how;
  how.end = "2024-01-01";
  const Played base = play(how);
  const double wanted = ValueCloud{}.adjustment;
  const double sold = base.sum("chips.shipped", "2023-01-01", "2024-01-01");
  const double wait = mean_lead_time(base, "2023-01-01", "2024-01-01");
  const double rent = mean_rent(base, "2023-01-01", "2024-01-01");
  // With three tenths less demand there is no shortage to hide any.
  for (const double factor : {0.8, 1.4}) {
    how.changes = {{"behaviour.cloud.value.adjustment", std::to_string(wanted / factor)}};
    const Played other = play(how);
    const double sales = std::log(other.sum("chips.shipped", "2023-01-01", "2024-01-01") / sold);
    const double waits = std::log(mean_lead_time(other, "2023-01-01", "2024-01-01") / wait);
    const double rents = std::log(mean_rent(other, "2023-01-01", "2024-01-01") / rent);
    INFO("demand times " << factor << ": sales " << sales << ", lead time " << waits << ", rent " << rents);
    CHECK(std::abs(sales) < 0.2);
    const double seen = (factor > 1 ? 1 : -1) * (std::abs(waits) > std::abs(rents) ? waits : rents);
    CHECK(seen > std::max(0.05, 1.5 * std::abs(sales)));
  }
}

TEST_CASE("without gains in capability there is no boom, and a floor remains", "[laws]") {
  Play how;
  const Played base = play(how);
  how.changes = {{"production.knowledge.frontier_pace", "0"},
                 {"production.knowledge.spillover", "0"},
                 {"production.knowledge.open_spillover", "0"},
                 {"behaviour.lab.run_share", "0.01"}};
  const Played frozen = play(how);
  CHECK(frozen.last("money.services", how.end) < 0.02 * base.last("money.services", how.end));
  CHECK(frozen.sum("capex.ai", "2025-01-01", how.end) < 0.5 * base.sum("capex.ai", "2025-01-01", how.end));
  // Ranking, ads and search go on: what they are worth in 2022 is worth serving.
  CHECK(frozen.sum("capex.ai", "2030-01-01", how.end) > 5e9);
}

TEST_CASE("with ample inputs shipments do not swing", "[laws]") {
  Play how;
  how.changes = scaled("lines", "capacity", 10);
  const Played ample = play(how);
  CHECK(spread(ample.totals("chips.shipped")) < 0.4);
}

TEST_CASE("shipments of the baseline do not jump from month to month", "[laws]") {
  CHECK(spread(play().totals("chips.shipped")) < 0.4);
}
