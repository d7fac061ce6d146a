#pragma once
/// What is wrong with a scenario, collected over all its files and told together.

#include <memory>
#include <string>
#include <vector>

#include "scenarios/runner/read/node.hpp"
#include "sim/core/error.hpp"

namespace exarace {

/// One thing that is wrong.
struct Problem {
  Where where;
  std::string key;   ///< full path of the key; "" where the text names it
  std::string text;  ///< what was found, what is allowed, what to do
};

/// All that is wrong with a scenario; what() is all messages, one below the other.
struct ScenarioErrors : ScenarioError {
  explicit ScenarioErrors(std::vector<std::string> all);
  std::vector<std::string> messages;  ///< in order of file and line, each with its excerpt
};

/// "my.toml:42:9: text" with the line and a caret below it, or "--set[2]:KEY: text".
std::string to_message(const Problem& problem);

/// Throws ScenarioErrors with all problems in order of place; returns if there are none. Files come in the order of
/// `sources`, others after them.
void throw_if_any(std::vector<Problem> problems, const std::vector<std::shared_ptr<const Source>>& sources = {});

}  // namespace exarace
