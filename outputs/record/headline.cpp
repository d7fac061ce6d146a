#include "outputs/record/headline.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// What of a series a measure tells: its sum over all rows, one row, or the least or the most of the steps of a year.
struct Piece {
  enum class Kind : unsigned char { sum, row, lowest, highest } kind = Kind::sum;
  std::size_t row = 0;
};

/// Calls visit(headline, record, part) for every measure.
template <class Visit>
void for_measures(const Recording& recording, Visit&& visit) {
  for (const Headline& headline : headlines()) {
    const Record* record = recording.find(headline.series);
    if (record == nullptr) throw Error("a comparison needs the series " + headline.series);
    visit(headline, *record, Piece{});
    if (headline.yearly == Yearly::mean) {
      visit(headline, *record, Piece{Piece::Kind::lowest});
      visit(headline, *record, Piece{Piece::Kind::highest});
    }
    if (record->dims != std::vector<Dim>{Dim::country}) continue;
    for (std::size_t row = 0; row < record->width; ++row) visit(headline, *record, Piece{Piece::Kind::row, row});
  }
}

/// One row, or the sum over rows; a row that is not there yet counts nothing.
double value_at(const Record& record, std::size_t step, Piece part) {
  const double* values = record.values.data() + step * record.width;
  if (part.kind == Piece::Kind::row) return values[part.row];
  if (record.dims.empty()) return values[0];
  double sum = 0;
  for (std::size_t i = 0; i < record.width; ++i) sum += std::isnan(values[i]) ? 0 : values[i];
  return sum;
}

std::string how_told(Yearly yearly, Piece part, StepLength length) {
  if (part.kind == Piece::Kind::lowest) return " The least of a year's steps.";
  if (part.kind == Piece::Kind::highest) return " The most of a year's steps.";
  switch (yearly) {
    case Yearly::sum:
      return length == StepLength::week ? " Sum of the year, brought to 365.25 days." : " Sum of the year.";
    case Yearly::last: return " At the end of the year.";
    case Yearly::mean: return " Mean of the year.";
  }
  return "";
}

std::string name_of(Piece part, const Recording& recording) {
  switch (part.kind) {
    case Piece::Kind::sum: return "";
    case Piece::Kind::row: return "/" + recording.axes[Dim::country].ids[part.row];
    case Piece::Kind::lowest: return "/lowest";
    case Piece::Kind::highest: return "/highest";
  }
  return "";
}

/// What is told of a year whose first steps gave `before`, with one step more; the mean is divided at the end.
double joined(Yearly yearly, Piece part, double before, double value, bool first) {
  if (first || yearly == Yearly::last) return value;
  if (part.kind == Piece::Kind::lowest) return std::min(before, value);
  if (part.kind == Piece::Kind::highest) return std::max(before, value);
  return before + value;
}

}  // namespace

const std::vector<Headline>& headlines() {
  static const std::vector<Headline> all = {
      {"compute.owned", Yearly::last},
      {"compute.installed", Yearly::last},
      {"power.used", Yearly::last},
      {"chips.sold_value", Yearly::sum},
      {"chips.sold_to_china", Yearly::sum},
      {"chips.diverted", Yearly::sum},
      {"capex.ai", Yearly::sum},
      {"money.services", Yearly::last},
      {"money.public_spending", Yearly::sum},
      {"capability.frontier_us", Yearly::last},
      {"capability.frontier_china", Yearly::last},
      {"capability.gap", Yearly::mean},
      {"demand.users", Yearly::last},
      {"policy.denied_new", Yearly::sum},
  };
  return all;
}

std::vector<std::string> headline_series() {
  std::vector<std::string> names;
  for (const Headline& headline : headlines()) names.push_back(headline.series);
  return names;
}

std::vector<std::int32_t> years_of(const Recording& recording) {
  std::vector<std::int32_t> years;
  for (std::size_t step = 0; step < recording.steps; ++step) {
    const int year = year_of(recording.calendar.first_day(static_cast<std::uint32_t>(step)));
    if (years.empty() || years.back() != year) years.push_back(year);
  }
  return years;
}

std::vector<double> covered_years(const Recording& recording) {
  const double whole = std::floor(1 / recording.calendar.years_per_step() + 1e-9);  // 52, 12 or 4
  std::vector<double> covered(years_of(recording).size());
  const int first = year_of(recording.calendar.start);
  for (std::size_t step = 0; step < recording.steps; ++step)
    ++covered[static_cast<std::size_t>(year_of(recording.calendar.first_day(static_cast<std::uint32_t>(step))) -
                                       first)];
  for (double& steps : covered) steps = std::min(1.0, steps / whole);
  return covered;
}

std::vector<Measure> measures_of(const Recording& recording) {
  std::vector<Measure> measures;
  for_measures(recording, [&](const Headline& headline, const Record& record, Piece part) {
    const std::string how = how_told(headline.yearly, part, recording.calendar.length);
    measures.push_back({record.name + name_of(part, recording), record.unit, record.about + how});
  });
  return measures;
}

std::vector<double> yearly_values(const Recording& recording) {
  const std::vector<std::int32_t> years = years_of(recording);
  const std::vector<double> covered = covered_years(recording);
  const double steps_of_year = 1 / recording.calendar.years_per_step();
  const bool uneven = recording.calendar.length == StepLength::week;
  std::vector<double> values;
  for_measures(recording, [&](const Headline& headline, const Record& record, Piece part) {
    std::vector<double> told(years.size()), steps(years.size());
    for (std::size_t step = 0; step < recording.steps; ++step) {
      const int date = year_of(recording.calendar.first_day(static_cast<std::uint32_t>(step)));
      const auto year = static_cast<std::size_t>(date - years.front());
      told[year] = joined(headline.yearly, part, told[year], value_at(record, step, part), steps[year] == 0);
      ++steps[year];
    }
    const bool is_range = part.kind == Piece::Kind::lowest || part.kind == Piece::Kind::highest;
    for (std::size_t year = 0; year < told.size(); ++year) {
      if (headline.yearly == Yearly::mean && !is_range) told[year] /= steps[year];
      if (headline.yearly == Yearly::sum && uneven && covered[year] == 1) told[year] *= steps_of_year / steps[year];
    }
    values.insert(values.end(), told.begin(), told.end());
  });
  return values;
}

}  // namespace exarace
