#include "scenarios/runner/command/external.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "scenarios/runner/command/commands.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

bool is_command_name(const std::string& name) {
  return !name.empty() && name.front() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& package_commands() {
  static const std::vector<std::pair<std::string, std::string>> all = {
      {"report", "HTML report and PNGs from a result (part of the Python package)."},
      {"export", "A result as flat netCDF, Parquet or Zarr (part of the Python package)."},
      {"explore", "The model in a web page that needs no network (part of the Python package)."},
      {"calibrate", "Draws of all uncertain keys given what was observed (Python package)."},
      {"backtest", "Score forecasts from past origins against naive ones (Python package)."},
      {"nowcast", "Where the race stands, and the next eight quarters (Python package)."},
      {"judge", "Guards and fit of sixty prior draws, for those who change rules (Python package)."},
  };
  return all;
}

bool is_of_package(const std::string& name) {
  const auto& all = package_commands();
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return name == one.first; });
}

std::string without_package(const std::string& name) {
  return "exarace " + name + ": there is no program 'exarace-" + name +
         "' beside this one or on the path; it comes with the Python package\n'./dev setup' installs that into .venv; "
         "then: . .venv/bin/activate";
}

void run_external(const std::string& name, char** arguments) {
  if (!is_command_name(name)) return;
  std::error_code ignored;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  const std::string on_path = "exarace-" + name;
  // A wheel that carries its libraries keeps the program in lib/python3.x/site-packages/exarace.scripts.
  const bool in_wheel = folder.filename() == "exarace.scripts";
  execv((in_wheel ? folder / "../../../../bin" / on_path : folder / on_path).c_str(), arguments);
  if (errno == ENOENT) execvp(on_path.c_str(), arguments);
  if (errno != ENOENT) throw ScenarioError(on_path + ": cannot be started: " + std::strerror(errno));
}

int command_with_policies(const std::vector<std::string>& command) {
  std::vector<std::string> words(command.begin() + 1, command.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  run_external("policies", arguments.data());
  throw ScenarioError(
      "exarace compare --policies: there is no program 'exarace-policies' beside this one or on the path; it comes "
      "with "
      "the Python package");
}

}  // namespace exarace
