/// Headline values of the baseline against those that are written down in headlines.txt.
///
/// They move with every change of the model or its data, and that is their use: the commit that moves them says so, and
/// its diff shows by how much. EXARACE_UPDATE=1 build/bin/test_golden writes them again.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "outputs/record/headline.hpp"
#include "scenarios/runner/play/course.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;

namespace {

/// Part by which a value may differ. A parameter moved by 1e-12 of itself moves none of them by a digit in nine years,
/// one moved by 1e-9 most by less than a hundredth of a percent: last digits of other kinds of CPU do not grow to it.
/// Small values of a measure are held against its largest.
constexpr double kTolerance = 0.002;
constexpr int kYears[] = {2022, 2024, 2026, 2030};

const std::string kFile = test::in_source("tests/golden/headlines.txt");

/// Of the countries the two that race, beside totals and ranges.
bool is_kept(const std::string& measure) {
  const auto slash = measure.find('/');
  const std::string part = slash == measure.npos ? "" : measure.substr(slash);
  const auto kept = {"", "/lowest", "/highest", "/us", "/cn"};
  return std::find(kept.begin(), kept.end(), part) != kept.end();
}

/// "compute.owned/cn 2024" and its value, of the baseline with its own seed.
std::map<std::string, double> played_now() {
  RunOptions options;
  options.threads = 1;
  options.record = headline_series();
  Course course(support::baseline(), options);
  play(course);
  const auto measures = measures_of(course.so_far());
  const auto years = years_of(course.so_far());
  const auto values = yearly_values(course.so_far());
  std::map<std::string, double> out;
  for (std::size_t m = 0; m < measures.size(); ++m)
    for (const int year : kYears)
      if (is_kept(measures[m].name))
        out[fmt::format("{} {}", measures[m].name, year)] =
            values[m * years.size() + static_cast<std::size_t>(year - years.front())];
  return out;
}

void write_down(const std::map<std::string, double>& values) {
  std::ofstream file(kFile);
  for (const auto& [name, value] : values) file << fmt::format("{:<40} {:.5g}\n", name, value);
}

std::map<std::string, double> written_down() {
  std::ifstream file(kFile);
  std::map<std::string, double> out;
  std::string measure, year;
  for (double value; file >> measure >> year >> value;) out[measure + " " + year] = value;
  return out;
}

/// Largest value of the measure of "compute.owned/cn 2024".
double largest(const std::map<std::string, double>& values, const std::string& name) {
  const std::string measure = name.substr(0, name.find(' ') + 1);
  double most = 0;
  for (const auto& [other, value] : values)
    if (other.starts_with(measure)) most = std::max(most, std::abs(value));
  return most;
}

}  // namespace

TEST_CASE("the baseline's headlines are those that were written down on purpose") {
  const auto now = played_now();
  if (std::getenv("EXARACE_UPDATE")) write_down(now);
  const auto then = written_down();
  REQUIRE(then.size() == now.size());
  std::string moved;
  for (const auto& [name, value] : now) {
    REQUIRE(then.count(name) == 1);
    const double was = then.at(name), most = largest(then, name);
    if (!(std::abs(value - was) <= kTolerance * std::max(std::abs(was), 0.05 * most)))
      moved +=
          fmt::format("  {:<38} {:>12.5g}, was {:>12.5g} ({:+.2f} %)\n", name, value, was, 100 * (value / was - 1));
  }
  INFO("moved by more than " << 100 * kTolerance << " %:\n"
                             << moved << "if that was meant: EXARACE_UPDATE=1 build/bin/test_golden, and commit "
                             << "tests/golden/headlines.txt with what moved it");
  CHECK(moved.empty());
}
