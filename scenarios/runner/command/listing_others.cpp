#include "outputs/series/catalogue.hpp"
#include "scenarios/runner/command/listing.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/parse.hpp"
#include "scenarios/runner/read/problems.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

std::string text_at(const Node& document, std::string_view key) {
  const Node* node = child(document, key);
  const auto* text = node ? node->as<std::string>() : nullptr;
  return text ? *text : "";
}

/// A scenario's own file says what it asks; what it extends need not be read.
Json scenario_row(const std::filesystem::path& file) {
  Json row = {{"name", file.stem().string()}, {"extends", ""}, {"title", ""}, {"about", ""}};
  try {
    const Source source{file.string(), read_text_file(file), ""};
    const Node document = parse_document(source);
    for (const char* key : {"extends", "title", "about"}) row[key] = text_at(document, key);
  } catch (const ScenarioError& error) {
    const std::string text = error.what();
    row["about"] = "cannot be read: " + text.substr(0, text.find('\n'));
  }
  return row;
}

std::string group_of(const std::string& series) { return series.substr(0, series.find('.')); }

}  // namespace

Listing list_series() {
  Listing out{"Series", "What a run can record. Dimensions come after time; the default set is marked.", {}};
  for (const Series& series : all_series()) {
    const std::string group = group_of(series.name);
    if (out.sections.empty() || out.sections.back().heading != group) out.sections.push_back({group, "", {}});
    Json dims = Json::array();
    for (const Dim dim : series.dims) dims.push_back(std::string(dim_name(dim)));
    out.sections.back().rows.push_back({{"name", series.name},
                                        {"unit", series.unit},
                                        {"dimensions", dims},
                                        {"recorded", series.by_default ? "default" : "on request"},
                                        {"about", series.about}});
  }
  return out;
}

Listing list_scenarios() {
  Listing out{"Scenarios", "Stories that come with exarace; each can be extended.", {}};
  Section section;
  for (const auto& file : known_scenarios()) section.rows.push_back(scenario_row(file));
  out.sections.push_back(std::move(section));
  return out;
}

}  // namespace exarace
