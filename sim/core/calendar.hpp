#pragma once
/// Real dates and the length of a step.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace exarace {

/// A calendar day, as days since 1970-01-01.
struct Date {
  std::int32_t days = 0;
  constexpr auto operator<=>(const Date&) const = default;
};

/// Day far in the future: "never" for an end, "not yet" for a start.
inline constexpr Date kNever{2932896};  // 9999-12-31

Date make_date(int year, int month, int day);
int year_of(Date date);
int month_of(Date date);
int day_of(Date date);

/// "2022-10-07"; the same text that scenario files use.
std::string to_string(Date date);
/// Reads "2022-10-07"; throws ScenarioError for what is not a day of the calendar.
Date parse_date(std::string_view text);

enum class StepLength { week, month, quarter };
std::string_view to_string(StepLength length);

/// First days of the steps of a run, from `start` until `end` is reached.
struct Calendar {
  Date start = make_date(2022, 1, 1);
  Date end = make_date(2031, 1, 1);  ///< first day that is not simulated
  StepLength length = StepLength::month;

  std::uint32_t steps() const;
  /// First day of step `step`.
  Date first_day(std::uint32_t step) const;
  /// Length of a step [years], the same for every step.
  double years_per_step() const;
};

/// Years from `from` to `to`, of 365.25 days.
constexpr double years_between(Date from, Date to) { return (to.days - from.days) / 365.25; }

}  // namespace exarace
