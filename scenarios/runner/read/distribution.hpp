#pragma once
/// Random parameters: `{ dist = "lognormal", median = 2.0, sigma = 0.3 }`.

#include <optional>
#include <string>
#include <vector>

#include "scenarios/runner/read/node.hpp"
#include "scenarios/runner/read/problems.hpp"
#include "sim/core/distribution.hpp"

namespace exarace {

/// Shape names with the keys that each wants: {"normal", {"mean", "sd"}}.
struct ShapeKeys {
  std::string name;
  std::vector<std::string> keys;
};
const std::vector<ShapeKeys>& distribution_shapes();

/// Reads `{ dist = ... }`; reports what is wrong and returns nothing then.
std::optional<Distribution> read_distribution(const Node& node, const std::string& path,
                                              std::vector<Problem>& problems);

/// "lognormal(2, 0.3)"; of a factor "times lognormal(1, 0.3)", of the dates of a series "knots times lognormal(1,
/// 0.3)".
std::string prior_text(const Prior& prior);

/// Share of its draws that fall into [low, high].
double mass_within(const Distribution& distribution, double low, double high);

/// Value below which a share `u` in (0, 1) of the draws within [low, high] falls.
double quantile(const Distribution& distribution, double u, double low, double high);

}  // namespace exarace
