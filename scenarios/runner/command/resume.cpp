#include <fmt/format.h>

#include <cstdio>

#include "outputs/file/result.hpp"
#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/command/conduct.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// The scenario that holds from the checkpoint on, if it is another one.
Scenario next_scenario(const Checkpoint& checkpoint, const ResumeArguments& arguments) {
  const Scenario next = arguments.scenario.empty()
                            ? read_scenario_text(checkpoint.provenance.scenario, checkpoint.provenance.scenario_text)
                            : read_scenario(arguments.scenario);
  return with_sets(next, arguments.sets);
}

/// Beside the checkpoint, unless the user names another place.
std::string output_of(const Checkpoint& checkpoint, const ResumeArguments& arguments, const std::string& branch) {
  if (!arguments.output.empty()) return arguments.output;
  const std::string folder = arguments.checkpoint.substr(0, arguments.checkpoint.find_last_of('/') + 1);
  return folder + (branch.empty() ? checkpoint.output : branch + "_from_" + to_string(checkpoint.day) + ".h5");
}

/// Says which keys of a branch come too late.
void tell_kept(const std::vector<std::string>& keys) {
  if (keys.empty()) return;
  std::string text = "these keys set the start of a run, which is history on a branch; they change nothing:\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(keys.size(), 10); ++i) text += "  " + keys[i] + "\n";
  if (keys.size() > 10) text += fmt::format("  and {} more\n", keys.size() - 10);
  write_err(text);
}

}  // namespace

int command_resume(const ResumeArguments& arguments) {
  stop_on_signals();
  const Checkpoint checkpoint = read_checkpoint(arguments.checkpoint);
  const bool branches = !arguments.scenario.empty() || !arguments.sets.empty();
  Scenario next = next_scenario(checkpoint, arguments);
  RunOptions options;
  options.threads = arguments.conduct.threads;
  options.force = arguments.conduct.force;
  options.command = {checkpoint.provenance.command};
  options.output = output_of(checkpoint, arguments, branches ? next.name : "");
  Checkpointer checkpoints(arguments.conduct, options.output, true);
  Course course(checkpoint, options);
  const std::vector<std::string> kept = branches ? course.branch(std::move(next)) : std::vector<std::string>();
  checkpoints.check(course);
  check_output(options.output, options.force);
  tell_kept(kept);
  return conduct(course, arguments.conduct, checkpoints);
}

}  // namespace exarace
