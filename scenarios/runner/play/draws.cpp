#include "scenarios/runner/play/draws.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/find_key.hpp"
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

PlannedDraws without_set(PlannedDraws draws, const std::vector<std::string>& sets) {
  PlannedDraws out;
  for (std::size_t k = 0; k < draws.keys.size(); ++k) {
    const std::string key = key_target(draws.keys[k]).key;
    const bool set =
        std::any_of(sets.begin(), sets.end(), [&](const std::string& s) { return s.starts_with(key + "="); });
    if (set) continue;
    out.keys.push_back(std::move(draws.keys[k]));
    out.numbers.push_back(std::move(draws.numbers[k]));
  }
  return out;
}

Scenario with_draw(Scenario scenario, const PlannedDraws& draws, std::size_t number) {
  std::vector<Change> changes;
  for (std::size_t k = 0; k < draws.keys.size(); ++k)
    changes.emplace_back(draws.keys[k], toml_number(draws.numbers[k][number % draws.size()]));
  return with_changes(std::move(scenario), "draw", changes);
}

}  // namespace exarace
