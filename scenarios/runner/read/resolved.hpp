#pragma once
/// Values as TOML.

#include <string>

#include "scenarios/runner/read/node.hpp"

namespace exarace {

/// One value as TOML in one line: "0.12", "true", "{ dist = \"normal\", ... }". Reading it again gives the same value.
std::string toml_text(const Node& node);

}  // namespace exarace
