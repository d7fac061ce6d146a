#include "scenarios/runner/sweep/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "outputs/file/digest.hpp"
#include "outputs/file/provenance.hpp"
#include "outputs/series/catalogue.hpp"
#include "scenarios/runner/play/draws.hpp"
#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/merge.hpp"
#include "scenarios/runner/read/resolved.hpp"
#include "scenarios/runner/read/without.hpp"
#include "scenarios/runner/sweep/design_check.hpp"
#include "scenarios/runner/sweep/factor_values.hpp"
#include "scenarios/runner/sweep/plan_layout.hpp"
#include "sim/core/build_info.hpp"

namespace exarace {
namespace {

Scenario with_design_changes(Scenario scenario, const Design& design) {
  for (const Member& change : design.changes) set_key(scenario.document, change.key, change.node, scenario.problems);
  scenario.sources.insert(scenario.sources.end(), design.sources.begin(), design.sources.end());
  scenario = with_times(with_sets(std::move(scenario), design.sets), design.times);
  return without_rules(std::move(scenario), "--without", design.without);
}

/// The scenarios that a design begins with: one, or those that a factor names; in order, each once.
std::vector<Scenario> read_scenarios(const Design& design) {
  std::vector<Scenario> out = {with_design_changes(read_scenario(design.scenario_file), design)};
  const auto factor =
      std::find_if(design.factors.begin(), design.factors.end(), [](const Factor& f) { return f.key == "scenario"; });
  if (factor == design.factors.end()) return out;
  out.clear();
  std::vector<Problem> problems;
  for (const Node& value : *factor->values->as<Node::List>()) {
    const auto* name = value.as<std::string>();
    if (!name) {
      problems.push_back({value.where, "", "expected the name of a scenario, found " + what_is(value)});
      continue;
    }
    if (std::any_of(out.begin(), out.end(), [&](const Scenario& s) { return s.name == *name; })) continue;
    try {
      out.push_back(with_design_changes(read_scenario(find_scenario(*name, design.folder).string()), design));
      out.back().name = *name;
    } catch (const ScenarioError& error) {
      problems.push_back({value.where, "", error.what()});
    }
  }
  throw_if_any(std::move(problems), design.sources);
  return out;
}

/// Declarations of the factors' keys, once every value that they can take was checked in every scenario.
std::vector<const Field*> check_factors(const Design& design, const std::vector<Scenario>& scenarios,
                                        const Catalogue& catalogue) {
  std::vector<const Field*> fields;
  std::vector<Problem> problems;
  for (const Scenario& scenario : scenarios) {
    fill(catalogue, scenario, 0);  // reports what is wrong with the scenario itself
    KeyFinder keys(catalogue, scenario);
    fields.clear();
    for (const Factor& factor : design.factors) fields.push_back(check_factor(factor, keys, scenario, problems));
    problems.insert(problems.end(), keys.context().problems.begin(), keys.context().problems.end());
  }
  throw_if_any(std::move(problems), design.sources);
  return fields;
}

/// Draws of a file for keys that all scenarios have; those that the design sets itself are left out.
PlannedDraws checked_draws(const Design& design, const std::vector<Scenario>& scenarios, const Catalogue& catalogue) {
  const std::string file = find_draws(design.keys.draws, scenarios.front().name);
  PlannedDraws all = read_draws(file);
  for (const Scenario& scenario : scenarios) check_draws(file, all.keys, catalogue, scenario);
  std::vector<std::string> sets;
  for (const Member& change : design.changes) sets.push_back(change.key + "=");
  sets.insert(sets.end(), design.sets.begin(), design.sets.end());
  return without_differing(without_set(std::move(all), sets), scenarios);
}

std::vector<const Series*> chosen_series(const Design& design) {
  try {
    return choose_series(all_series(), design.output.series);
  } catch (const ScenarioError& error) {
    throw_if_any({{design.series_where, "", error.what()}}, design.sources);
    throw;
  }
}

std::vector<std::string> reductions_of(const Design& design) {
  std::vector<std::string> names;
  for (const Reduction reduction : design.output.reductions)
    names.push_back(ChoiceNames<Reduction>::names()[static_cast<std::size_t>(reduction)]);
  return names;
}

std::string draws_digest(const PlannedDraws& draws) {
  std::string text;
  for (std::size_t k = 0; k < draws.keys.size(); ++k) {
    text += draws.keys[k];
    for (const double number : draws.numbers[k]) text += fmt::format(" {}", number);
  }
  return sha256(text);
}

std::string factor_fact(const Factor& factor) {
  std::string text = ChoiceNames<Role>::names()[static_cast<std::size_t>(factor.role)];
  if (factor.values) return text + " " + toml_text(*factor.values);
  const Distribution& d = *factor.shape;
  text += fmt::format(" {}({}, {}, {})", distribution_shapes()[static_cast<std::size_t>(d.shape)].name, d.first,
                      d.second, d.third);
  return factor.count > 0 ? text + fmt::format(" count {}", factor.count) : text;
}

/// What makes a sweep the same sweep: design, scenarios and program; not how its file is written.
std::vector<std::pair<std::string, std::string>> facts_of(const Design& design, const SweepManifest& plan) {
  std::vector<std::pair<std::string, std::string>> facts = {
      {"program", build_info().version + std::string(" ") + build_info().commit},
      {"sampler", plan.sampler},
      {"points", std::to_string(plan.points)},
      {"replicates", std::to_string(plan.replicates)},
      {"seed", std::to_string(plan.seed)},
      {"draws", plan.draws.size() == 0 ? "" : draws_digest(plan.draws)},
      {"paired", plan.paired ? "true" : "false"},
      {"output.series", fmt::format("{}", fmt::join(design.output.series, ", "))},
      {"output.reductions", fmt::format("{}", fmt::join(reductions_of(design), ", "))},
      {"output.quantiles", fmt::format("{}", fmt::join(design.output.quantiles, ", "))},
  };
  if (design.keys.sampler == Sampler::morris) facts.emplace_back("levels", std::to_string(design.keys.levels));
  if (design.keys.sampler == Sampler::saltelli)
    facts.emplace_back("second_order", design.keys.second_order ? "true" : "false");
  std::vector<std::string> keys;
  for (const Factor& factor : design.factors) keys.push_back(factor.key);
  facts.emplace_back("factors", fmt::format("{}", fmt::join(keys, ", ")));
  for (const Factor& factor : design.factors) facts.emplace_back("factor " + factor.key, factor_fact(factor));
  for (const Correlation& pair : design.correlations)
    facts.emplace_back("correlation " + pair.a + " " + pair.b, fmt::format("{}", pair.value));
  for (const auto& [name, text] : plan.scenarios) facts.emplace_back("SHA-256 of scenario " + name, sha256(text));
  return facts;
}

}  // namespace

SweepManifest make_plan(Design design, const std::vector<std::string>& command) {
  settle_sets(design);
  const std::vector<Scenario> scenarios = read_scenarios(design);
  const Catalogue catalogue = blank_catalogue();
  const auto fields = check_factors(design, scenarios, catalogue);
  SweepManifest plan;
  plan.name = design.name;
  plan.title = design.title;
  plan.sampler = ChoiceNames<Sampler>::names()[static_cast<std::size_t>(design.keys.sampler)];
  plan.seed = static_cast<std::uint64_t>(design.keys.seed);
  plan.replicates = static_cast<std::uint64_t>(design.keys.replicates);
  plan.points = count_points(design);
  plan.paired = is_paired(design);
  plan.quantiles = design.output.quantiles;
  for (const Scenario& scenario : scenarios) plan.scenarios.emplace_back(scenario.name, resolved_text(scenario));
  std::vector<UnitColumn> drawn = unit_points(design);
  drawn.resize(design.factors.size());
  for (std::size_t i = 0; i < fields.size(); ++i)
    plan.factors.push_back(planned(design, i, fields[i], std::move(drawn[i]), plan.points));
  if (!design.keys.draws.empty()) plan.draws = checked_draws(design, scenarios, catalogue);
  plan.layout = layout_of(chosen_series(design), reductions_of(design), scenarios.front());
  plan.design_text = design.text;
  plan.facts = facts_of(design, plan);
  plan.command = cut_paths(command);
  plan.started = utc_now();
  return plan;
}

PlannedRuns::PlannedRuns(const SweepManifest& manifest) : manifest_(manifest) {
  for (const auto& [name, text] : manifest.scenarios) scenarios_.push_back(read_scenario_text(name, text));
}

Scenario PlannedRuns::scenario(std::uint64_t run) const {
  return with_changes(scenarios_[manifest_.scenario_of(manifest_.point_of(run))], "factor", manifest_.changes(run));
}

RunOptions PlannedRuns::options(std::uint64_t run) const {
  RunOptions options;
  const auto own_seed = [](const PlannedFactor& factor) { return factor.key == "run.seed"; };
  if (std::none_of(manifest_.factors.begin(), manifest_.factors.end(), own_seed)) options.seed = manifest_.seed;
  options.replicate = manifest_.luck_of(run);
  options.threads = 1;
  return options;
}

}  // namespace exarace
