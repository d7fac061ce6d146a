/// Is a result whole?

#include "outputs/file/verify.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "outputs/file/place.hpp"
#include "scenarios/runner/command/commands.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

std::string found_text(const std::string& file, const std::vector<Finding>& findings) {
  if (findings.empty()) return file + ": whole\n";
  std::string text;
  for (const Finding& finding : findings)
    text += (finding.text.starts_with(file) ? "" : file + ": ") + finding.text + "\n";
  return text;
}

}  // namespace

int command_verify(const VerifyArguments& arguments) {
  std::error_code error;
  if (std::filesystem::is_directory(arguments.path, error)) return command_verify_sweep(arguments);
  if (!arguments.salvage.empty())
    throw ScenarioError("--salvage: expected the folder of a sweep, found the file " + arguments.path);
  check_readable(arguments.path);  // what nobody can read is neither whole nor damaged
  const std::vector<Finding> findings = verify_file(arguments.path);
  if (arguments.json) {
    Json out = {{"file", arguments.path}, {"whole", findings.empty()}, {"findings", Json::array()}};
    for (const Finding& finding : findings) out["findings"].push_back(finding.text);
    write_out(out.dump(2) + '\n');
  } else if (!arguments.quiet || !findings.empty()) {
    write_out(found_text(arguments.path, findings));
  }
  return findings.empty() ? kDone : kDifferenceFound;
}

}  // namespace exarace
