#include <cstdio>
#include <nlohmann/json.hpp>

#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/sweep/design.hpp"
#include "scenarios/runner/sweep/plan.hpp"

namespace exarace {
namespace {

/// Everything that is wrong with one scenario or design.
std::vector<std::string> messages_of(const std::string& file, const std::vector<std::string>& sets) {
  try {
    if (is_design(file)) {
      Design design = read_design(file);
      design.sets = sets;
      make_plan(design, {});
    } else {
      fill(blank_catalogue(), with_sets(read_scenario(file), sets), 0);
    }
  } catch (const ScenarioErrors& errors) {
    return errors.messages;
  } catch (const ScenarioError& error) {
    return {error.what()};
  }
  return {};
}

}  // namespace

int command_validate(const ValidateArguments& arguments) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  std::string good;
  bool wrong = false;
  for (const std::string& file : arguments.files) {
    const auto messages = messages_of(file, arguments.sets);
    wrong = wrong || !messages.empty();
    all.push_back({{"file", file}, {"valid", messages.empty()}, {"errors", messages}});
    if (messages.empty()) good += file + ": valid\n";
    for (const std::string& message : messages)
      if (!arguments.json) write_err(message + '\n');
  }
  if (arguments.json)
    write_out(all.dump(2) + '\n');
  else if (!arguments.quiet)
    write_out(good);
  return wrong ? kWrongInput : kDone;
}

}  // namespace exarace
