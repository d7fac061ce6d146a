#include "scenarios/runner/command/listing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

std::string cell_text(const Json& cell) {
  if (cell.is_null()) return "";
  if (cell.is_string()) return cell.get<std::string>();
  if (cell.is_boolean()) return cell.get<bool>() ? "yes" : "";
  if (cell.is_number()) return fmt::format("{:.6g}", cell.get<double>());
  std::vector<std::string> parts;
  for (const Json& element : cell) parts.push_back(cell_text(element));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// Width of a UTF-8 text in characters.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Rows as texts, by column; the two limits of a range become one cell.
struct ShownCells {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string range_text(const std::string& low, const std::string& high) {
  if (high.empty()) return low.empty() ? "" : "from " + low;
  return low.empty() ? "to " + high : low + " to " + high;
}

ShownCells all_cells(const Section& section) {
  ShownCells out;
  for (const Json& row : section.rows) {
    std::vector<std::string> texts;
    for (const auto& [column, cell] : row.items()) {
      if (column == "high") continue;
      const bool range = column == "low";
      if (out.rows.empty()) out.columns.push_back(range ? "range" : column);
      texts.push_back(range ? range_text(cell_text(cell), cell_text(row["high"])) : cell_text(cell));
    }
    out.rows.push_back(std::move(texts));
  }
  return out;
}

/// The cells without columns that say nothing in any row.
ShownCells used_cells(const Section& section) {
  const ShownCells all = all_cells(section);
  ShownCells out;
  out.rows.resize(all.rows.size());
  for (std::size_t column = 0; column < all.columns.size(); ++column) {
    const auto says = [&](const std::vector<std::string>& row) { return !row[column].empty(); };
    if (std::none_of(all.rows.begin(), all.rows.end(), says)) continue;
    out.columns.push_back(all.columns[column]);
    for (std::size_t row = 0; row < all.rows.size(); ++row) out.rows[row].push_back(all.rows[row][column]);
  }
  return out;
}

std::string aligned(const Section& section) {
  ShownCells cells = used_cells(section);
  cells.rows.insert(cells.rows.begin(), cells.columns);
  std::vector<std::size_t> widths(cells.columns.size());
  for (const auto& row : cells.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  std::string out;
  for (const auto& row : cells.rows) {
    std::string line = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) line += row[i] + std::string(widths[i] - width(row[i]) + 2, ' ');
    out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return out;
}

/// Text of a cell of a Markdown table.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '<') out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_table(const Section& section) {
  const ShownCells cells = used_cells(section);
  std::string out = fmt::format("| {} |\n|", fmt::join(cells.columns, " | "));
  for (std::size_t i = 0; i < cells.columns.size(); ++i) out += " --- |";
  out += '\n';
  for (const auto& row : cells.rows) {
    out += '|';
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string& column = cells.columns[i];
      const bool code = (column == "key" || column == "name" || column == "kind") && !row[i].empty();
      out += code ? fmt::format(" `{}` |", row[i]) : fmt::format(" {} |", escaped(row[i]));
    }
    out += '\n';
  }
  return out;
}

}  // namespace

std::string as_text(const Listing& listing) {
  std::string out;
  for (const Section& section : listing.sections) {
    if (!out.empty()) out += '\n';
    if (!section.heading.empty()) out += section.heading + (section.about.empty() ? "" : "  " + section.about) + '\n';
    out += aligned(section);
  }
  return out;
}

std::string as_json(const Listing& listing) {
  Json all = Json::array();
  for (const Section& section : listing.sections)
    for (const Json& row : section.rows) all.push_back(row);
  return all.dump(2) + '\n';
}

std::string as_markdown(const Listing& listing) {
  std::string out = fmt::format("# {}\n\n{}\n", listing.title, listing.about);
  for (const Section& section : listing.sections) {
    if (!section.heading.empty()) out += fmt::format("\n## {}\n", section.heading);
    if (!section.about.empty()) out += fmt::format("\n{}\n", section.about);
    if (!section.rows.empty()) out += '\n' + markdown_table(section);
  }
  return out;
}

}  // namespace exarace
