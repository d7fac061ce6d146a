#pragma once
/// Looks at chosen series after every step and keeps the numbers in memory.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "outputs/series/axes.hpp"
#include "outputs/series/series.hpp"
#include "sim/core/calendar.hpp"

namespace exarace {

/// One recorded series.
struct Record {
  std::string name;
  std::vector<Dim> dims;
  std::string unit;
  std::string about;
  std::size_t width = 1;       ///< numbers per step: product of the lengths of `dims`
  std::vector<double> values;  ///< [step, dims...], last varies fastest
};

/// Everything recorded in one run; needs neither the world nor a file.
struct Recording {
  Calendar calendar;
  std::size_t steps = 0;        ///< steps recorded so far
  Axes axes;                    ///< labels of every dimension
  std::vector<Record> records;  ///< in order of the catalogue

  /// Series of that name, or nullptr.
  const Record* find(std::string_view name) const;
  /// Lengths of a record's axes, time first.
  std::vector<std::size_t> shape(const Record& record) const;
  /// First day of each recorded step, and of the step after the last [steps + 1].
  std::vector<Date> days() const;
};

/// Samples series into buffers that are laid out before the first step. Where a table grows in a run (a new SKU), its
/// series are laid out anew; steps before the row existed hold NaN.
class Recorder {
 public:
  /// `chosen` must outlive the recorder (see choose_series). The axes are those of the world before the first step.
  Recorder(std::vector<const Series*> chosen, const Calendar& calendar, Axes axes);

  /// Looks at the world after a step, before the next begins; once per step. Throws Error past the calendar's last.
  void sample(const World& world);
  /// Takes up a run at a checkpoint: the steps of `earlier` are kept for series that both know. Throws ScenarioError
  /// where its rows are not those of this run.
  void go_on(const Recording& earlier);

  const Recording& so_far() const { return recording_; }
  /// Hands over what was recorded, whole numbers as they were and others to seven digits; the recorder is used up.
  Recording finish() &&;

 private:
  void grow(const World& world);

  std::vector<const Series*> chosen_;
  Lengths lengths_;
  std::size_t capacity_;  ///< steps that there is room for
  Recording recording_;
};

}  // namespace exarace
