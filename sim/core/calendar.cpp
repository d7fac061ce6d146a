#include "sim/core/calendar.hpp"

#include <chrono>
#include <cstdio>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

std::chrono::year_month_day civil(Date date) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{date.days}}};
}

Date from_civil(std::chrono::year_month_day day) {
  return {static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count())};
}

}  // namespace

Date make_date(int year, int month, int day) {
  return from_civil(std::chrono::year_month_day{std::chrono::year{year},
                                                std::chrono::month{static_cast<unsigned>(month)},
                                                std::chrono::day{static_cast<unsigned>(day)}});
}

int year_of(Date date) { return static_cast<int>(civil(date).year()); }
int month_of(Date date) { return static_cast<int>(static_cast<unsigned>(civil(date).month())); }
int day_of(Date date) { return static_cast<int>(static_cast<unsigned>(civil(date).day())); }

std::string to_string(Date date) {
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year_of(date), month_of(date), day_of(date));
  return text;
}

Date parse_date(std::string_view text) {
  int year = 0, month = 0, day = 0, used = 0;
  const std::string copy(text);
  const bool read = std::sscanf(copy.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3;
  const std::chrono::year_month_day civil_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                              std::chrono::day{static_cast<unsigned>(day)}};
  if (!read || used != static_cast<int>(copy.size()) || copy.size() != 10 || !civil_day.ok())
    throw ScenarioError("'" + copy + "' is not a date; write year-month-day, for example 2022-10-07");
  return from_civil(civil_day);
}

std::string_view to_string(StepLength length) {
  switch (length) {
    case StepLength::week: return "week";
    case StepLength::month: return "month";
    case StepLength::quarter: return "quarter";
  }
  return "month";
}

std::uint32_t Calendar::steps() const {
  std::uint32_t count = 0;
  while (first_day(count) < end) ++count;
  return count;
}

Date Calendar::first_day(std::uint32_t step) const {
  if (length == StepLength::week) return {start.days + 7 * static_cast<std::int32_t>(step)};
  const std::chrono::year_month_day from = civil(start);
  const int months = (length == StepLength::month ? 1 : 3) * static_cast<int>(step) +
                     static_cast<int>(static_cast<unsigned>(from.month())) - 1;
  return make_date(static_cast<int>(from.year()) + months / 12, months % 12 + 1, 1);
}

double Calendar::years_per_step() const {
  switch (length) {
    case StepLength::week: return 7.0 / 365.25;
    case StepLength::month: return 1.0 / 12.0;
    case StepLength::quarter: return 0.25;
  }
  return 1.0 / 12.0;
}

}  // namespace exarace
