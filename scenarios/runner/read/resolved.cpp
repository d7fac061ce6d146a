/// A merged document back to TOML: the same text for the same content.

#include "scenarios/runner/read/resolved.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/runner/read/known.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (byte < 0x20 || byte == 0x7f)
      out += fmt::format("\\u{:04X}", byte);
    else
      out += c;
  }
  return out + '"';
}

std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return bare ? std::string(key) : in_quotes(key);
}

std::string number_text(double value) {
  std::string text = fmt::format("{}", value);  // the shortest that reads back to the same number
  return text.find_first_of(".ein") == std::string::npos ? text + ".0" : text;
}

std::string value_text(const Node& node);

struct ValueText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return number_text(value); }
  std::string operator()(const std::string& value) const { return in_quotes(value); }
  std::string operator()(Date value) const { return to_string(value); }
  std::string operator()(const Node::Clock& value) const { return value.text; }
  std::string operator()(const Node::List& list) const {
    std::vector<std::string> parts;
    for (const Node& node : list) parts.push_back(value_text(node));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  std::string operator()(const Node::Table& table) const {
    std::vector<std::string> parts;
    for (const Member& member : table) parts.push_back(key_text(member.key) + " = " + value_text(member.node));
    return parts.empty() ? "{}" : fmt::format("{{ {} }}", fmt::join(parts, ", "));
  }
};

std::string value_text(const Node& node) { return std::visit(ValueText{}, node.value); }

bool is_section(const Node& node) {
  return node.as<Node::Table>() && !is_series(node) && !is_distribution(node) && !is_annotated(node);
}

void write_table(std::string& out, const Node& node, const std::string& path, bool row);

void write_member_below(std::string& out, const Member& member, const std::string& path) {
  const std::string below = path.empty() ? key_text(member.key) : path + "." + key_text(member.key);
  if (is_rows(member.node)) {
    for (const Node& row : *member.node.as<Node::List>())
      if (is_enabled(row)) {
        out += "\n[[" + below + "]]\n";
        write_table(out, row, below, true);
      }
  } else if (is_section(member.node)) {
    out += "\n[" + below + "]\n";
    write_table(out, member.node, below, false);
  }
}

void write_table(std::string& out, const Node& node, const std::string& path, bool row) {
  const auto& table = *node.as<Node::Table>();
  const auto write = [&](const Member& m) { out += key_text(m.key) + " = " + value_text(m.node) + "\n"; };
  const Member* id = row ? find(table, "id") : nullptr;
  if (id) write(*id);
  if (path == "regimes")
    if (const auto keys = supposed_keys(node); !keys.empty())
      out += fmt::format("supposed = [\"{}\"]\n", fmt::join(keys, "\", \""));
  for (const Member& member : table) {
    const bool said = &member == id || (row && (member.key == "enabled" || member.key == "supposed"));
    if (!said && !is_rows(member.node) && !is_section(member.node)) write(member);
  }
  for (const Member& member : table) write_member_below(out, member, path);
}

}  // namespace

std::string toml_text(const Node& node) { return value_text(node); }

std::string resolved_text(const Scenario& scenario) {
  std::string out;
  if (!scenario.title.empty()) out += "title = " + in_quotes(scenario.title) + "\n";
  if (!scenario.about.empty()) out += "about = " + in_quotes(scenario.about) + "\n";
  write_table(out, scenario.document, "", false);
  return out;
}

}  // namespace exarace
