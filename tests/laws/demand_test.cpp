/// What drives the boom, and what holds it back.

#include <algorithm>
#include <array>
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

namespace {

/// Logarithms of what came of 2023 when clouds want `factor` times as much, over the usual: sales, lead time, rent.
std::array<double, 3> of_2023(double factor, std::uint64_t seed) {
  Play how;
  how.end = "2024-01-01";
  how.seed = seed;
  how.changes = {{"behaviour.cloud.value.adjustment", std::to_string(ValueCloud{}.adjustment / factor)}};
  const Played run = play(how);
  return {std::log(run.sum("chips.shipped", "2023-01-01", "2024-01-01")),
          std::log(mean_lead_time(run, "2023-01-01", "2024-01-01")),
          std::log(mean_rent(run, "2023-01-01", "2024-01-01"))};
}

}  // namespace

TEST_CASE("in the shortage of 2023 hidden demand shows in lead times and rents more than in sales", "[laws]") {
  constexpr std::array<std::uint64_t, 3> kLucks{1, 2, 3};
  // With three tenths less demand there is no shortage to hide any.
  for (const double factor : {0.8, 1.4}) {
    std::array<double, 3> moved{};
    for (const std::uint64_t luck : kLucks) {
      const auto usual = of_2023(1, luck), other = of_2023(factor, luck);
      for (std::size_t what = 0; what < moved.size(); ++what)
        moved[what] += (other[what] - usual[what]) / kLucks.size();
    }
    const auto [sales, waits, rents] = moved;
    INFO("demand times " << factor << ": sales " << sales << ", lead time " << waits << ", rent " << rents);
    CHECK(std::abs(sales) < 0.2);
    const double seen = (factor > 1 ? 1 : -1) * (std::abs(waits) > std::abs(rents) ? waits : rents);
    CHECK(seen > std::max(0.05, std::abs(sales)));
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
