/// Elementary functions of our own: against those of the C library in long double, which has eleven digits more; and
/// the same bits wherever this is compiled.

#include "sim/core/math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kPoints = 20'000;

/// Numbers from low to high, evenly or by their logarithms, and none of them round.
double point(int i, double low, double high, bool by_logarithm) {
  const double share = (i + 0.382) / kPoints;
  return by_logarithm ? std::exp(std::log(low) + share * (std::log(high) - std::log(low))) : low + share * (high - low);
}

/// Greatest error over a range, in units of the last place of the true value.
template <class Ours, class True>
double worst(Ours&& ours, True&& true_value, double low, double high, bool by_logarithm = false) {
  double most = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = point(i, low, high, by_logarithm);
    const long double wanted = true_value(static_cast<long double>(x));
    int power = 0;
    std::frexp(static_cast<double>(wanted), &power);
    const double unit = std::ldexp(1.0, std::max(power - 53, -1074));
    most = std::max(most, static_cast<double>(std::abs((ours(x) - wanted) / unit)));
  }
  return most;
}

/// A fingerprint of the bits of a function over a range.
template <class Function>
std::uint64_t bits(Function&& function, double low, double high) {
  std::uint64_t hash = 14695981039346656037ull;
  for (int i = 0; i < kPoints; ++i) {
    const double x = low + (high - low) * i / kPoints;
    hash = (hash ^ std::bit_cast<std::uint64_t>(function(x))) * 1099511628211ull;
  }
  return hash;
}

/// Smallest growth from a number to the next, over a range of a function that rises.
template <class Function>
double least_growth(Function&& function, double low, double high) {
  double least = kInfinity;
  for (int i = 0; i < kPoints; ++i) {
    const double x = point(i, low, high, false);
    least = std::min(least, function(std::nextafter(x, kInfinity)) - function(x));
  }
  return least;
}

bool is_minus_zero(double x) { return x == 0 && std::signbit(x); }
bool is_zero(double x) { return x == 0 && !std::signbit(x); }

}  // namespace

TEST_CASE("errors of elementary functions are below one unit in the last place") {
  if (std::numeric_limits<long double>::digits <= std::numeric_limits<double>::digits) return;  // nothing to judge by
  using Long = long double;
  const auto exp = [](auto x) { return std::exp(x); };
  CHECK(worst(math::exp, exp, -2, 2) < 0.52);
  CHECK(worst(math::exp, exp, -708, 709) < 0.52);
  CHECK(worst(math::exp, exp, -745, -708) < 1);
  const auto expm1 = [](auto x) { return std::expm1(x); };
  CHECK(worst(math::expm1, expm1, -0.2, 0.2) < 0.75);
  CHECK(worst(math::expm1, expm1, -39, 709) < 0.75);
  CHECK(worst([](double x) { return math::expm1(-x); }, [](Long x) { return std::expm1(-x); }, 1e-18, 50, true) < 0.75);
  const auto log = [](auto x) { return std::log(x); };
  CHECK(worst(math::log, log, 0.5, 2) < 0.51);
  CHECK(worst(math::log, log, 0.999, 1.001) < 0.51);
  CHECK(worst(math::log, log, 5e-324, 1.7e308, true) < 0.51);
  const auto log1p = [](auto x) { return std::log1p(x); };
  CHECK(worst(math::log1p, log1p, -0.99, 3) < 0.75);
  CHECK(worst(math::log1p, log1p, 1e-18, 1e15, true) < 0.75);
  CHECK(worst(
            math::log2, [](Long x) { return std::log2(x); }, 1e-9, 1e9, true) < 0.51);
  CHECK(worst(
            math::log10, [](Long x) { return std::log10(x); }, 1e-30, 1e30, true) < 0.51);
  for (const double y : {-2.2, 0.37, 3.0, 117.3})
    CHECK(worst([&](double x) { return math::pow(x, y); }, [&](Long x) { return std::pow(x, Long{y}); }, 0.01, 100,
                true) < 0.52);
  CHECK(worst([](double y) { return math::pow(10, y); }, [](Long y) { return std::pow(Long{10}, y); }, -307, 308) <
        0.52);
  const auto cosine = [](Long x) { return std::cos(6.283185307179586476925286766559L * x); };
  CHECK(worst(math::cos_turns, cosine, 0, 0.249) < 1.1);
  CHECK(worst(math::cos_turns, cosine, 0.251, 0.749) < 1.1);
}

TEST_CASE("whole powers and their logarithms are exact") {
  for (int k = -1000; k <= 1000; k += 8) CHECK(math::log2(std::ldexp(1.0, k)) == k);
  double ten = 1;
  for (int k = 0; k <= 22; ++k, ten *= 10) {
    CHECK(math::log10(ten) == k);
    CHECK(math::pow(10, k) == ten);
  }
  for (const double x : {0.1, 1.0 / 3, 7.3e5, 2.5e-300}) CHECK(math::pow(x, 1) == x);
  for (const double x : {0.1, 1.0 / 3, 7.3e5}) {
    CHECK(math::pow(x, 2) == x * x);
    CHECK(math::pow(x, 0.5) == std::sqrt(x));
  }
  for (const double quarter : {0.25, 0.75}) CHECK(math::cos_turns(quarter) == 0);
  CHECK(math::cos_turns(0) == 1);
  CHECK(math::cos_turns(0.5) == -1);
  CHECK(math::cos_turns(1) == 1);
}

TEST_CASE("special values are those of C") {
  CHECK(math::exp(0) == 1);
  CHECK(math::exp(kInfinity) == kInfinity);
  CHECK(is_zero(math::exp(-kInfinity)));
  CHECK(math::exp(709.79) == kInfinity);
  CHECK(is_zero(math::exp(-746)));
  CHECK(math::exp(-745.1) == 5e-324);
  CHECK(is_zero(math::expm1(0)));
  CHECK(is_minus_zero(math::expm1(-0.0)));
  CHECK(math::expm1(kInfinity) == kInfinity);
  CHECK(math::expm1(-kInfinity) == -1);
  CHECK(is_zero(math::log(1)));
  CHECK(math::log(0) == -kInfinity);
  CHECK(math::log(-0.0) == -kInfinity);
  CHECK(math::log(kInfinity) == kInfinity);
  CHECK(is_zero(math::log1p(0)));
  CHECK(is_minus_zero(math::log1p(-0.0)));
  CHECK(math::log1p(-1) == -kInfinity);
  CHECK(math::log1p(kInfinity) == kInfinity);
  for (const double wrong :
       {math::log(-1), math::log1p(-1.5), math::log2(-kInfinity), math::log10(kNone), math::exp(kNone),
        math::expm1(kNone), math::log(kNone), math::log1p(kNone), math::pow(kNone, 1), math::pow(2, kNone),
        math::pow(-2, 0.5), math::normal_share(kNone), math::normal_quantile(2)})
    CHECK(std::isnan(wrong));
}

TEST_CASE("powers of odd numbers are those of C") {
  const double odd[] = {0.0, -0.0,  1,      -1,     2,   -2,        0.5,        -0.5, 3,
                        -3,  1e300, -1e300, 5e-324, 2.5, kInfinity, -kInfinity, kNone};
  for (const double x : odd)
    for (const double y : odd) {
      INFO(x << " to the power of " << y);
      const double ours = math::pow(x, y), wanted = std::pow(x, y);
      CHECK((std::isnan(ours) ? std::isnan(wanted) : ours == wanted && std::signbit(ours) == std::signbit(wanted)));
    }
}

TEST_CASE("elementary functions never fall where they rise") {
  CHECK(least_growth(math::exp, -3, 3) >= 0);
  CHECK(least_growth(math::expm1, -0.2, 0.2) >= 0);
  CHECK(least_growth(math::log, 0.5, 2) >= 0);
  CHECK(least_growth(math::log1p, -0.5, 1) >= 0);
  CHECK(least_growth([](double x) { return math::pow(x, 1.7); }, 0.5, 2) >= 0);
}

TEST_CASE("shares and quantiles of the normal distribution undo each other") {
  CHECK(math::normal_share(0) == 0.5);
  CHECK(math::normal_share(1) == Approx(0.841344746068542949).epsilon(1e-15));
  CHECK(math::normal_quantile(0.5) == 0);
  CHECK(math::normal_quantile(0.975) == Approx(1.95996398454005424).epsilon(1e-15));
  CHECK(math::normal_quantile(0) == -kInfinity);
  CHECK(math::normal_quantile(1) == kInfinity);
  for (double z = -37; z < 8; z += 0.37) {
    CHECK(math::normal_share(z) == Approx(std::erfc(-z / std::sqrt(2.0)) / 2).epsilon(1e-12));
    if (z < 0) CHECK(math::normal_quantile(math::normal_share(z)) == Approx(z).epsilon(1e-14).margin(1e-14));
  }
  for (double share = 0.001; share < 1; share += 0.001)
    CHECK(math::normal_share(math::normal_quantile(share)) == Approx(share).epsilon(1e-14));
}

TEST_CASE("elementary functions have the same bits on every machine") {
  CHECK(bits(math::exp, -30, 30) == 0xb5f89ded3649bcf0ull);
  CHECK(bits(math::expm1, -3, 3) == 0x517916643745d9adull);
  CHECK(bits(math::log, 0.01, 10) == 0x6fb59e65c2f64cd9ull);
  CHECK(bits(math::log1p, -0.9, 3) == 0xe81794fedc505a0ull);
  CHECK(bits(math::log2, 0.01, 10) == 0x3e6c87a2f5cfa5f4ull);
  CHECK(bits(math::log10, 0.01, 10) == 0x30684ec8c76d4905ull);
  CHECK(bits([](double x) { return math::pow(x, -2.2); }, 0.01, 10) == 0x2e39630e73a7525bull);
  CHECK(bits(math::cos_turns, 0, 1) == 0xe3e6c6b33955210full);
  CHECK(bits(math::normal_share, -8, 8) == 0x66ccfc61828ea29bull);
  CHECK(bits(math::normal_quantile, 0.001, 1) == 0xb42fb8a49f0c6c74ull);
}
