#pragma once
/// Days of one month.

#include <algorithm>
#include <cstdlib>

#include "sim/core/calendar.hpp"

namespace exarace {

/// Tells days of one month. The calendar is slow, so what it said is kept: neighbours in a list are often of one day.
class Months {
 public:
  /// Whether both days lie in the same month of the same year: the later one is not yet as many days into its month as
  /// lie between them. The calendar is not asked about days that are further apart than a month.
  bool same(Date a, Date b) {
    const int between = std::abs(b.days - a.days);
    if (between == 0 || between >= 31) return between == 0;
    const Date later = std::max(a, b);
    if (later != known_) known_ = later, day_ = day_of(later);
    return between < day_;
  }

 private:
  Date known_ = kNever;
  int day_ = 31;  // of that day
};

}  // namespace exarace
