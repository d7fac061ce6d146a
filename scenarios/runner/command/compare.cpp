#include "scenarios/runner/play/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/play/progress.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

/// A factor and its name that make the numbers of a measure short.
std::pair<double, std::string> scale_of(const Effects& effects, std::size_t measure) {
  double most = 0;
  for (std::size_t year = 0; year < effects.years.size(); ++year)
    most = std::max({most, std::abs(effects.at(measure, year).effect), std::abs(effects.at(measure, year).a) / 1000});
  const std::pair<double, const char*> scales[] = {
      {1e12, "trillion "}, {1e9, "billion "}, {1e6, "million "}, {1e3, "thousand "}};
  for (const auto& [scale, name] : scales)
    if (most >= scale) return {scale, name};
  return {1.0, ""};
}

/// Totals, and of the countries the two that race.
bool is_shown(const std::string& measure) {
  const auto slash = measure.find('/');
  return slash == measure.npos || measure.substr(slash) == "/us" || measure.substr(slash) == "/cn";
}

std::string line(const std::string& label, const Effects& effects,
                 const std::function<std::string(std::size_t)>& cell) {
  std::string text = fmt::format("{:<42}", label);
  for (std::size_t year = 0; year < effects.years.size(); ++year) text += fmt::format(" {:>9}", cell(year));
  return text + "\n";
}

std::string measure_text(const Effects& effects, std::size_t m) {
  const auto [scale, name] = scale_of(effects, m);
  const Measure& measure = effects.measures[m];
  std::string text = line(fmt::format("{} [{}{}]", measure.name, name, measure.unit), effects,
                          [&, s = scale](auto year) { return fmt::format("{:+.4g}", effects.at(m, year).effect / s); });
  if (effects.replicates > 1)
    text += line("", effects, [&, s = scale](auto year) {
      const Effect& e = effects.at(m, year);
      return fmt::format("±{:.3g}", (e.high - e.effect) / s);
    });
  return text;
}

/// Median of the variance reductions that can be told.
std::string reduction_text(const Effects& effects) {
  std::vector<double> all;
  for (std::size_t m = 0; m < effects.measures.size(); ++m)
    for (std::size_t year = 0; year < effects.years.size(); ++year)
      if (const double r = effects.at(m, year).reduction; is_shown(effects.measures[m].name) && std::isfinite(r))
        all.push_back(r);
  if (all.empty()) return "";
  std::sort(all.begin(), all.end());
  const auto at = [&](double share) { return all[static_cast<std::size_t>(share * double(all.size() - 1))]; };
  return fmt::format(
      "variance of unpaired differences over that of paired ones: median {:.3g}, middle half {:.3g} to {:.3g}\n",
      at(0.5), at(0.25), at(0.75));
}

std::string effects_text(const Effects& effects, const std::string& output) {
  std::string text = fmt::format("{} less {}: {} paired replicates, seed {}; {:.0f} % intervals\n", effects.b.scenario,
                                 effects.a.scenario, effects.replicates, effects.seed, 100 * effects.confidence);
  text += line("", effects, [&](auto year) { return std::to_string(effects.years[year]); });
  for (std::size_t m = 0; m < effects.measures.size(); ++m)
    if (is_shown(effects.measures[m].name)) text += measure_text(effects, m);
  text += reduction_text(effects);
  return text + fmt::format("written to {}; exarace report {} draws it\n", output, output);
}

/// JSON has no NaN.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string effects_json(const Effects& effects, const std::string& output) {
  Json out = {{"a", effects.a.scenario},          {"b", effects.b.scenario},          {"seed", effects.seed},
              {"replicates", effects.replicates}, {"confidence", effects.confidence}, {"output", output}};
  Json& rows = out["effects"] = Json::array();
  for (std::size_t m = 0; m < effects.measures.size(); ++m)
    for (std::size_t year = 0; year < effects.years.size(); ++year) {
      const Effect& e = effects.at(m, year);
      rows.push_back({{"measure", effects.measures[m].name},
                      {"unit", effects.measures[m].unit},
                      {"year", effects.years[year]},
                      {"a", number(e.a)},
                      {"b", number(e.b)},
                      {"effect", number(e.effect)},
                      {"low", number(e.low)},
                      {"high", number(e.high)},
                      {"standard_error", number(e.error)},
                      {"unpaired_standard_error", number(e.unpaired_error)},
                      {"variance_reduction", number(e.reduction)}});
    }
  return out.dump(2) + '\n';
}

}  // namespace

int command_compare(const CompareArguments& arguments) {
  const std::atomic<bool>& stop = stop_on_signals();
  const Scenario a = with_sets(read_scenario(arguments.a), arguments.sets);
  const Scenario b = with_sets(read_scenario(arguments.b), arguments.sets);
  const std::string output =
      arguments.output.empty() ? "results/" + b.name + "_against_" + a.name + ".h5" : arguments.output;
  const Existing existing = arguments.force ? Existing::replace : Existing::keep;
  check_place(output, existing);
  Progress progress(arguments.quiet, "runs");
  CompareOptions options;
  options.replicates = arguments.replicates;
  options.seed = arguments.seed;
  options.threads = arguments.threads;
  options.audit = !arguments.no_audit;
  options.command = arguments.command;
  options.progress = [&](std::uint64_t done, std::uint64_t all) { progress.show(done, all); };
  options.stop = &stop;
  const Effects effects = compare(a, b, options);
  write_effects(output, effects, existing);
  if (arguments.json)
    write_out(effects_json(effects, output));
  else if (!arguments.quiet)
    write_out(effects_text(effects, output));
  return kDone;
}

}  // namespace exarace
