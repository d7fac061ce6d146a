#include "sim/core/math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/core/math_pairs.hpp"

namespace exarace::math {
namespace {

using detail::exp_of;
using detail::kLog10;
using detail::kLog2;
using detail::log_of;
using detail::one_over;
using detail::Pair;
using detail::upper_half;

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

/// log(x) where x is 0, negative, infinite or not a number.
double odd_log(double x) {
  if (x == 0) return -kInfinite;
  return x < 0 ? kNotANumber : x;
}

bool is_regular(double x) { return x > 0 && x < kInfinite; }

/// log(x) times a factor, so that whole powers of its base give whole numbers.
double log_times(double x, Pair factor) {
  if (!is_regular(x)) return odd_log(x);
  const Pair log = log_of(x);
  const double upper = upper_half(log.high), lower = (log.high - upper) + log.low, whole = upper_half(factor.high);
  return upper * whole + (upper * ((factor.high - whole) + factor.low) + lower * factor.high);
}

enum class Whole { no, even, odd };

Whole wholeness(double y) {
  if (std::abs(y) >= 0x1.0p53) return Whole::even;  // an infinite one too
  const auto whole = static_cast<std::int64_t>(y);
  if (static_cast<double>(whole) != y) return Whole::no;
  return whole % 2 == 0 ? Whole::even : Whole::odd;
}

/// x^y, where 0 <= x and neither is 1, 0 or not a number, as long as one is 0 or infinite.
double odd_pow(double x, double y) {
  if (x == 0 || std::isinf(x)) return (x == 0) == (y < 0) ? kInfinite : 0.0;
  if (x == 1) return 1;
  return (x > 1) == (y > 0) ? kInfinite : 0.0;
}

double positive_pow(double x, double y) {
  if (!is_regular(x) || std::isinf(y)) return odd_pow(x, y);
  const Pair log = log_of(x);
  const double about = y * log.high;
  if (!(std::abs(about) < 746)) return about > 0 ? kInfinite : 0.0;
  const double first = upper_half(y), upper = upper_half(log.high), lower = (log.high - upper) + log.low;
  return exp_of(first * upper, (y - first) * upper + y * lower);
}

}  // namespace

double exp(double x) {
  if (std::abs(x) < 746) return exp_of(x, 0);
  if (std::isnan(x)) return x;
  return x > 0 ? kInfinite : 0.0;
}

double expm1(double x) {
  if (!(std::abs(x) < 40)) return x < 0 ? -1.0 : exp(x);
  if (std::abs(x) < 0x1.0p-54) return x;
  if (std::abs(x) >= 0.125) {
    const Pair power = detail::exp_pair(x);
    const Pair less = detail::exact_sum(power.high, -1);
    return less.high + (less.low + power.low);
  }
  const double square = x * x;  // Taylor's series to the twelfth power
  const double late = (1.0 / 5040 + x * (1.0 / 40320)) + square * ((1.0 / 362880 + x * (1.0 / 3628800)) +
                                                                   square * (1.0 / 39916800 + x * (1.0 / 479001600)));
  const double early = (1.0 / 6 + x * (1.0 / 24)) + square * ((1.0 / 120 + x * (1.0 / 720)) + square * late);
  return x + square * (0.5 + x * early);
}

double log(double x) { return is_regular(x) ? log_of(x).high : odd_log(x); }

double log1p(double x) {
  const Pair sum = detail::exact_sum(1, x);
  if (!is_regular(sum.high)) return odd_log(sum.high);
  if (std::abs(x) < 0x1.0p-54) return x;
  const Pair log = log_of(sum.high);
  return log.high + (log.low + sum.low / sum.high);
}

double log2(double x) {
  static constexpr Pair kFactor = one_over(kLog2);
  return log_times(x, kFactor);
}

double log10(double x) {
  static constexpr Pair kFactor = one_over(kLog10);
  return log_times(x, kFactor);
}

double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (std::isnan(x) || std::isnan(y)) return x + y;
  if (!std::signbit(x)) return positive_pow(x, y);
  const Whole whole = wholeness(y);
  if (whole == Whole::no && x != 0 && !std::isinf(x)) return kNotANumber;
  const double size = positive_pow(-x, y);
  return whole == Whole::odd ? -size : size;
}

double cos_turns(double x) {
  constexpr double kShift = 0x1.8p52;
  const double quarters = (4 * x + kShift) - kShift;
  const double rest = x - quarters / 4;
  constexpr Pair kTurn{0x1.921fb54442d18p2, 0x1.1a62633145c07p-52};  // 2 pi
  const auto [angle, lacks] = Pair{rest, 0} * kTurn;
  const double square = angle * angle;
  const std::int64_t quarter = static_cast<std::int64_t>(quarters) & 3;
  double out = 0;
  if (quarter % 2 == 0) {
    for (int n = 16; n > 2; n -= 2) out = square * (1 - out) / (n * (n - 1));
    const double half = square / 2, first = 1 - half;
    out = first + (((1 - first) - half) + half * out);
  } else {
    for (int n = 17; n > 1; n -= 2) out = square * (1 - out) / (n * (n - 1));
    out = angle + (lacks - angle * out);
  }
  return quarter == 1 || quarter == 2 ? -out : out;
}

}  // namespace exarace::math
