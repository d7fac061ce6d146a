#include "scenarios/runner/play/run.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "outputs/file/read_result.hpp"
#include "outputs/file/result.hpp"
#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/command/conduct.hpp"
#include "scenarios/runner/play/draws.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/without.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

RunOptions options_of(const RunArguments& arguments, const Scenario& scenario) {
  RunOptions options;
  options.seed = arguments.seed;
  options.replicate = arguments.replicate;
  options.threads = arguments.conduct.threads;
  options.audit = !arguments.no_audit;
  options.record = arguments.record;
  options.output = arguments.output.empty() ? "results/" + scenario.name + ".h5" : arguments.output;
  options.force = arguments.conduct.force;
  options.command = arguments.command;
  return options;
}

/// Throws ScenarioError where a checkpoint is not that of the run that is asked for.
void check_same(const std::string& path, const Checkpoint& checkpoint, const Course& fresh) {
  const Checkpoint wanted = fresh.checkpoint();
  const Provenance &is = checkpoint.provenance, &should = wanted.provenance;
  const char* what = is.scenario_text != should.scenario_text ? "scenario"
                     : is.seed != should.seed                 ? "seed"
                     : is.replicate != should.replicate       ? "replicate"
                     : !is.more.empty()                       ? "history"
                     : checkpoint.record != wanted.record     ? "choice of series"
                     : checkpoint.audit != wanted.audit       ? "audit"
                                                              : nullptr;
  if (what != nullptr)
    throw ScenarioError(path + ": is the checkpoint of another run (its " + what +
                        " differs); remove it, or name another result with -o");
}

/// The run where its last checkpoint stands, or before its first step.
std::unique_ptr<Course> begin(const Scenario& scenario, const RunOptions& options, const Checkpointer& checkpoints) {
  auto fresh = std::make_unique<Course>(scenario, options);
  if (!checkpoints.on() || !std::filesystem::exists(checkpoints.path())) return fresh;
  const Checkpoint last = read_checkpoint(checkpoints.path());
  check_same(checkpoints.path(), last, *fresh);
  return std::make_unique<Course>(last, options);
}

/// Whether a file is the result of exactly this run by exactly this program: then nothing is left to do.
bool holds_run(const std::string& path, const Course& fresh) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  const std::set<std::string> other = {"command", "started", "finished", "cpu"};  // may differ between two makings
  const auto facts = [&](std::vector<std::pair<std::string, std::string>> all) {
    std::erase_if(all, [&](const auto& fact) { return other.contains(fact.first); });
    return all;
  };
  try {
    std::vector<std::string> recorded;
    for (const Record& record : fresh.so_far().records) recorded.push_back(record.name);
    return facts(read_provenance(path)) == facts(provenance_facts(fresh.checkpoint().provenance)) &&
           read_series_names(path) == recorded;
  } catch (const ResultError&) {  // something else; the place is looked at next
    return false;
  }
}

/// The scenario with the draw of the replicate's number, where draws are asked for.
Scenario drawn(Scenario scenario, const RunArguments& arguments) {
  if (arguments.draws.empty()) return scenario;
  const std::string file = find_draws(arguments.draws, scenario.name);
  const PlannedDraws draws = without_set(read_draws(file), arguments.sets);
  check_draws(file, draws.keys, blank_catalogue(), scenario);
  return draws.size() > 0 ? with_draw(std::move(scenario), draws, arguments.replicate) : scenario;
}

int tell_done(const RunArguments& arguments, const Course& course) {
  const std::string& output = course.options().output;
  if (arguments.conduct.json)
    write_out(
        nlohmann::ordered_json{{"scenario", course.scenario().name}, {"output", output}, {"already_done", true}}.dump(
            2) +
        "\n");
  else if (!arguments.conduct.quiet)
    write_out(output + ": holds this run already; --force makes it again\n");
  return kDone;
}

}  // namespace

int command_run(const RunArguments& arguments) {
  stop_on_signals();  // a signal that comes before the first step ends the run in good order too
  const Scenario changed = with_times(with_sets(read_scenario(arguments.scenario), arguments.sets), arguments.times);
  const Scenario scenario = drawn(without_rules(changed, "--without", arguments.without), arguments);
  const RunOptions options = options_of(arguments, scenario);
  Checkpointer checkpoints(arguments.conduct, options.output);
  const auto course = begin(scenario, options, checkpoints);
  checkpoints.check(*course);
  if (!options.force && course->world().step == 0 && holds_run(options.output, *course))
    return tell_done(arguments, *course);
  check_output(options.output, options.force);
  return conduct(*course, arguments.conduct, checkpoints);
}

}  // namespace exarace
