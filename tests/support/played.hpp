#pragma once
/// Stories played from beginning to end, for tests that ask what a whole run says.

#include <string>
#include <vector>

#include "outputs/file/result.hpp"
#include "scenarios/runner/play/run.hpp"

namespace exarace::support {

/// The baseline, read once per program.
const Scenario& baseline();

/// How a story is played. Tests play as little of it as they need.
struct Play {
  std::vector<Change> changes;
  std::string end = "2031-01-01";
  std::uint64_t seed = 1;
  int threads = 1;
  std::vector<std::string> record = {"all"};
};

/// What a run left behind. Days are written as in scenarios; a name that is not there fails the test.
struct Played {
  ResultContent content;
  const Recording& recording() const { return content.recording; }
  const Record& of(const std::string& series) const;
  std::size_t row(Dim dim, const std::string& id) const;
  /// Number of steps that begin before a day.
  std::size_t steps_before(const std::string& day) const;

  /// Sum over all rows in every step; a row that is not there yet counts nothing.
  std::vector<double> totals(const std::string& series) const;
  /// Sum over all rows and the steps that begin in [from, to).
  double sum(const std::string& series, const std::string& from, const std::string& to) const;
  /// Sum over all rows in the last step that begins before a day.
  double last(const std::string& series, const std::string& day) const;
  /// Values of one row of a series with one dimension beside time.
  std::vector<double> path(const std::string& series, const std::string& id) const;
};

Played play(const Scenario& scenario, const Play& how);
inline Played play(const Play& how = {}) { return play(baseline(), how); }

/// Name of the first series that both hold with different bits, "" where there is none.
std::string first_difference(const Recording& a, const Recording& b);

/// Changes that multiply a number in every row of a table of the baseline that says it.
std::vector<Change> scaled(const std::string& table, const std::string& key, double factor);

/// Changes that take every row of the law out of the story.
std::vector<Change> without_law();

}  // namespace exarace::support
