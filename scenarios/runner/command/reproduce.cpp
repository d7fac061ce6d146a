/// Does what a file holds come out again?

#include "scenarios/runner/sweep/reproduce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "outputs/sweep/stored.hpp"
#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/play/progress.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 20;  ///< differences that are listed for people

bool is_same(const Reproduction& r) { return r.comparison.differences.empty(); }

std::string verdict(const Reproduction& r) {
  const Comparison& c = r.comparison;
  if (is_same(r) && !r.failure.empty()) return "fails again with the same message: " + r.failure + "\n";
  if (is_same(r)) return fmt::format("the same, bit for bit: {} values in {} variables\n", c.numbers, c.variables);
  std::string text = fmt::format("{} of {} variables differ\n", c.differences.size(), c.variables);
  for (std::size_t i = 0; i < std::min(kShown, c.differences.size()); ++i)
    text += "  " + c.differences[i].place + ": " + c.differences[i].text + "\n";
  if (c.differences.size() > kShown)
    text += fmt::format("  and {} more; --json lists all\n", c.differences.size() - kShown);
  return text;
}

std::string text_of(const std::string& path, const std::vector<Reproduction>& all) {
  std::string text;
  for (const Reproduction& r : all) {
    const std::string run = r.planned ? fmt::format(" run {}, point {},", r.planned->run, r.planned->point) : "";
    text +=
        fmt::format("{}:{} {}, seed {}, replicate {}, {} steps\n", path, run, r.scenario, r.seed, r.replicate, r.steps);
    text += verdict(r);
  }
  if (!all.front().other.empty()) {
    text += "made by another program or machine, on which the last digits may depend:\n";
    for (const std::string& fact : all.front().other) text += "  " + fact + "\n";
  }
  return text;
}

Json json_of(const std::string& path, const Reproduction& r) {
  Json out = {{"file", path},
              {"same", is_same(r)},
              {"scenario", r.scenario},
              {"seed", r.seed},
              {"replicate", r.replicate},
              {"steps", r.steps},
              {"variables", r.comparison.variables},
              {"values", r.comparison.numbers},
              {"other", r.other}};
  if (r.planned) {
    out["run"] = r.planned->run;
    out["point"] = r.planned->point;
    out["failure"] = r.failure;
  }
  out["differences"] = Json::array();
  for (const Difference& d : r.comparison.differences)
    out["differences"].push_back({{"place", d.place}, {"text", d.text}});
  return out;
}

/// One object for a result; for a sweep a list of runs, also where it is one.
std::string json_text(const std::string& path, const std::vector<Reproduction>& all) {
  Json runs = Json::array();
  for (const Reproduction& r : all) runs.push_back(json_of(path, r));
  const Json& shown = all.front().planned ? runs : runs.front();
  return shown.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::vector<Reproduction> made_again(const ReproduceArguments& arguments) {
  const bool of_sweep = StoredSweep::is_part(arguments.path);
  if (arguments.run && !of_sweep)
    throw ScenarioError("--run: expected the folder or a segment of a sweep, found the file " + arguments.path);
  Progress progress(arguments.quiet, of_sweep ? "runs" : "steps");
  RunOptions options;
  options.threads = arguments.threads;
  options.stop = &stop_on_signals();
  options.progress = [&](std::uint32_t done, std::uint32_t all) { progress.show(done, all); };
  if (of_sweep) return reproduce_runs(arguments.path, arguments.run, options);
  return {reproduce(arguments.path, options)};
}

}  // namespace

int command_reproduce(const ReproduceArguments& arguments) {
  const std::vector<Reproduction> all = made_again(arguments);
  const bool same = std::all_of(all.begin(), all.end(), is_same);
  if (arguments.json)
    write_out(json_text(arguments.path, all));
  else if (!arguments.quiet || !same)
    write_out(text_of(arguments.path, all));
  return same ? kDone : kDifferenceFound;
}

}  // namespace exarace
