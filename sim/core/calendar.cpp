#include "sim/core/calendar.hpp"

#include <fmt/format.h>

#include <chrono>

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
  const std::chrono::year_month_day day = civil(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

Date parse_date(std::string_view text) {
  const auto digits = [text](std::size_t first, std::size_t count) {
    int number = 0;
    for (const char c : text.substr(first, count)) number = c < '0' || c > '9' ? -10000 : 10 * number + (c - '0');
    return number;
  };
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const int year = digits(0, 4), month = digits(5, 2), day = digits(8, 2);
    if (year >= 0 && month > 0 && day > 0) {
      const std::chrono::year_month_day civil_day{std::chrono::year{year},
                                                  std::chrono::month{static_cast<unsigned>(month)},
                                                  std::chrono::day{static_cast<unsigned>(day)}};
      if (civil_day.ok()) return from_civil(civil_day);
    }
  }
  throw ScenarioError("'" + std::string(text) + "' is not a date; write year-month-day, for example 2022-10-07");
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
