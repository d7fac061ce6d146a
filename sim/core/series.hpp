#pragma once
/// A number that may change with the date: constant, in steps, or linear between dates.

#include <vector>

#include "sim/core/calendar.hpp"

namespace exarace {

/// Value over time; constant outside its dates.
struct TimeSeries {
  enum class Between { step, linear };
  struct Point {
    Date date;
    double value;
  };
  std::vector<Point> points = {{Date{}, 0.0}};  ///< in order of date, at least one
  Between between = Between::step;

  TimeSeries() = default;
  TimeSeries(double constant) : points{{Date{}, constant}} {}

  /// Value on that day.
  double at(Date date) const {
    if (date < points.front().date) return points.front().value;
    std::size_t next = 0;
    while (next < points.size() && points[next].date <= date) ++next;
    const Point& before = points[next - 1];
    if (next == points.size() || between == Between::step) return before.value;
    const Point& after = points[next];
    const double share = double(date.days - before.date.days) / double(after.date.days - before.date.days);
    return before.value + share * (after.value - before.value);
  }
};

}  // namespace exarace
