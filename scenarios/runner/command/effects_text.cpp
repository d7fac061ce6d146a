#include "scenarios/runner/command/effects_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

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

/// Totals, ranges of means, and of the countries the two that race.
bool is_shown(const std::string& measure) {
  const auto slash = measure.find('/');
  const std::string part = slash == measure.npos ? "" : measure.substr(slash);
  const auto shown = {"", "/lowest", "/highest", "/us", "/cn"};
  return std::find(shown.begin(), shown.end(), part) != shown.end();
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

/// Years of which only a part was simulated.
std::string part_text(const Effects& effects) {
  std::string text;
  for (std::size_t year = 0; year < effects.years.size(); ++year)
    if (effects.covered[year] < 1)
      text += fmt::format("{:.0f} % of {} is simulated: its sums are over that part\n", 100 * effects.covered[year],
                          effects.years[year]);
  return text;
}

/// JSON has no NaN.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json as_json(const Effects& effects, const std::string& output) {
  Json out = {{"a", effects.a.scenario},          {"b", effects.b.scenario},          {"seed", effects.seed},
              {"replicates", effects.replicates}, {"confidence", effects.confidence}, {"output", output}};
  Json& rows = out["effects"] = Json::array();
  for (std::size_t m = 0; m < effects.measures.size(); ++m)
    for (std::size_t year = 0; year < effects.years.size(); ++year) {
      const Effect& e = effects.at(m, year);
      rows.push_back({{"measure", effects.measures[m].name},
                      {"unit", effects.measures[m].unit},
                      {"year", effects.years[year]},
                      {"covered", effects.covered[year]},
                      {"a", number(e.a)},
                      {"b", number(e.b)},
                      {"effect", number(e.effect)},
                      {"low", number(e.low)},
                      {"high", number(e.high)},
                      {"standard_error", number(e.error)},
                      {"unpaired_standard_error", number(e.unpaired_error)},
                      {"variance_reduction", number(e.reduction)}});
    }
  return out;
}

}  // namespace

std::string effects_text(const Effects& effects, const std::string& output) {
  std::string text = fmt::format("{} less {}: {} paired replicates, seed {}; {:.0f} % intervals\n", effects.b.scenario,
                                 effects.a.scenario, effects.replicates, effects.seed, 100 * effects.confidence);
  text += line("", effects, [&](auto year) { return std::to_string(effects.years[year]); });
  for (std::size_t m = 0; m < effects.measures.size(); ++m)
    if (is_shown(effects.measures[m].name)) text += measure_text(effects, m);
  text += part_text(effects);
  text += reduction_text(effects);
  if (output.empty()) return text;
  return text + fmt::format("written to {}; exarace report {} draws it\n", output, output);
}

std::string effects_json(const std::vector<Effects>& effects, const std::vector<std::string>& outputs) {
  if (effects.size() == 1) return as_json(effects.front(), outputs.front()).dump(2) + '\n';
  Json out = Json::array();
  for (std::size_t i = 0; i < effects.size(); ++i) out.push_back(as_json(effects[i], outputs[i]));
  return out.dump(2) + '\n';
}

}  // namespace exarace
