#pragma once
/// Values with what is said of them: `{ value = 3.0, prior = { dist = "lognormal", median = 3, sigma = 0.3 } }`, and
/// `{ value = 3.0, times = 1.2 }`, which a change "times:KEY" makes.

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/runner/read/problems.hpp"
#include "scenarios/runner/read/values.hpp"
#include "sim/core/distribution.hpp"

namespace exarace {

/// A key as changes and factors name it: "times:countries.us.grid_growth" scales what stands there,
/// "times:countries.us.grid_growth.2024-01-01" one date of a time series.
struct KeyTarget {
  std::string key;   ///< without "times:" and date
  std::string knot;  ///< "2024-01-01", "" for none
  bool times = false;
};
KeyTarget key_target(std::string_view text);

/// Value of an annotated node; `there` is what the key holds where the node names no value.
std::optional<Value> read_annotated(const Field& field, const Value& there, const Node& node, const std::string& path,
                                    ValueContext& context);

/// The prior of an annotated node, if it has one. Reports what is wrong.
std::optional<Prior> read_prior(const Field& field, const Node& node, const std::string& path,
                                std::vector<Problem>& problems);

/// Multiplies what stands at a key by `factor`; the key may hold patterns, "lines.*.capacity".
void scale_key(Node& document, const KeyTarget& target, const Node& factor, std::vector<Problem>& problems);

}  // namespace exarace
