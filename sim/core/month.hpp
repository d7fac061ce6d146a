#pragma once
/// Days of one month.

#include <cstdlib>

#include "sim/core/calendar.hpp"

namespace exarace {

/// Whether both days lie in the same month of the same year. Days that are further apart than a month are told so
/// without a look at the calendar, which is slow.
inline bool in_one_month(Date a, Date b) {
  if (a == b) return true;
  if (std::abs(a.days - b.days) > 31) return false;
  return month_of(a) == month_of(b) && year_of(a) == year_of(b);
}

}  // namespace exarace
