/// Commands that look at a result: is it whole, and does it come out again?

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "outputs/place.hpp"
#include "outputs/verify.hpp"
#include "scenarios/runner/commands.hpp"
#include "scenarios/runner/progress.hpp"
#include "scenarios/runner/reproduce.hpp"
#include "scenarios/runner/stop.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 20;  ///< differences that are listed for people

std::string found_text(const std::string& file, const std::vector<Finding>& findings) {
  if (findings.empty()) return file + ": whole\n";
  std::string text;
  for (const Finding& finding : findings)
    text += (finding.text.starts_with(file) ? "" : file + ": ") + finding.text + "\n";
  return text;
}

std::string reproduced_text(const std::string& file, const Reproduction& r) {
  const Comparison& c = r.comparison;
  std::string text =
      fmt::format("{}: {}, seed {}, replicate {}, {} steps\n", file, r.scenario, r.seed, r.replicate, r.steps);
  if (c.differences.empty())
    text += fmt::format("the same, bit for bit: {} values in {} variables\n", c.numbers, c.variables);
  else
    text += fmt::format("{} of {} variables differ\n", c.differences.size(), c.variables);
  for (std::size_t i = 0; i < std::min(kShown, c.differences.size()); ++i)
    text += "  " + c.differences[i].place + ": " + c.differences[i].text + "\n";
  if (c.differences.size() > kShown)
    text += fmt::format("  and {} more; --json lists all\n", c.differences.size() - kShown);
  if (!r.other.empty()) {
    text += "made by another program or machine, on which the last digits may depend:\n";
    for (const std::string& fact : r.other) text += "  " + fact + "\n";
  }
  return text;
}

std::string reproduced_json(const std::string& file, const Reproduction& r) {
  Json out = {{"file", file},
              {"same", r.comparison.differences.empty()},
              {"scenario", r.scenario},
              {"seed", r.seed},
              {"replicate", r.replicate},
              {"steps", r.steps},
              {"variables", r.comparison.variables},
              {"values", r.comparison.numbers},
              {"other", r.other}};
  out["differences"] = Json::array();
  for (const Difference& d : r.comparison.differences)
    out["differences"].push_back({{"place", d.place}, {"text", d.text}});
  return out.dump(2) + '\n';
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

int command_reproduce(const ReproduceArguments& arguments) {
  Progress progress(arguments.quiet, "steps");
  RunOptions options;
  options.threads = arguments.threads;
  options.stop = &stop_on_signals();
  options.progress = [&](std::uint32_t step, std::uint32_t steps) { progress.show(step, steps); };
  const Reproduction out = reproduce(arguments.file, options);
  const bool same = out.comparison.differences.empty();
  if (arguments.json)
    write_out(reproduced_json(arguments.file, out));
  else if (!arguments.quiet || !same)
    write_out(reproduced_text(arguments.file, out));
  return same ? kDone : kDifferenceFound;
}

}  // namespace exarace
