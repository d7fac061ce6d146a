#include <cmath>
#include <limits>

#include "sim/core/math.hpp"
#include "sim/core/math_pairs.hpp"

namespace exarace::math {
namespace {

constexpr double kFar = 2;  // from here on the fraction needs fewer terms than the series

/// Density of the standard normal, with its argument squared without rounding.
double normal_density(double z) {
  constexpr double kScale = 0.3989422804014327;  // 1 / sqrt(2 pi)
  const double upper = detail::upper_half(z);
  return kScale * detail::exp_of(-0.5 * upper * upper, -0.5 * (z - upper) * (z + upper));
}

/// Share beyond z over the density at z, for z >= kFar (Laplace's continued fraction, from its end).
double mills_ratio(double z) {
  double fraction = z;
  for (int n = 10 + static_cast<int>(400 / (z * z)); n > 0; --n) fraction = z + n / fraction;
  return 1 / fraction;
}

/// Share between 0 and z over the density at z, for |z| < kFar.
double middle_ratio(double z) {
  double term = z, sum = z;
  for (int n = 3; n < 55; n += 2) {
    term *= z * z / n;
    sum += term;
  }
  return sum;
}

}  // namespace

double normal_share(double z) {
  if (std::isnan(z)) return z;
  if (z < -38.6) return 0;
  if (z > 8.4) return 1;
  const double density = normal_density(z);
  if (z <= -kFar) return density * mills_ratio(-z);
  return z < kFar ? 0.5 + density * middle_ratio(z) : 1 - density * mills_ratio(z);
}

double normal_quantile(double share) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  if (!(share >= 0 && share <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (share == 0) return -kInfinite;
  if (share > 0.5) return -normal_quantile(1 - share);
  // Halley's steps on the logarithm of the share, which is nearly a parabola far out.
  const double wanted = log(share);
  const double far = std::sqrt(-2 * wanted);
  double z = share > 0.2 ? 2.5 * (share - 0.5) : std::fmax(-38.4, -far + (log(far) + 0.92) / far);
  for (int round = 0; round < 20; ++round) {
    const double below = normal_share(z), slope = normal_density(z) / below;
    const double newton = (log(below) - wanted) / slope;
    const double step = newton / (1 + 0.5 * newton * (z + slope));
    z -= step;
    if (std::abs(step) < 1e-5) break;
  }
  return z;
}

}  // namespace exarace::math
