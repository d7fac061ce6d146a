#pragma once
/// Numbers behind math.hpp, worked out by the compiler from series in pairs of doubles: nothing here was copied or
/// rounded by hand, and no library is asked.

#include <array>
#include <cstddef>
#include <cstdint>

namespace exarace::math::detail {

/// The sum of two doubles of which the second is no more than half a unit of the first: about 106 bits.
struct Pair {
  double high, low;
};

/// The same sum, where the first is the larger.
constexpr Pair tidy(double high, double low) {
  const double sum = high + low;
  return {sum, low - (sum - high)};
}

constexpr Pair exact_sum(double a, double b) {
  const double sum = a + b, from_b = sum - a;
  return {sum, (a - (sum - from_b)) + (b - from_b)};
}

/// Product of two doubles without rounding (Dekker 1971).
constexpr Pair exact_product(double a, double b) {
  constexpr double kSplit = 0x1.0p27 + 1;
  const double a_high = a * kSplit - (a * kSplit - a), b_high = b * kSplit - (b * kSplit - b);
  const double a_low = a - a_high, b_low = b - b_high, product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

constexpr Pair operator+(Pair a, Pair b) {
  const Pair sum = exact_sum(a.high, b.high);
  return tidy(sum.high, sum.low + (a.low + b.low));
}

constexpr Pair operator*(Pair a, Pair b) {
  const Pair product = exact_product(a.high, b.high);
  return tidy(product.high, product.low + (a.high * b.low + a.low * b.high));
}

constexpr Pair operator/(Pair a, double b) {
  const double first = a.high / b;
  const Pair taken = exact_product(first, b);
  return tidy(first, ((a.high - taken.high) - taken.low + a.low) / b);
}

constexpr Pair operator-(Pair a) { return {-a.high, -a.low}; }

/// e^x for |x| < 1, by its Taylor series.
constexpr Pair exp_series(Pair x) {
  Pair term{1, 0}, sum{1, 0};
  for (int n = 1; n < 30; ++n) {
    term = term * x / n;
    sum = sum + term;
  }
  return sum;
}

/// log(x) = 2 artanh((x - 1) / (x + 1)), for x of few bits that is not far from 1.
constexpr Pair log_series(double x) {
  const Pair z = Pair{x - 1, 0} / (x + 1), square = z * z;
  Pair power = z, sum = z;
  for (int n = 3; n < 70; n += 2) {
    power = power * square;
    sum = sum + power / n;
  }
  return {2 * sum.high, 2 * sum.low};
}

constexpr Pair kLog2 = log_series(2);
constexpr Pair kLog10 = kLog2 * Pair{3, 0} + log_series(1.25);

/// 1 / x in a pair: one step of Newton on the double.
constexpr Pair one_over(Pair x) {
  const Pair guess{1 / x.high, 0};
  const Pair missed = Pair{1, 0} + -(x * guess);
  return guess + missed * guess;
}

/// The part of a number whose last place counts 2^-`bits`, and what is left.
template <int bits>
constexpr Pair cut(Pair x) {
  constexpr double kUnits = 1.5 * static_cast<double>(std::uint64_t{1} << (52 - bits));
  const double high = (x.high + kUnits) - kUnits;
  return {high, (x.high - high) + x.low};
}

/// 2^(i/128): as double, and what that lacks, relative to it.
struct Step {
  double scale, lacks;
};
constexpr std::size_t kSteps = 128;

constexpr std::array<Step, kSteps> make_steps() {
  std::array<Step, kSteps> all{};
  for (std::size_t i = 0; i < kSteps; ++i) {
    const Pair power = exp_series(kLog2 * Pair{static_cast<double>(i) / kSteps, 0});
    all[i] = {power.high, power.low / power.high};
  }
  return all;
}

/// Centres of cells of 1/128 of a power of two, from kFirst to twice that: one over each, and its logarithm in a part
/// that counts 2^-42 and what that lacks.
struct Centre {
  double inverse, log, lacks;
};
constexpr int kLogBits = 42;
constexpr double kFirst = 0.70703125;
constexpr std::size_t kCentres = 129;

constexpr double centre(std::size_t i) {
  constexpr std::size_t kBelowOne = 75;  // cells of half the width, (1 - kFirst) * 256
  return i < kBelowOne ? kFirst + static_cast<double>(i) / 256 : 1 + static_cast<double>(i - kBelowOne) / 128;
}

constexpr std::array<Centre, kCentres> make_centres() {
  std::array<Centre, kCentres> all{};
  for (std::size_t i = 0; i < kCentres; ++i) {
    const Pair log = cut<kLogBits>(log_series(centre(i)));
    all[i] = {1 / centre(i), log.high, log.low};
  }
  return all;
}

inline constexpr std::array<Step, kSteps> kStepTable = make_steps();
inline constexpr std::array<Centre, kCentres> kCentreTable = make_centres();

}  // namespace exarace::math::detail
