/// A wait of any length ends on a day of the calendar.

#include "sim/core/after.hpp"

#include <limits>

#include "tests/support/catch.hpp"

using namespace exarace;

TEST_CASE("a day some years ahead is a day of the calendar, however many years") {
  const Date day = make_date(2022, 1, 1);
  CHECK(after(day, 0) == day);
  CHECK(after(day, 1) == make_date(2023, 1, 1));
  CHECK(after(day, 0.5).days == day.days + 182);
  CHECK(after(day, 1e6) == kNever);
  CHECK(after(day, 1e300) == kNever);
  CHECK(after(day, std::numeric_limits<double>::infinity()) == kNever);
  CHECK(after(day, std::numeric_limits<double>::quiet_NaN()) == kNever);
}
