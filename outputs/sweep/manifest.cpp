#include "outputs/sweep/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "outputs/file/digest.hpp"
#include "outputs/file/provenance.hpp"
#include "outputs/file/result_parts.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// "'3' there, '4' here"; of long texts only that they differ.
std::string difference(const std::string& name, const std::string& there, const std::string& here) {
  if (there.size() + here.size() > 300) return name + " is another text";
  const auto shown = [](const std::string& text) { return text.empty() ? std::string("nothing") : "'" + text + "'"; };
  return name + " is " + shown(there) + " there and " + shown(here) + " here";
}

/// Text of the scenario whose digest a fact is; "" for other facts.
std::string scenario_text(const SweepManifest& manifest, const std::string& fact) {
  for (const auto& [name, text] : manifest.scenarios)
    if (fact == "SHA-256 of scenario " + name) return text;
  return "";
}

/// The first line in which two scenarios differ, with the table that it stands in.
std::string scenario_difference(const std::string& fact, const std::string& there, const std::string& here) {
  std::istringstream first(there), second(here);
  std::string a, b, table;
  while (true) {
    const bool more_a = static_cast<bool>(std::getline(first, a)), more_b = static_cast<bool>(std::getline(second, b));
    if (!more_a) a.clear();
    if (!more_b) b.clear();
    if (a != b || (!more_a && !more_b)) break;
    if (a.starts_with('[')) table = " in " + a;
  }
  return difference(fact.substr(fact.find("scenario ")) + table, a, b);
}

void write_points(GroupWriter& group, const SweepManifest& manifest) {
  group.axis("point", manifest.points);
  for (const PlannedFactor& factor : manifest.factors) {
    Attributes facts = factor.numbers.empty() ? text_facts(factor.about) : number_facts(factor.unit, factor.about);
    facts.push_back({"role", factor.role});
    facts.push_back({"whole", std::int32_t{factor.whole}});
    if (factor.numbers.empty())
      group.variable(factor.key, {"point"}, factor.texts, facts);
    else
      group.variable(factor.key, {"point"}, factor.numbers, facts);
    if (!factor.unit_numbers.empty())
      group.variable("unit:" + factor.key, {"point"}, factor.unit_numbers,
                     number_facts("1", "Place of the factor in (0, 1)"));
  }
}

void write_scenarios(GroupWriter& group, const SweepManifest& manifest) {
  std::vector<std::string> names, texts;
  for (const auto& [name, text] : manifest.scenarios) names.push_back(name), texts.push_back(text);
  group.axis("scenario", names, text_facts("Name of the scenario"));
  group.variable("text", {"scenario"}, texts, text_facts("All that was read, merged into one TOML text"));
}

void write_draws(GroupWriter& group, const PlannedDraws& draws) {
  group.axis("draw", draws.size());
  for (std::size_t k = 0; k < draws.keys.size(); ++k)
    group.variable(draws.keys[k], {"draw"}, draws.numbers[k], text_facts("Value of the key in each draw"));
}

void write_facts(GroupWriter& group, const SweepManifest& manifest) {
  const std::pair<const char*, std::uint64_t> numbers[] = {{"seed", manifest.seed},
                                                           {"replicates", manifest.replicates},
                                                           {"points", manifest.points},
                                                           {"runs", manifest.runs()},
                                                           {"block", manifest.block}};
  group.attribute({"name", manifest.name});
  group.attribute({"digest", manifest.digest()});
  group.attribute({"sampler", manifest.sampler});
  for (const auto& [name, number] : numbers) group.attribute({name, std::to_string(number)});
  std::string quantiles;
  for (const double q : manifest.quantiles) quantiles += (quantiles.empty() ? "" : " ") + exact_text(q);
  group.attribute({"quantiles", quantiles});
  group.attribute({"draws", std::to_string(manifest.draws.size())});
  group.attribute({"paired", std::string(manifest.paired ? "true" : "false")});
}

void write_provenance(GroupWriter& group, const SweepManifest& manifest) {
  Provenance provenance;
  provenance.scenario = manifest.scenarios.front().first;
  provenance.scenario_text = manifest.scenarios.front().second;
  provenance.seed = manifest.seed;
  provenance.command = manifest.command;
  provenance.started = provenance.finished = manifest.started;
  provenance.design_text = manifest.design_text;
  for (const auto& [name, text] : provenance_facts(provenance))
    if (name != "replicate" && name != "finished") group.attribute({name, text});
}

}  // namespace

std::string PlannedFactor::text(std::uint64_t point) const {
  if (numbers.empty()) return texts.at(point);
  const double value = numbers.at(point);
  if (whole) return std::to_string(static_cast<std::int64_t>(value));
  return toml_number(value);
}

std::vector<std::pair<std::string, std::string>> SweepManifest::changes(std::uint64_t run) const {
  std::vector<std::pair<std::string, std::string>> out;
  const std::uint64_t point = point_of(run);
  for (std::size_t k = 0; k < draws.keys.size(); ++k)
    out.emplace_back(draws.keys[k], toml_number(draws.numbers[k][luck_of(run) % draws.size()]));
  for (const PlannedFactor& factor : factors)
    if (factor.key != "scenario") out.emplace_back(factor.key, factor.text(point));
  return out;
}

std::size_t SweepManifest::scenario_of(std::uint64_t point) const {
  for (const PlannedFactor& factor : factors) {
    if (factor.key != "scenario") continue;
    const std::string& name = factor.texts.at(point);
    const auto found = std::find_if(scenarios.begin(), scenarios.end(), [&](const auto& s) { return s.first == name; });
    if (found == scenarios.end()) throw ResultError("the manifest lacks the scenario '" + name + "'");
    return static_cast<std::size_t>(found - scenarios.begin());
  }
  return 0;
}

std::string SweepManifest::digest() const {
  std::string all;
  for (const auto& [name, text] : facts) all += name + '\0' + text + '\0';
  return sha256(all);
}

void write_design(FileWriter& file, const SweepManifest& manifest) {
  write_facts(file.group("sweep"), manifest);
  GroupWriter& design = file.group("design");
  for (const auto& [name, text] : manifest.facts) design.attribute({name, text});
  write_points(file.group("points"), manifest);
  if (manifest.draws.size() > 0) write_draws(file.group("draws"), manifest.draws);
  write_scenarios(file.group("scenarios"), manifest);
  write_provenance(file.group("provenance"), manifest);
}

std::vector<char> manifest_bytes(const SweepManifest& manifest) {
  FileWriter file;
  file.attribute({"Conventions", std::string("CF-1.10")});
  file.attribute({"title", manifest.title.empty() ? manifest.name : manifest.title});
  file.attribute({"source", std::string("exarace ") + build_info().version});
  file.attribute({"exarace_sweep", std::int32_t{kSweepLayout}});
  write_design(file, manifest);
  write_runs(file.group("series"), manifest.layout, {});
  return file.finish();
}

std::vector<std::string> differences(const SweepManifest& there, const SweepManifest& here) {
  std::vector<std::string> out;
  const auto value = [](const SweepManifest& m, const std::string& name) {
    const auto at = std::find_if(m.facts.begin(), m.facts.end(), [&](const auto& f) { return f.first == name; });
    return at == m.facts.end() ? std::string() : at->second;
  };
  for (const auto& [name, text] : there.facts)
    if (value(here, name) != text) {
      const std::string was = scenario_text(there, name), is = scenario_text(here, name);
      out.push_back(was.empty() || is.empty() ? difference(name, text, value(here, name))
                                              : scenario_difference(name, was, is));
    }
  for (const auto& [name, text] : here.facts) {
    const bool known =
        std::any_of(there.facts.begin(), there.facts.end(), [&name = name](const auto& f) { return f.first == name; });
    if (!known) out.push_back(difference(name, "", text));
  }
  return out;
}

}  // namespace exarace
