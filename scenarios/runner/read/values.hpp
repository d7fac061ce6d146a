#pragma once
/// One value of a scenario file to one value of a key: type, unit, range and reference are checked here.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/runner/read/node.hpp"
#include "scenarios/runner/read/problems.hpp"
#include "sim/core/field.hpp"

namespace exarace {

/// Ids of a collection with their rows, and those that `enabled = false` removed.
struct RowNames {
  std::unordered_map<std::string, std::int64_t> rows;
  std::set<std::string> removed;
};

/// What it takes to read a value, beside its key.
struct ValueContext {
  std::map<std::string, RowNames> tables;  ///< by name of the collection
  std::uint64_t run_seed = 0;              ///< of the draws of random parameters
  std::vector<Problem> problems;
};

/// What a key takes, with range and unit: "a number between 0 and 50 [1/year]".
std::string expectation(const Field& field);

/// Whether a number is within the key's range.
bool in_range(const Field& field, double value);

/// Value of a node for a key at `path`. Reports what is wrong and returns nothing then.
std::optional<Value> read_value(const Field& field, const Node& node, const std::string& path, ValueContext& context);

}  // namespace exarace
