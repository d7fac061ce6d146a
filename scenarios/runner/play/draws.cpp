#include "scenarios/runner/play/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/find_key.hpp"
#include "scenarios/runner/read/resolved.hpp"
#include "sim/core/error.hpp"

namespace exarace {

void check_draws(const std::string& file, const std::vector<std::string>& keys, const Catalogue& catalogue,
                 const Scenario& scenario) {
  const KeyFinder finder(catalogue, scenario);
  std::vector<std::string> unknown;
  for (const std::string& key : keys)
    if (!finder.find(key_target(key).key)) unknown.push_back(key);
  if (unknown.empty()) return;
  throw ScenarioError(
      fmt::format("{}: was made for another version of the world: '{}' has no key '{}'; "
                  "'exarace calibrate {} -o FILE' makes draws for this one",
                  file, scenario.name, fmt::join(unknown, "', '"), scenario.name));
}

namespace {

/// Draws of the keys for which `wanted` is true.
template <class Wanted>
PlannedDraws kept(PlannedDraws draws, const Wanted& wanted) {
  PlannedDraws out;
  for (std::size_t k = 0; k < draws.keys.size(); ++k) {
    if (!wanted(key_target(draws.keys[k]))) continue;
    out.keys.push_back(std::move(draws.keys[k]));
    out.numbers.push_back(std::move(draws.numbers[k]));
  }
  return out;
}

/// What a scenario sets at a key, rows by their ids; "" where it keeps the declared value.
std::string text_at(const Scenario& scenario, std::string_view key) {
  const Node* node = &scenario.document;
  while (node && !key.empty()) {
    const std::string_view part = key.substr(0, key.find('.'));
    key.remove_prefix(std::min(key.size(), part.size() + 1));
    if (const auto* rows = node->as<Node::List>()) {
      const auto row = std::find_if(rows->begin(), rows->end(), [&](const Node& one) { return row_id(one) == part; });
      node = row == rows->end() ? nullptr : &*row;
    } else {
      node = child(*node, part);
    }
  }
  return node ? toml_text(*node) : "";
}

}  // namespace

PlannedDraws without_set(PlannedDraws draws, const std::vector<std::string>& sets) {
  return kept(std::move(draws), [&](const KeyTarget& target) {
    return std::none_of(sets.begin(), sets.end(),
                        [&](const std::string& set) { return set.starts_with(target.key + "="); });
  });
}

PlannedDraws without_differing(PlannedDraws draws, const std::vector<Scenario>& scenarios) {
  return kept(std::move(draws), [&](const KeyTarget& target) {
    if (target.times) return true;  // scales what each of them has
    return std::all_of(scenarios.begin(), scenarios.end(), [&](const Scenario& scenario) {
      return text_at(scenario, target.key) == text_at(scenarios.front(), target.key);
    });
  });
}

Scenario with_draw(Scenario scenario, const PlannedDraws& draws, std::size_t number) {
  std::vector<Change> changes;
  for (std::size_t k = 0; k < draws.keys.size(); ++k)
    changes.emplace_back(draws.keys[k], toml_number(draws.numbers[k][number % draws.size()]));
  return with_changes(std::move(scenario), "draw", changes);
}

}  // namespace exarace
