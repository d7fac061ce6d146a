#pragma once
/// Days that lie a time ahead.

#include "sim/core/calendar.hpp"
#include "sim/core/units.hpp"

namespace exarace {

/// The day `years` after a day, in whole days; never, where that is beyond the calendar or no number.
constexpr Date after(Date day, double years) {
  const double days = years * kDaysPerYear;
  if (!(days < kNever.days - day.days)) return kNever;
  return {day.days + static_cast<std::int32_t>(days > 0 ? days : 0)};
}

}  // namespace exarace
