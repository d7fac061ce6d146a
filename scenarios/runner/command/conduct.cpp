#include "scenarios/runner/command/conduct.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "scenarios/runner/command/typed.hpp"
#include "scenarios/runner/play/plausible.hpp"
#include "scenarios/runner/play/progress.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Clock = std::chrono::steady_clock;

std::string number_text(double value) {
  const double size = value < 0 ? -value : value;
  if (size >= 1e15 || (size > 0 && size < 1e-3)) return fmt::format("{:.3e}", value);
  const std::pair<double, const char*> scales[] = {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}};
  for (const auto& [scale, name] : scales)
    if (size >= scale) return fmt::format("{:.3g}{}", value / scale, name);
  return size >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

/// " (4.1 to 9.0)" of a mean.
std::string range_text(const ToldNumber& number) {
  if (!std::isfinite(number.low)) return "";
  return fmt::format(" ({} to {})", number_text(number.low), number_text(number.high));
}

std::string summary_text(const Course& course, double seconds) {
  const RunResult result = course.result();
  std::size_t widest = 0;
  for (const ToldNumber& number : result.summary) widest = std::max(widest, number.about.size());
  std::string out = fmt::format("{}: {} steps in {:.1f} s (seed {}, replicate {})\n", course.scenario().name,
                                result.steps, seconds, result.seed, course.options().replicate);
  for (const ToldNumber& number : result.summary)
    out += fmt::format("  {:<{}}  {}{} {}\n", number.about, widest, number_text(number.value), range_text(number),
                       number.unit);
  if (!result.output.empty()) out += fmt::format("written to {}\n", result.output);
  return out;
}

std::string summary_json(const Course& course, double seconds) {
  const RunResult result = course.result();
  nlohmann::ordered_json out = {{"scenario", course.scenario().name},
                                {"sha256", result.digest},
                                {"seed", result.seed},
                                {"replicate", course.options().replicate},
                                {"steps", result.steps},
                                {"seconds", seconds},
                                {"output", result.output}};
  out["summary"] = nlohmann::ordered_json::array();
  for (const ToldNumber& n : result.summary) {
    out["summary"].push_back({{"name", n.name}, {"about", n.about}, {"value", n.value}, {"unit", n.unit}});
    if (std::isfinite(n.low)) out["summary"].back().update({{"low", n.low}, {"high", n.high}});
  }
  out["warnings"] = warnings_of(course.world());
  return out.dump(2) + '\n';
}

/// Steps until the end, a signal or the limit of time; "" at the end, else why it stopped.
std::string play_within(Course& course, const ConductArguments& arguments, Checkpointer& checkpoints) {
  const bool limited = !arguments.max_walltime.empty();
  const auto end = limited ? Clock::now() + parse_duration(arguments.max_walltime) : Clock::time_point::max();
  const std::atomic<bool>& stop = stop_on_signals();
  Progress progress(arguments.quiet, "steps");
  while (!course.ended()) {
    if (stop) return "interrupted";
    if (limited && Clock::now() >= end) return "stopped by --max-walltime " + arguments.max_walltime;
    course.step();
    checkpoints.look(course);
    progress.show(course.world().step, course.steps());
  }
  return "";
}

/// Keeps what there is of a run that was stopped.
int keep(const Course& course, const std::string& why, Checkpointer& checkpoints, const ConductArguments& arguments) {
  if (!checkpoints.on()) throw Interrupted(why + "; nothing was kept");
  checkpoints.write(course);
  write_err(fmt::format("{} after {} of {} steps; the same command goes on: {}\nor: exarace resume {}\n", why,
                        course.world().step, course.steps(), typed(arguments.command), typed({checkpoints.path()})));
  return kGoOnLater;
}

}  // namespace

int conduct(Course& course, const ConductArguments& arguments, Checkpointer& checkpoints) {
  const auto start = Clock::now();
  const std::string why = play_within(course, arguments, checkpoints);
  if (!why.empty()) return keep(course, why, checkpoints, arguments);
  conclude(course);
  checkpoints.remove();
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  if (!arguments.quiet)
    for (const std::string& warning : warnings_of(course.world())) write_err(fmt::format("warning: {}\n", warning));
  if (arguments.json)
    write_out(summary_json(course, seconds));
  else if (!arguments.quiet)
    write_out(summary_text(course, seconds));
  return kDone;
}

}  // namespace exarace
