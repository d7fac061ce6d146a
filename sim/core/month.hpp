#pragma once
/// Days of one month.

#include <algorithm>

#include "sim/core/calendar.hpp"

namespace exarace {

/// Whether both days lie in the same month of the same year: the later one is not yet as many days into its month as
/// lie between them. The calendar, which is slow, is not asked about days that are further apart than a month.
inline bool in_one_month(Date a, Date b) {
  const int between = std::max(a, b).days - std::min(a, b).days;
  return between == 0 || (between < 31 && between < day_of(std::max(a, b)));
}

}  // namespace exarace
