#pragma once
/// Lists of what there is, shown as text, as JSON and as a reference page.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/runner/read/describe.hpp"

namespace exarace {

/// Rows under one heading; cells are texts, numbers, lists of texts or null, by column.
struct Section {
  std::string heading;
  std::string about;
  std::vector<nlohmann::ordered_json> rows;
};

/// A list in sections.
struct Listing {
  std::string title;
  std::string about;  ///< a paragraph for the reference page
  std::vector<Section> sections;
};

Listing list_parameters(const std::vector<PartDescription>& parts);
Listing list_instruments(const std::vector<PartDescription>& parts);
Listing list_mechanisms(const std::vector<PartDescription>& parts);
Listing list_series();
/// Which number of the model stands for which observation. Throws ScenarioError where the table is not there.
Listing list_observables();
/// Scenarios that have a name, with what they ask. One that cannot be read is listed with what is wrong.
Listing list_scenarios();

/// Series of a result file. Throws ResultError.
Listing list_file(const std::string& path);
/// Runs of the folder of a sweep: what was varied, and how each stands. Throws ResultError.
Listing list_runs(const std::string& path);

/// Aligned columns for a terminal.
std::string as_text(const Listing& listing);
/// One JSON array of all rows.
std::string as_json(const Listing& listing);
/// A page of docs/reference.
std::string as_markdown(const Listing& listing);

}  // namespace exarace
