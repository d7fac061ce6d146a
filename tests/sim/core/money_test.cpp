#include "sim/core/money.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace exarace;

TEST_CASE("cents are rounded to the nearest, halves away from zero, as std::llround does") {
  for (const double x : {0.0, 0.49999999999999994, 0.5, 1.5, 2.5, 0.3, 0.7, 4503599627370495.5, 4503599627370497.0,
                         9007199254740993.0, 1e18})
    for (const double sign : {1.0, -1.0}) {
      CAPTURE(sign * x);
      CHECK(nearest_whole(sign * x) == std::llround(sign * x));
    }
  double x = 1e-3;
  for (int i = 0; i < 2000; ++i, x *= 1.017) CHECK(nearest_whole(-x) == std::llround(-x));
  CHECK(from_usd(0.125).cents == 13);
  CHECK(from_usd(-0.125).cents == -13);
}
