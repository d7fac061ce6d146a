/// Two scenarios under the same luck.

#include "scenarios/runner/play/compare.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "outputs/file/verify.hpp"
#include "outputs/record/headline.hpp"
#include "outputs/series/catalogue.hpp"
#include "scenarios/runner/play/course.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;
using exarace::support::baseline;

namespace {

CompareOptions few(int threads = 2) {
  CompareOptions options;
  options.replicates = 4;
  options.threads = threads;
  return options;
}

Scenario a_year(const std::vector<Change>& changes = {}) {
  std::vector<Change> all = {{"run.end", "2023-01-01"}};
  all.insert(all.end(), changes.begin(), changes.end());
  return with_changes(baseline(), "test", all);
}

}  // namespace

TEST_CASE("paired effects are those of the paired t test") {
  const std::array<double, 4> a = {10, 20, 30, 40}, b = {11, 22, 33, 44};
  const Effect effect = paired_effect(a, b, 0.95);
  CHECK(effect.a == 25);
  CHECK(effect.effect == 2.5);
  CHECK(effect.error == Approx(std::sqrt(5.0 / 3 / 4)));
  CHECK(effect.high - effect.effect == Approx(3.182446305 * effect.error));  // t of 3 degrees of freedom at 97.5 %
  CHECK(effect.effect - effect.low == Approx(effect.high - effect.effect));
  // Pairs of different luck: 44 - 10, 11 - 20, 22 - 30, 33 - 40.
  CHECK(effect.unpaired_error == Approx(std::sqrt((31.5 * 31.5 + 11.5 * 11.5 + 10.5 * 10.5 + 9.5 * 9.5) / 3 / 4)));
  CHECK(effect.reduction == Approx(std::pow(effect.unpaired_error / effect.error, 2)));
}

TEST_CASE("one replicate has an effect and no interval") {
  const std::array<double, 1> a = {1}, b = {3};
  const Effect effect = paired_effect(a, b, 0.95);
  CHECK(effect.effect == 2);
  CHECK(std::isnan(effect.low));
}

TEST_CASE("every headline is a series of the catalogue") {
  for (const Headline& headline : headlines()) {
    const auto& all = all_series();
    INFO(headline.series);
    CHECK(std::any_of(all.begin(), all.end(), [&](const Series& s) { return s.name == headline.series; }));
  }
}

TEST_CASE("what jumps is told by the mean of a year, and by its least and its most step") {
  RunOptions options;
  options.record = headline_series();
  Course course(with_changes(a_year(), "test", {{"run.end", "2023-07-01"}}), options);
  play(course);
  const Recording recording = course.so_far();
  const std::vector<Measure> measures = measures_of(recording);
  const std::vector<double> values = yearly_values(recording);
  const std::vector<double>& gap = recording.find("capability.gap")->values;
  REQUIRE(gap.size() == 18);
  const auto told = [&](const std::string& name, std::size_t year) {
    const auto at = std::find_if(measures.begin(), measures.end(), [&](const Measure& m) { return m.name == name; });
    REQUIRE(at != measures.end());
    return values[static_cast<std::size_t>(at - measures.begin()) * 2 + year];
  };
  for (std::size_t year = 0; year < 2; ++year) {
    const auto first = gap.begin() + static_cast<std::ptrdiff_t>(12 * year), last = year == 0 ? first + 12 : gap.end();
    CHECK(told("capability.gap", year) == Approx(std::accumulate(first, last, 0.0) / double(last - first)));
    CHECK(told("capability.gap/lowest", year) == *std::min_element(first, last));
    CHECK(told("capability.gap/highest", year) == *std::max_element(first, last));
  }
  CHECK(told("capability.gap/lowest", 0) < told("capability.gap/highest", 0));
}

TEST_CASE("a scenario differs from itself by nothing at all") {
  const Effects effects = compare(a_year(), a_year(), few());
  REQUIRE(effects.effects.size() > 50);
  for (const Effect& effect : effects.effects) {
    CHECK(effect.effect == 0);
    CHECK(effect.low == 0);
    CHECK(effect.high == 0);
  }
  CHECK(effects.a.values == effects.b.values);
}

TEST_CASE("what does not vary beyond rounding has no reduction of variance") {
  const std::array<double, 4> a = {6658333333.33, 6658333333.34, 6658333333.35, 6658333333.33},
                              b = {6658333333.34, 6658333333.33, 6658333333.35, 6658333333.36};
  CHECK(std::isnan(paired_effect(a, b, 0.95).reduction));
}

TEST_CASE("threads change no bit of a comparison") {
  const Scenario other = a_year({{"technology.wear", "0.4"}});
  CHECK(compare(a_year(), other, few(2)).b.values == compare(a_year(), other, few(1)).b.values);
}

TEST_CASE("the variance of paired differences is below that of unpaired ones on every headline that varies in both") {
  CompareOptions options = few();
  options.replicates = 32;
  const Scenario base = with_changes(a_year(), "test", {{"run.end", "2023-07-01"}});
  const Effects effects = compare(base, with_changes(base, "test", {{"technology.wear", "0.27"}}), options);
  const std::size_t n = options.replicates, years = effects.years.size();
  const auto varies = [&](const Side& side, std::size_t m) {
    const auto first = side.values.begin() + static_cast<std::ptrdiff_t>((m * years + years - 1) * n);
    const auto [low, high] = std::minmax_element(first, first + static_cast<std::ptrdiff_t>(n));
    return *high - *low > 1e-9 * std::abs(*high);
  };
  std::size_t seen = 0;
  for (std::size_t m = 0; m < effects.measures.size(); ++m) {
    if (effects.measures[m].name.find('/') != std::string::npos) continue;  // a country of one
    if (!varies(effects.a, m) || !varies(effects.b, m)) continue;           // nothing that could be shared
    INFO(effects.measures[m].name);
    CHECK(effects.at(m, years - 1).reduction > 1);
    ++seen;
  }
  CHECK(seen >= 10);
}

TEST_CASE("both sides meet the same draws of a random parameter") {
  const std::vector<Change> drawn = {{"technology.wear", "{ dist = \"uniform\", low = 0.2, high = 0.4 }"}};
  const Effects fixed = compare(a_year(), a_year(), few()), random = compare(a_year(drawn), a_year(drawn), few());
  CHECK(random.a.values == random.b.values);
  CHECK(random.a.values != fixed.a.values);
}

TEST_CASE("scenarios of other years are not compared") {
  CHECK_THROWS_AS(compare(a_year(), with_changes(a_year(), "test", {{"run.end", "2024-03-01"}}), few()), ScenarioError);
}

TEST_CASE("the file of a comparison is whole") {
  const test::Folder folder;
  write_effects(folder / "c.h5", compare(a_year(), a_year(), few()), Existing::keep);
  for (const Finding& finding : verify_file(folder / "c.h5")) FAIL(finding.text);
}
