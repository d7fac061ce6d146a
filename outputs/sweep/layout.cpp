#include "outputs/sweep/layout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// Mean over the steps that begin in each year, of those that have a value.
std::vector<double> yearly_means(const SweepLayout& layout, const Record& record) {
  const std::vector<std::int32_t> years = layout.years();
  std::vector<double> means(years.size() * record.width, 0), counts(means.size(), 0);
  const std::size_t steps = record.width == 0 ? 0 : record.values.size() / record.width;
  for (std::size_t step = 0; step < steps; ++step) {
    const auto year = static_cast<std::size_t>(year_of(layout.days[step]) - years.front());
    for (std::size_t i = 0; i < record.width; ++i) {
      const double value = record.values[step * record.width + i];
      if (std::isnan(value)) continue;
      means[year * record.width + i] += value;
      counts[year * record.width + i] += 1;
    }
  }
  for (std::size_t i = 0; i < means.size(); ++i) means[i] = counts[i] > 0 ? means[i] / counts[i] : kNothing;
  return means;
}

std::vector<double> reduced(const SweepLayout& layout, Over over, const Record& record) {
  switch (over) {
    case Over::time: return record.values;
    case Over::year: return yearly_means(layout, record);
    case Over::end: break;
  }
  return {record.values.end() - static_cast<std::ptrdiff_t>(record.width), record.values.end()};
}

Kept kept_as(const Series& series, const std::string& suffix, const std::string& what, Over over) {
  return {series.name + suffix, series.about + what, series.unit, series.dims, over, series.name};
}

}  // namespace

std::vector<std::int32_t> SweepLayout::years() const {
  std::vector<std::int32_t> out;
  if (days.size() < 2) return out;
  for (int year = year_of(days.front()); year <= year_of(days[days.size() - 2]); ++year) out.push_back(year);
  return out;
}

std::size_t SweepLayout::length(Over over) const {
  if (over == Over::end) return 1;
  return over == Over::time ? days.size() - 1 : years().size();
}

std::size_t RunRecord::bytes() const {
  std::size_t bytes = sizeof *this + failure.size();
  for (const auto& block : values) bytes += block.size() * sizeof(double);
  return bytes;
}

const std::vector<std::string>& reduction_names() {
  static const std::vector<std::string> names = {"full", "yearly_mean", "final"};
  return names;
}

std::vector<Kept> kept_of(const std::vector<const Series*>& chosen, const std::vector<std::string>& reductions) {
  const auto wants = [&](const char* name) {
    return std::find(reductions.begin(), reductions.end(), name) != reductions.end();
  };
  std::vector<Kept> kept;
  for (const Series* series : chosen) {
    if (reductions.empty() || wants("full")) kept.push_back(kept_as(*series, "", "", Over::time));
    if (wants("yearly_mean")) kept.push_back(kept_as(*series, ".yearly", " Mean of the steps of a year.", Over::year));
    if (wants("final")) kept.push_back(kept_as(*series, ".final", " Value in the last step.", Over::end));
  }
  return kept;
}

RunRecord reduce(const SweepLayout& layout, std::uint64_t run, const Recording& recording) {
  if (recording.steps + 1 != layout.days.size()) throw Error("the run has not as many steps as the sweep");
  RunRecord out{run, "", recording.axes, {}};
  for (const Kept& kept : layout.kept) {
    const Record* record = recording.find(kept.series);
    if (record == nullptr) throw Error("series '" + kept.series + "' was not recorded");
    out.values.push_back(reduced(layout, kept.over, *record));
  }
  return out;
}

}  // namespace exarace
