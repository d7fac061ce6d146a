#pragma once
/// Commands that are programs of their own, as with git: `exarace X` runs `exarace-X`.

#include <string>
#include <utility>
#include <vector>

namespace exarace {

/// Commands that the Python package brings, with what they do.
const std::vector<std::pair<std::string, std::string>>& package_commands();
bool is_of_package(const std::string& name);
/// What to do where the program of such a command is not there.
std::string without_package(const std::string& name);

/// Replaces this program by `exarace-NAME`, found beside it or on the path, with the arguments after NAME. Returns only
/// if there is none; throws ScenarioError where there is one that cannot be started.
void run_external(const std::string& name, char** arguments);

}  // namespace exarace
