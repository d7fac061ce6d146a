#include <Eigen/Core>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "scenarios/runner/play/compare.hpp"

namespace exarace {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

double variance_of(const Eigen::ArrayXd& values) {
  return (values - values.mean()).square().sum() / static_cast<double>(values.size() - 1);
}

/// Whether a standard deviation is no more than what adding up cents in another order leaves.
bool is_rounding(double variance, double size) { return std::sqrt(variance) <= 1e-10 * size; }

}  // namespace

Effect paired_effect(std::span<const double> a, std::span<const double> b, double confidence) {
  const auto n = static_cast<Eigen::Index>(a.size());
  const Eigen::Map<const Eigen::ArrayXd> first(a.data(), n), second(b.data(), n);
  const Eigen::ArrayXd paired = second - first;
  Effect out{first.mean(), second.mean(), paired.mean(), kNothing, kNothing, kNothing, kNothing, kNothing};
  if (n < 2) return out;
  // The replicate before stands for one with other luck: differences of runs that do not share their seeds.
  Eigen::ArrayXd unpaired(n);
  unpaired << second.tail(1) - first.head(1), second.head(n - 1) - first.tail(n - 1);
  const auto count = static_cast<double>(n);
  const double variance = variance_of(paired), other = variance_of(unpaired);
  out.error = std::sqrt(variance / count);
  out.unpaired_error = std::sqrt(other / count);
  out.reduction = is_rounding(other, std::abs(out.a) + std::abs(out.b)) ? kNothing : other / variance;
  const boost::math::students_t student(count - 1);
  const double half = boost::math::quantile(student, 0.5 + confidence / 2) * out.error;
  out.low = out.effect - half;
  out.high = out.effect + half;
  return out;
}

}  // namespace exarace
