#pragma once
/// The two steps that all of math.cpp is made of: a logarithm with more digits than a double has, and the power of e of
/// such a number. Reduction to short tables (as Tang 1989 and 1990), then the first terms of Taylor's series.

#include <bit>
#include <cstdint>

#include "sim/core/math_tables.hpp"

namespace exarace::math::detail {

/// A number with the later 27 of its 53 digits cut off: products of two such are exact.
inline double upper_half(double x) { return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & ~0x7ffffffull); }

/// f * 2^power, also where that is below the least normal number or above the greatest.
inline double times_power_of_two(double f, std::int64_t power) {
  const auto two_to = [](std::int64_t n) { return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52); };
  if (power >= -1022 && power <= 1023) return f * two_to(power);
  return power > 0 ? f * two_to(1023) * two_to(power - 1023) : f * two_to(-1000) * two_to(power + 1000);
}

/// e^(high + low) = 2^power * (scale + scale * rest).
struct Reduced {
  double scale, rest;
  std::int64_t power;
};

inline Reduced reduced(double high, double low) {
  constexpr double kShift = 0x1.8p52;  // added and taken away, it rounds to a whole number
  constexpr double kPerStep = kSteps * one_over(kLog2).high;
  constexpr Pair kStep = cut<41>({kLog2.high / kSteps, kLog2.low / kSteps});
  const double steps = (high * kPerStep + kShift) - kShift;
  const double r = ((high - steps * kStep.high) - steps * kStep.low) + low;  // at most 0.0028
  const auto whole = static_cast<std::int64_t>(steps);
  const Step& step = kStepTable[static_cast<std::size_t>(whole) % kSteps];
  const double series = r * r * ((0.5 + r * (1.0 / 6)) + r * r * (1.0 / 24 + r * (1.0 / 120)));
  return {step.scale, r + (series + step.lacks), whole >> 7};
}

/// e^(high + low), for |high| < 746 and low far below 1.
inline double exp_of(double high, double low) {
  const Reduced out = reduced(high, low);
  return times_power_of_two(out.scale + out.scale * out.rest, out.power);
}

/// e^x in two parts, the second not rounded into the first; for |x| < 700.
inline Pair exp_pair(double x) {
  const Reduced out = reduced(x, 0);
  const double scale = times_power_of_two(out.scale, out.power);
  return {scale, scale * out.rest};
}

/// log(x) for x above 0 and finite, to about 68 digits.
inline Pair log_of(double x) {
  constexpr std::uint64_t kFirstBits = std::bit_cast<std::uint64_t>(kFirst);
  constexpr int kCellBits = 45;
  constexpr std::uint64_t kHalfCell = std::uint64_t{1} << (kCellBits - 1);
  constexpr Pair kTwo = cut<kLogBits>(kLog2);
  const bool small = x < 0x1.0p-1022;
  const auto bits = std::bit_cast<std::uint64_t>(small ? x * 0x1.0p52 : x);
  const std::int64_t power = static_cast<std::int64_t>(bits - kFirstBits) >> 52;
  const std::uint64_t rest = bits - (static_cast<std::uint64_t>(power) << 52);  // from kFirst to twice that
  const std::uint64_t cell = (rest + kHalfCell) >> kCellBits;
  const double middle = std::bit_cast<double>(cell << kCellBits), off = std::bit_cast<double>(rest) - middle;
  const Centre& near = kCentreTable[cell - (kFirstBits >> kCellBits)];
  const auto twos = static_cast<double>(small ? power - 52 : power);
  // rest = middle * (1 + upper + lower); upper has few digits, so that nothing of this is rounded but `lower`.
  const double upper = upper_half(off * near.inverse), lower = (off - upper * middle) * near.inverse;
  const double base = twos * kTwo.high + near.log, square = 0.5 * upper * upper;
  const double sum = base + upper, high = sum - square;
  const double r = upper + lower;
  const double cubes =
      r * r * r * ((1.0 / 3 - r * (1.0 / 4)) + r * r * ((1.0 / 5 - r * (1.0 / 6)) + r * r * (1.0 / 7 - r * (1.0 / 8))));
  const double rounded = ((base - sum) + upper) + ((sum - high) - square);
  const double low = rounded + (((twos * kTwo.low + near.lacks) + (lower - lower * (upper + 0.5 * lower))) + cubes);
  return tidy(high, low);
}

}  // namespace exarace::math::detail
