#pragma once
/// What is kept of every run of a sweep, and how it lies in a file.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "outputs/file/writer.hpp"
#include "outputs/record/recorder.hpp"
#include "outputs/series/axes.hpp"
#include "sim/core/calendar.hpp"

namespace exarace {

/// Along what a kept series runs, beside run and its own dimensions.
enum class Over { time, year, end };

/// One variable of a sweep: a series, or what it is reduced to.
struct Kept {
  std::string name;   ///< "chips.sold", "chips.sold.yearly", "chips.sold.final"
  std::string about;  ///< one line
  std::string unit;
  std::vector<Dim> dims;
  Over over = Over::time;
  std::string series;  ///< the series that it is made from
};

/// What all runs of a sweep have in common.
struct SweepLayout {
  std::vector<Date> days;  ///< first days of the steps, and of the step after the last
  Axes axes;               ///< rows before the first step; a run may add some
  std::vector<Kept> kept;

  /// Calendar years in which a step begins.
  std::vector<std::int32_t> years() const;
  /// Length of a kept series along time, years, or 1.
  std::size_t length(Over over) const;
};

/// What is left of one run.
struct RunRecord {
  std::uint64_t run = 0;
  std::string failure;                      ///< why it failed; "" if it did not
  Axes axes;                                ///< rows at its end
  std::vector<std::vector<double>> values;  ///< of every kept series [over, dims...]; none if it failed

  std::size_t bytes() const;
};

/// The ways to reduce a series, by the names that designs use: "final", "yearly_mean".
const std::vector<std::string>& reduction_names();

/// What is kept of some series: all of them in full if there are no reductions or "full" is among them, and one
/// variable for each reduction.
std::vector<Kept> kept_of(const std::vector<const Series*>& chosen, const std::vector<std::string>& reductions);

/// Reduces a whole recording.
RunRecord reduce(const SweepLayout& layout, std::uint64_t run, const Recording& recording);

/// Writes the group `series` of some runs: rows that only some of them have are NaN in the others.
void write_runs(GroupWriter& group, const SweepLayout& layout, const std::vector<RunRecord>& runs);

/// Rows that some runs have beyond those of the layout, by dimension, in order of appearance.
Axes joined_axes(const SweepLayout& layout, const std::vector<RunRecord>& runs);

}  // namespace exarace
