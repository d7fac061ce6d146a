#include "outputs/file/effects.hpp"

#include "outputs/file/provenance.hpp"
#include "outputs/file/result.hpp"
#include "outputs/file/writer.hpp"
#include "sim/core/build_info.hpp"

namespace exarace {
namespace {

using Strings = std::vector<std::string>;

Attributes about(const std::string& text, const std::string& unit = "") {
  Attributes facts = {{"long_name", text}};
  if (!unit.empty()) facts.push_back({"units", unit});
  return facts;
}

Strings texts_of(const Effects& effects, std::string Measure::*member) {
  Strings texts;
  for (const Measure& measure : effects.measures) texts.push_back(measure.*member);
  return texts;
}

void write_axes(GroupWriter& group, const Effects& effects) {
  group.axis("measure", texts_of(effects, &Measure::name), about("Series, and country where one is told alone"));
  group.axis("year", effects.years, about("Calendar year", "1"));
}

void write_column(GroupWriter& group, const Effects& effects, const std::string& name, double Effect::*member,
                  const std::string& text) {
  std::vector<double> values;
  for (const Effect& effect : effects.effects) values.push_back(effect.*member);
  group.variable(name, {"measure", "year"}, values, about(text, "1"));
}

void write_statistics(FileWriter& file, const Effects& effects) {
  GroupWriter& group = file.group("effects");
  group.attribute({"confidence", effects.confidence});
  group.attribute({"replicates", std::to_string(effects.replicates)});
  write_axes(group, effects);
  write_column(group, effects, "a", &Effect::a, "Mean of the first scenario, in the unit of the measure");
  write_column(group, effects, "b", &Effect::b, "Mean of the second scenario, in the unit of the measure");
  write_column(group, effects, "effect", &Effect::effect, "Mean of second less first, paired by replicate");
  write_column(group, effects, "low", &Effect::low, "Lower end of the interval of the effect");
  write_column(group, effects, "high", &Effect::high, "Upper end of the interval of the effect");
  write_column(group, effects, "standard_error", &Effect::error, "Standard error of the effect");
  write_column(group, effects, "unpaired_standard_error", &Effect::unpaired_error,
               "Standard error where the sides of a pair have different seeds");
  write_column(group, effects, "variance_reduction", &Effect::reduction,
               "Variance of unpaired differences over that of paired ones");
  group.variable("covered", {"year"}, effects.covered, about("Share of the year that was simulated", "1"));
  group.variable("unit", {"measure"}, texts_of(effects, &Measure::unit), about("Unit of the measure"));
  group.variable("about", {"measure"}, texts_of(effects, &Measure::about), about("Meaning of the measure"));
}

void write_runs(FileWriter& file, const Effects& effects) {
  GroupWriter& group = file.group("runs");
  write_axes(group, effects);
  std::vector<std::int64_t> replicates;
  for (std::uint64_t r = 0; r < effects.replicates; ++r) replicates.push_back(static_cast<std::int64_t>(r));
  group.axis("replicate", replicates, about("Replicate", "1"));
  const Strings dims = {"measure", "year", "replicate"};
  group.variable("a", dims, effects.a.values, about("First scenario, in the unit of the measure", "1"));
  group.variable("b", dims, effects.b.values, about("Second scenario, in the unit of the measure", "1"));
}

void write_origin(FileWriter& file, const Effects& effects) {
  Provenance provenance;
  provenance.scenario = effects.b.scenario;
  provenance.scenario_text = effects.b.text;
  provenance.seed = effects.seed;
  provenance.command = effects.command;
  provenance.started = effects.started;
  provenance.finished = utc_now();
  provenance.more = {{"first_scenario", effects.a.scenario},
                     {"replicates", std::to_string(effects.replicates)},
                     {"first_scenario_text", effects.a.text}};
  GroupWriter& group = file.group("provenance");
  for (const auto& [name, text] : provenance_facts(provenance)) group.attribute({name, text});
}

}  // namespace

void write_effects(const std::string& path, const Effects& effects, Existing existing) {
  FileWriter file;
  file.attribute({"Conventions", std::string("CF-1.10")});
  file.attribute({"title", effects.b.scenario + " against " + effects.a.scenario});
  file.attribute({"source", std::string("exarace ") + build_info().version});
  file.attribute({"exarace_layout", std::int32_t{kLayout}});
  file.attribute({"exarace_kind", std::string("comparison")});
  write_statistics(file, effects);
  write_runs(file, effects);
  write_origin(file, effects);
  file.attribute({"complete", std::int32_t{1}});
  put_in_place(path, file.finish(), existing);
}

}  // namespace exarace
