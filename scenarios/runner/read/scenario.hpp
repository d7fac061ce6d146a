#pragma once
/// A scenario as read from its files: one merged document, with every layer remembered.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/runner/read/node.hpp"
#include "scenarios/runner/read/problems.hpp"

namespace exarace {

/// A merged document and where each of its values comes from. Copies are independent.
struct Scenario {
  std::string name;               ///< "baseline"
  std::string title;              ///< as people write it
  std::string about;              ///< the question it asks
  Node document;                  ///< tables only; `extends`, `include`, `title` and `about` are taken out
  std::vector<Problem> problems;  ///< found while merging; fill() reports them with its own
  std::vector<std::shared_ptr<const Source>> sources;  ///< keep the places in `document` alive
};

/// A key path and a value as TOML text; a bare word is a text.
using Change = std::pair<std::string, std::string>;

/// Reads a scenario by path or name with all that it extends and includes. Throws ScenarioError where a file cannot
/// be read or is no TOML; what is wrong inside is reported by fill().
Scenario read_scenario(const std::string& path_or_name);

/// Reads a scenario from a text that needs no other file, such as the resolved text in a result.
Scenario read_scenario_text(const std::string& name, std::string text);

/// The scenario with some keys set; `layer` is how messages name the change: "--set[2]", "with_[1]".
Scenario with_changes(Scenario scenario, const std::string& layer, const std::vector<Change>& changes);

/// "KEY=VALUE" of every `--set`, in order, as layers "--set[1]", "--set[2]", ... Throws ScenarioError for one
/// without a key or without "=".
Scenario with_sets(Scenario scenario, const std::vector<std::string>& sets);

/// The same for "KEY=FACTOR" of every `--times`, which multiplies what stands at a key or at all that fit a pattern.
Scenario with_times(Scenario scenario, const std::vector<std::string>& times);

/// The merged document as TOML in an order that does not depend on how it was written; disabled rows are left out.
/// Reading it again gives the same world. It names no file; its digest (outputs/file/digest.hpp) identifies the
/// scenario.
std::string resolved_text(const Scenario& scenario);

}  // namespace exarace
