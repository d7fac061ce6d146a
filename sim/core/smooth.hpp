#pragma once
/// Exponential smoothing in calendar time, so that results do not hang on the length of a step.

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {

/// Share of the gap that closes in `years` at `rate` [1/year].
inline double closing(double rate, double years) { return -math::expm1(-rate * years); }

/// `old` moved towards `now` at `rate` [1/year]. Much is where it should be: that needs no power of e.
inline double smoothed(double old, double now, double rate, double years) {
  if (old == now) return now + 0.0;
  return old + closing(rate, years) * (now - old);
}

/// What `rate` [1/year, log] adds up to over `years` when it fades at `fade` [1/year].
inline double faded(double rate, double fade, double years) {
  return fade * years > 1e-6 ? rate * closing(fade, years) / fade : rate * years;
}

}  // namespace exarace
