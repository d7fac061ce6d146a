#include "outputs/record/headline.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// Calls visit(headline, record, row) for every measure; row -1 stands for the sum over all rows.
template <class Visit>
void for_measures(const Recording& recording, Visit&& visit) {
  for (const Headline& headline : headlines()) {
    const Record* record = recording.find(headline.series);
    if (record == nullptr) throw Error("a comparison needs the series " + headline.series);
    visit(headline, *record, -1);
    if (record->dims != std::vector<Dim>{Dim::country}) continue;
    for (std::size_t row = 0; row < record->width; ++row) visit(headline, *record, static_cast<int>(row));
  }
}

/// One row, or the sum over rows; a row that is not there yet counts nothing.
double value_at(const Record& record, std::size_t step, int row) {
  const double* values = record.values.data() + step * record.width;
  if (row >= 0) return values[row];
  if (record.dims.empty()) return values[0];
  double sum = 0;
  for (std::size_t i = 0; i < record.width; ++i) sum += std::isnan(values[i]) ? 0 : values[i];
  return sum;
}

std::string how_told(Yearly yearly) {
  switch (yearly) {
    case Yearly::sum: return " Sum of the year.";
    case Yearly::last: return " At the end of the year.";
    case Yearly::mean: return " Mean of the year.";
  }
  return "";
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
      {"capability.gap", Yearly::last},
      {"demand.users", Yearly::last},
      {"policy.denied", Yearly::sum},
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

std::vector<Measure> measures_of(const Recording& recording) {
  std::vector<Measure> measures;
  for_measures(recording, [&](const Headline& headline, const Record& record, int row) {
    const std::string how = how_told(headline.yearly);
    const std::string place = row < 0 ? "" : "/" + recording.axes[Dim::country].ids[static_cast<std::size_t>(row)];
    measures.push_back({record.name + place, record.unit, record.about + how});
  });
  return measures;
}

std::vector<double> yearly_values(const Recording& recording) {
  const std::vector<std::int32_t> years = years_of(recording);
  std::vector<double> values;
  for_measures(recording, [&](const Headline& headline, const Record& record, int row) {
    std::vector<double> told(years.size()), steps(years.size());
    for (std::size_t step = 0; step < recording.steps; ++step) {
      const int year = year_of(recording.calendar.first_day(static_cast<std::uint32_t>(step)));
      double& cell = told[static_cast<std::size_t>(year - years.front())];
      const double value = value_at(record, step, row);
      cell = headline.yearly == Yearly::last ? value : cell + value;
      ++steps[static_cast<std::size_t>(year - years.front())];
    }
    if (headline.yearly == Yearly::mean)  // of what jumps, the last step says little
      for (std::size_t year = 0; year < told.size(); ++year) told[year] /= steps[year];
    values.insert(values.end(), told.begin(), told.end());
  });
  return values;
}

}  // namespace exarace
