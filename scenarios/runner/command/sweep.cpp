#include "scenarios/runner/sweep/sweep.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/command/typed.hpp"
#include "scenarios/runner/play/processors.hpp"
#include "scenarios/runner/play/progress.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "scenarios/runner/sweep/design.hpp"
#include "scenarios/runner/sweep/design_check.hpp"
#include "scenarios/runner/sweep/plan.hpp"
#include "scenarios/runner/sweep/trial.hpp"
#include "sim/core/error.hpp"
#include "sim/core/rows.hpp"

namespace exarace {
namespace {

using Clock = std::chrono::steady_clock;

Shard parse_shard(const std::string& text) {
  unsigned long long index = 0, count = 0;
  int used = 0;
  const bool read = std::sscanf(text.c_str(), "%9llu/%9llu%n", &index, &count, &used) == 2;
  if (!read || used != static_cast<int>(text.size()) || index < 1 || index > count)
    throw ScenarioError("--shard: expected I/N with I from 1 to N, such as 3/16, found '" + text + "'");
  return {index - 1, count};
}

std::string size_text(double bytes) {
  const std::pair<double, const char*> scales[] = {{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}};
  for (const auto& [scale, name] : scales)
    if (bytes >= scale) return fmt::format("{:.3g} {}", bytes / scale, name);
  return fmt::format("{:.0f} bytes", bytes);
}

std::string time_text(double seconds) {
  if (seconds < 120) return fmt::format("{:.3g} s", seconds);
  if (seconds < 7200) return fmt::format("{:.3g} min", seconds / 60);
  return seconds < 2 * 86400 ? fmt::format("{:.3g} h", seconds / 3600) : fmt::format("{:.3g} days", seconds / 86400);
}

std::string dry_text(const SweepManifest& plan, const Trial& trial, int threads) {
  const double work = trial.seconds * static_cast<double>(plan.runs());
  std::string out = fmt::format("{}: {} points x {} replicates = {} runs by {}\n", plan.name, plan.points,
                                plan.replicates, plan.runs(), plan.sampler);
  for (const PlannedFactor& factor : plan.factors) {
    const auto [low, high] = std::minmax_element(factor.numbers.begin(), factor.numbers.end());
    out += factor.numbers.empty()
               ? fmt::format("  {} ({})\n", factor.key, factor.role)
               : fmt::format("  {} ({}) from {:.6g} to {:.6g} {}\n", factor.key, factor.role, *low, *high, factor.unit);
  }
  out += fmt::format("  keeps {} variables of {} steps\n", plan.layout.kept.size(), plan.layout.days.size() - 1);
  out += fmt::format("a run takes {} on one processor ({:.0f} % of one was tried)\n", time_text(trial.seconds),
                     100 * trial.share);
  out += fmt::format("all take {} with {} threads here, {} with 1000 processors\n", time_text(work / threads), threads,
                     time_text(work / 1000));
  out += fmt::format("they need about {} in {} segments of up to {} runs\n", size_text(disk_of(plan, trial)),
                     count_segments(plan, trial), plan.block);
  return out;
}

std::string dry_json(const SweepManifest& plan, const Trial& trial, int threads) {
  const double runs = static_cast<double>(plan.runs());
  nlohmann::ordered_json out = {{"design", plan.name},
                                {"digest", plan.digest()},
                                {"sampler", plan.sampler},
                                {"points", plan.points},
                                {"replicates", plan.replicates},
                                {"runs", plan.runs()},
                                {"runs_per_segment", plan.block},
                                {"segments", count_segments(plan, trial)},
                                {"seconds_per_run", trial.seconds},
                                {"seconds", trial.seconds * runs / threads},
                                {"threads", threads},
                                {"bytes", disk_of(plan, trial)}};
  return out.dump(2) + '\n';
}

std::string failures_text(const SweepState& state, const std::string& folder) {
  if (state.failures.empty()) return "";
  std::string out;
  std::size_t shown = 0;
  for (const auto& [run, message] : state.failures) {
    if (++shown > 5) {
      out += fmt::format("  and {} more; the index in the sweep's folder has them all\n", state.failures.size() - 5);
      break;
    }
    out += fmt::format("  run {}: {}\n", run, message);
  }
  return out + fmt::format("to play one alone: exarace reproduce {} --run {}\n", folder, state.failures.front().first);
}

std::string outcome_json(const SweepManifest& plan, const SweepOutcome& outcome, const std::string& folder,
                         double seconds) {
  nlohmann::ordered_json out = {{"design", plan.name},
                                {"digest", plan.digest()},
                                {"output", folder},
                                {"runs", outcome.state.runs},
                                {"done", outcome.state.done},
                                {"failed", outcome.state.failed},
                                {"complete", outcome.state.complete()},
                                {"seconds", seconds}};
  out["failures"] = nlohmann::ordered_json::array();
  for (const auto& [run, message] : outcome.state.failures)
    out["failures"].push_back({{"run", run}, {"message", message}});
  return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

SweepOptions options_of(const SweepArguments& arguments, const SweepManifest& plan) {
  SweepOptions options;
  options.folder = arguments.output.empty() ? "results/" + plan.name : arguments.output;
  if (!arguments.shard.empty()) options.shard = parse_shard(arguments.shard);
  options.retry_failed = arguments.retry_failed;
  options.replace_damaged = arguments.replace_damaged;
  options.same_world = arguments.same_world;
  options.note = [](const std::string& text) { write_err(text + "\n"); };  // quiet or not
  options.threads = arguments.threads > 0 ? arguments.threads : usable_processors();
  if (!arguments.max_walltime.empty()) options.end = Clock::now() + parse_duration(arguments.max_walltime);
  options.stop = &stop_on_signals();
  return options;
}

void tell(const SweepArguments& arguments, const SweepManifest& plan, const SweepOptions& options,
          const SweepOutcome& outcome, double seconds) {
  if (arguments.json) return write_out(outcome_json(plan, outcome, options.folder, seconds));
  if (arguments.quiet) {  // what failed is told all the same
    write_err(failures_text(outcome.state, options.folder));
    return;
  }
  const SweepState& state = outcome.state;
  write_out(fmt::format("{}: {} of {} runs are done{} ({:.1f} s)\n{}in {}\n", plan.name, state.done, state.runs,
                        state.failed > 0 ? fmt::format(", {} failed", state.failed) : "", seconds,
                        failures_text(state, options.folder), options.folder));
}

int code_of(const SweepArguments& arguments, const SweepOutcome& outcome) {
  const SweepState& state = outcome.state;
  if (!outcome.share_done) {
    write_err(fmt::format("stopped in good order with {} of {} runs done; the same command goes on: {}\n",
                          state.done + state.failed, state.runs, typed(arguments.command)));
    return kGoOnLater;
  }
  return outcome.share_failed > 0 ? kSomeRunsFailed : kDone;  // other shares tell of their own
}

}  // namespace

int command_sweep(const SweepArguments& arguments) {
  const auto start = Clock::now();
  stop_on_signals();  // from the first moment on
  Design design = read_design(arguments.design);
  design.sets = arguments.sets;
  design.without = arguments.without;
  design.times = arguments.times;
  if (!arguments.draws.empty()) design.keys.draws = arguments.draws;
  SweepManifest plan = make_plan(design, arguments.command);
  for (const std::string& warning : warnings_of(design))
    if (!arguments.quiet) write_err(fmt::format("warning: {}\n", warning));
  Trial trial;
  SweepOptions options = options_of(arguments, plan);
  const bool begun = SweepFolder::is_sweep(options.folder);  // its blocks are what they are
  if (arguments.dry_run || !begun) {
    trial = try_run(plan, arguments.dry_run ? 3 : 0.5);
    plan.block = choose_block(plan, trial);
  }
  if (arguments.dry_run) {
    const int threads = arguments.threads > 0 ? arguments.threads : usable_processors();
    write_out(arguments.json ? dry_json(plan, trial, threads) : dry_text(plan, trial, threads));
    return kDone;
  }
  Progress progress(arguments.quiet, "runs");
  options.progress = [&](std::uint64_t done, std::uint64_t all) { progress.show(done, all); };
  const SweepOutcome outcome = run_sweep(plan, options);
  tell(arguments, plan, options, outcome, std::chrono::duration<double>(Clock::now() - start).count());
  return code_of(arguments, outcome);
}

}  // namespace exarace
