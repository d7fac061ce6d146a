/// Observables are declared in history/observables.csv beside the scenarios; here they are only listed.

#include <fmt/format.h>

#include "scenarios/runner/command/listing.hpp"
#include "scenarios/runner/read/files.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using CsvRow = std::vector<std::string>;

/// Rows of a CSV text: cells may stand in quotes, with "" for a quote.
std::vector<CsvRow> lines_of(const std::string& text) {
  std::vector<CsvRow> lines;
  CsvRow line(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"')
      line.back() += '"', ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      line.emplace_back();
    else if (c == '\n' && !quoted)
      lines.push_back(std::exchange(line, CsvRow(1)));
    else if (c != '\r')
      line.back() += c;
  }
  if (line.size() > 1 || !line.front().empty()) lines.push_back(line);
  return lines;
}

std::filesystem::path table_of_observables() {
  for (const auto& folder : scenario_folders()) {
    const auto file = folder / "history" / "observables.csv";
    if (std::filesystem::is_regular_file(file)) return file;
  }
  throw ScenarioError("exarace list observables: no folder of scenarios has history/observables.csv");
}

}  // namespace

Listing list_observables() {
  Listing out{
      "Observables",
      "Which number of the model stands for which observation of scenarios/history/observations.csv. Only those "
      "with use 'score' are scored; 'show' differs in what it counts, 'dup' is a facet of another row, 'none' has "
      "no counterpart in the model.",
      {}};
  const std::filesystem::path file = table_of_observables();
  const std::vector<CsvRow> lines = lines_of(read_text_file(file));
  for (std::size_t n = 1; n < lines.size(); ++n) {
    nlohmann::ordered_json row;
    std::string block;
    if (lines[n].size() != lines[0].size())
      throw ScenarioError(
          fmt::format("{}:{}: expected {} cells, found {}", file.string(), n + 1, lines[0].size(), lines[n].size()));
    for (std::size_t c = 0; c < lines[0].size(); ++c)
      if (lines[0][c] == "block")
        block = lines[n][c];
      else
        row[lines[0][c]] = lines[n][c];
    if (out.sections.empty() || out.sections.back().heading != block) out.sections.push_back({block, "", {}});
    out.sections.back().rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace exarace
