#pragma once
/// TOML text to nodes; the only place that knows the TOML library.

#include <optional>
#include <string_view>

#include "scenarios/runner/read/node.hpp"

namespace exarace {

/// Reads a whole document: a table. Throws ScenarioError at the first error of syntax.
Node parse_document(const Source& source);

/// Reads the value of `--set KEY=VALUE`: TOML, or else a bare word, which is text. Throws ScenarioError for
/// what begins like a list, a table or a quoted text and is none.
Node parse_value(const Source& source);

}  // namespace exarace
