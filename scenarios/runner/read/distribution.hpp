#pragma once
/// Random parameters: `{ dist = "lognormal", median = 2.0, sigma = 0.3 }`.

#include <optional>
#include <string>
#include <vector>

#include "scenarios/runner/read/node.hpp"
#include "scenarios/runner/read/problems.hpp"

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

/// Shape names with the keys that each wants: {"normal", {"mean", "sd"}}.
struct ShapeKeys {
  std::string name;
  std::vector<std::string> keys;
};
const std::vector<ShapeKeys>& distribution_shapes();

/// Reads `{ dist = ... }`; reports what is wrong and returns nothing then.
std::optional<Distribution> read_distribution(const Node& node, const std::string& path,
                                              std::vector<Problem>& problems);

/// Share of its draws that fall into [low, high].
double mass_within(const Distribution& distribution, double low, double high);

/// Value below which a share `u` in (0, 1) of the draws within [low, high] falls.
double quantile(const Distribution& distribution, double u, double low, double high);

}  // namespace exarace
