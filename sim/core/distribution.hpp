#pragma once
/// Named distributions of one number: of random parameters, of factors of designs, and of priors.

namespace exarace {

/// A named distribution of one number.
struct Distribution {
  enum class Shape { lognormal, normal, uniform, triangular, loguniform };
  Shape shape = Shape::uniform;
  double first = 0;   ///< median, mean or low
  double second = 1;  ///< sigma, sd, or high (of a triangle: mode)
  double third = 1;   ///< high of a triangle

  bool bounded() const { return shape != Shape::normal && shape != Shape::lognormal; }
  double low() const { return first; }                                         ///< of a bounded one
  double high() const { return shape == Shape::triangular ? third : second; }  ///< of a bounded one
};

inline Distribution lognormal(double median, double sigma) {
  return {Distribution::Shape::lognormal, median, sigma, sigma};
}
inline Distribution normal(double mean, double sd) { return {Distribution::Shape::normal, mean, sd, sd}; }
inline Distribution uniform(double low, double high) { return {Distribution::Shape::uniform, low, high, high}; }
inline Distribution loguniform(double low, double high) { return {Distribution::Shape::loguniform, low, high, high}; }
inline Distribution triangular(double low, double mode, double high) {
  return {Distribution::Shape::triangular, low, mode, high};
}

/// What is plausible for a number, beside what is valid: how it is drawn where a design or a calibration asks for it.
struct Prior {
  /// What is drawn: the value, one factor on it, or a factor on each date of a time series.
  enum class Of { value, factor, knots };
  Distribution shape;
  Of of = Of::value;
};

}  // namespace exarace
