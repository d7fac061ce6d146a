#include "sim/core/month.hpp"

#include "tests/support/catch.hpp"

using namespace exarace;

TEST_CASE("days lie in one month where month and year are the same") {
  const Date start = make_date(2023, 11, 1);  // over a leap day
  int different = 0;
  Months months;
  for (int a = 0; a < 500; ++a)
    for (int b = 0; b < 500; ++b) {
      const Date left{start.days + a}, right{start.days + b};
      const bool same = year_of(left) == year_of(right) && month_of(left) == month_of(right);
      if (months.same(left, right) != same) ++different;
    }
  CHECK(different == 0);
  CHECK_FALSE(months.same(make_date(2024, 3, 1), make_date(2025, 3, 1)));
  CHECK(months.same(kNever, kNever));
}
