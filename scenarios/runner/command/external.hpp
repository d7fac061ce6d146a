#pragma once
/// Commands that are programs of their own, as with git: `exarace X` runs `exarace-X`.

#include <string>

namespace exarace {

/// Replaces this program by `exarace-NAME`, found beside it or on the path, with the arguments after NAME. Returns only
/// if there is none; throws ScenarioError where there is one that cannot be started.
void run_external(const std::string& name, char** arguments);

}  // namespace exarace
