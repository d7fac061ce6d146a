#pragma once
/// JSON Schema (draft 2020-12) of scenario and design files, for editors.

#include <string>
#include <vector>

#include "scenarios/runner/read/describe.hpp"

namespace exarace {

/// Schema of a scenario file, indented, with a line end.
std::string scenario_schema(const std::vector<PartDescription>& parts);

/// Schema of a design file, from the parts of design_catalogue().
std::string design_schema(const std::vector<PartDescription>& parts);

}  // namespace exarace
