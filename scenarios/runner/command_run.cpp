#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "scenarios/runner/commands.hpp"
#include "scenarios/runner/progress.hpp"
#include "scenarios/runner/run.hpp"
#include "scenarios/runner/stop.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Clock = std::chrono::steady_clock;

RunOptions options_of(const RunArguments& arguments, const Scenario& scenario) {
  RunOptions options;
  options.seed = arguments.seed;
  options.replicate = arguments.replicate;
  options.threads = arguments.threads;
  options.audit = !arguments.no_audit;
  options.record = arguments.record;
  options.output = arguments.output.empty() ? "results/" + scenario.name + ".h5" : arguments.output;
  options.force = arguments.force;
  options.command = arguments.command;
  return options;
}

std::string number_text(double value) {
  const double size = value < 0 ? -value : value;
  if (size >= 1e15 || (size > 0 && size < 1e-3)) return fmt::format("{:.3e}", value);
  const std::pair<double, const char*> scales[] = {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}};
  for (const auto& [scale, name] : scales)
    if (size >= scale) return fmt::format("{:.3g}{}", value / scale, name);
  return size >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string summary_text(const Scenario& scenario, const RunResult& result, std::uint64_t replicate, double seconds) {
  std::size_t widest = 0;
  for (const KeyNumber& number : result.summary) widest = std::max(widest, number.about.size());
  std::string out = fmt::format("{}: {} steps in {:.1f} s (seed {}, replicate {})\n", scenario.name, result.steps,
                                seconds, result.seed, replicate);
  for (const KeyNumber& number : result.summary)
    out += fmt::format("  {:<{}}  {} {}\n", number.about, widest, number_text(number.value), number.unit);
  if (!result.output.empty()) out += fmt::format("written to {}\n", result.output);
  return out;
}

std::string summary_json(const Scenario& scenario, const RunResult& result, std::uint64_t replicate, double seconds) {
  nlohmann::ordered_json out = {{"scenario", scenario.name}, {"sha256", result.digest}, {"seed", result.seed},
                                {"replicate", replicate},    {"steps", result.steps},   {"seconds", seconds},
                                {"output", result.output}};
  out["summary"] = nlohmann::ordered_json::array();
  for (const KeyNumber& n : result.summary)
    out["summary"].push_back({{"name", n.name}, {"about", n.about}, {"value", n.value}, {"unit", n.unit}});
  return out.dump(2) + '\n';
}

/// Runs with progress shown, until the end, a signal or the limit of time.
RunResult run_within(const Scenario& scenario, RunOptions& options, const RunArguments& arguments) {
  const bool limited = !arguments.max_walltime.empty();
  const auto end = limited ? Clock::now() + parse_duration(arguments.max_walltime) : Clock::time_point::max();
  std::atomic<bool>& stop = stop_on_signals();
  bool too_long = false;
  Progress progress(arguments.quiet, "steps");
  options.stop = &stop;
  options.progress = [&](std::uint32_t step, std::uint32_t steps) {
    progress.show(step, steps);
    if (step < steps && Clock::now() >= end) stop = too_long = true;
  };
  try {
    return run(scenario, options);
  } catch (const Interrupted&) {
    if (too_long) throw Interrupted("stopped by --max-walltime " + arguments.max_walltime + "; nothing was kept");
    throw;
  }
}

}  // namespace

int command_run(const RunArguments& arguments) {
  const auto start = Clock::now();
  const Scenario scenario = with_sets(read_scenario(arguments.scenario), arguments.sets);
  RunOptions options = options_of(arguments, scenario);
  const RunResult result = run_within(scenario, options, arguments);
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  if (arguments.json)
    write_out(summary_json(scenario, result, arguments.replicate, seconds));
  else if (!arguments.quiet)
    write_out(summary_text(scenario, result, arguments.replicate, seconds));
  return kDone;
}

}  // namespace exarace
