#include "scenarios/runner/play/compare.hpp"

#include <algorithm>
#include <filesystem>

#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/command/effects_text.hpp"
#include "scenarios/runner/play/draws.hpp"
#include "scenarios/runner/play/progress.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/without.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// The scenarios, the first as it is, rules taken out of all others; of a single one both are made.
std::vector<Scenario> sides_of(const CompareArguments& arguments) {
  std::vector<Scenario> sides;
  for (const std::string& name : arguments.scenarios)
    sides.push_back(with_times(with_sets(read_scenario(name), arguments.sets), arguments.times));
  if (sides.size() == 1 && !arguments.without.empty()) sides.push_back(sides.front());
  if (sides.size() < 2)
    throw ScenarioError("compare: expected at least two scenarios, or one and --without RULE or --policies FILE");
  for (std::size_t side = 1; side < sides.size(); ++side)
    sides[side] = without_rules(std::move(sides[side]), "--without", arguments.without);
  return sides;
}

/// Where the comparison of a side with the first is kept.
std::string output_of(const CompareArguments& arguments, const std::vector<Scenario>& sides, std::size_t side) {
  if (arguments.output.empty()) return "results/" + sides[side].name + "_against_" + sides.front().name + ".h5";
  if (sides.size() == 2) return arguments.output;
  const std::filesystem::path path(arguments.output);
  const std::string name = path.stem().string() + "_" + sides[side].name + path.extension().string();
  return (path.parent_path() / name).string();
}

/// Files for all sides but the first; refuses two of one name and those that are there.
std::vector<std::string> outputs_of(const CompareArguments& arguments, const std::vector<Scenario>& sides,
                                    Existing existing) {
  std::vector<std::string> outputs;
  for (std::size_t side = 1; side < sides.size(); ++side) {
    outputs.push_back(output_of(arguments, sides, side));
    if (std::count(outputs.begin(), outputs.end(), outputs.back()) > 1)
      throw ScenarioError("compare: two of the scenarios are called '" + sides[side].name + "'; compare them apart");
    check_place(outputs.back(), existing);
  }
  return outputs;
}

std::vector<Effects> compare_within(const std::vector<Scenario>& sides, const CompareOptions& options,
                                    const TimeLimit& limit, const std::string& shown) {
  try {
    return compare_all(sides, options);
  } catch (const Interrupted&) {
    if (limit.passed()) throw Interrupted("stopped by --max-walltime " + shown + "; nothing was kept");
    throw;
  }
}

}  // namespace

int command_compare(const CompareArguments& arguments) {
  std::atomic<bool>& stop = stop_on_signals();
  const TimeLimit limit(arguments.max_walltime, stop);
  const std::vector<Scenario> sides = sides_of(arguments);
  const Existing existing = arguments.force ? Existing::replace : Existing::keep;
  const std::vector<std::string> outputs = outputs_of(arguments, sides, existing);
  Progress progress(arguments.quiet, "runs");
  CompareOptions options;
  options.replicates = arguments.replicates;
  options.seed = arguments.seed;
  options.threads = arguments.threads;
  options.audit = !arguments.no_audit;
  options.command = arguments.command;
  if (!arguments.draws.empty()) {
    const std::string file = find_draws(arguments.draws, sides.front().name);
    options.draws = without_set(read_draws(file), arguments.sets);
    for (const Scenario& side : sides) check_draws(file, options.draws.keys, blank_catalogue(), side);
    options.draws = without_differing(std::move(options.draws), sides);
  }
  options.progress = [&](std::uint64_t done, std::uint64_t all) { progress.show(done, all); };
  options.stop = &stop;
  const std::vector<Effects> effects = compare_within(sides, options, limit, arguments.max_walltime);
  for (std::size_t i = 0; i < effects.size(); ++i) write_effects(outputs[i], effects[i], existing);
  if (arguments.json)
    write_out(effects_json(effects, outputs));
  else if (!arguments.quiet)
    for (std::size_t i = 0; i < effects.size(); ++i) write_out(effects_text(effects[i], outputs[i]));
  return kDone;
}

}  // namespace exarace
