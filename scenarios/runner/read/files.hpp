#pragma once
/// Finding scenarios by name and reading their files.

#include <filesystem>
#include <string>
#include <vector>

namespace exarace {

/// Largest scenario file that is read [bytes].
inline constexpr std::size_t kLargestFile = 16u << 20;

/// Text of a scenario file. Throws ScenarioError where it is missing, a folder, unreadable, too large or no text.
std::string read_text_file(const std::filesystem::path& path);

/// Throws ScenarioError where a path leads nowhere: with the nearest file beside it, the nearest of the names that need
/// no path, or `otherwise`.
void check_there(const std::filesystem::path& file, const std::vector<std::string>& names,
                 const std::string& otherwise);

/// Folders in which names are looked up: those of $EXARACE_SCENARIOS (split at ':'), then those that come with the
/// program.
std::vector<std::filesystem::path> scenario_folders();

/// File of a scenario given by path or by name; `beside` is searched first. Throws ScenarioError with the places
/// searched and the nearest name.
std::filesystem::path find_scenario(const std::string& path_or_name, const std::filesystem::path& beside = {});

/// Files of all scenarios that have a name, in order of names; the first folder that knows a name wins.
std::vector<std::filesystem::path> known_scenarios();

/// File of draws: the path that is given, or for the word "posterior" the one that comes with a scenario, else that of
/// the baseline, which the others extend. Throws ScenarioError where none comes with it.
std::string find_draws(const std::string& path_or_word, const std::string& scenario);

}  // namespace exarace
