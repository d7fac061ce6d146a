#include "scenarios/runner/read/node.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace exarace {
namespace {

constexpr auto by_key = [](const Member& member, std::string_view key) { return member.key < key; };

template <class Table>
auto* find_member(Table& table, std::string_view key) {
  const auto at = std::lower_bound(table.begin(), table.end(), key, by_key);
  return at != table.end() && at->key == key ? &*at : nullptr;
}

struct Describe {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const {
    return value.size() <= 60 ? "text '" + value + "'" : "a text of " + std::to_string(value.size()) + " bytes";
  }
  std::string operator()(Date value) const { return "the date " + to_string(value); }
  std::string operator()(const Node::Clock& value) const { return "the time " + value.text; }
  std::string operator()(const Node::List& value) const { return value.empty() ? "an empty list" : "a list"; }
  std::string operator()(const Node::Table& value) const { return value.empty() ? "an empty table" : "a table"; }
};

}  // namespace

const Member* find(const Node::Table& table, std::string_view key) { return find_member(table, key); }
Member* find(Node::Table& table, std::string_view key) { return find_member(table, key); }

const Node* child(const Node& node, std::string_view key) {
  const auto* table = node.as<Node::Table>();
  const Member* member = table ? find(*table, key) : nullptr;
  return member ? &member->node : nullptr;
}

const Node* at_path(const Node& document, std::string_view path) {
  const Node* node = &document;
  while (node && !path.empty()) {
    const std::string_view key = path.substr(0, path.find('.'));
    node = child(*node, key);
    path.remove_prefix(std::min(path.size(), key.size() + 1));
  }
  return node;
}

Member& put(Node::Table& table, Member member) {
  const auto at = std::lower_bound(table.begin(), table.end(), std::string_view(member.key), by_key);
  if (at != table.end() && at->key == member.key) return *at = std::move(member);
  return *table.insert(at, std::move(member));
}

std::string join_path(std::string_view path, std::string_view key) {
  std::string joined(path);
  if (!path.empty()) joined += '.';
  return joined += key;
}

std::string row_id(const Node& node) {
  const Node* id = child(node, "id");
  const auto* text = id ? id->as<std::string>() : nullptr;
  return text ? *text : "";
}

Node* find_row(Node::List& rows, std::string_view id) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Node& row) { return row_id(row) == id; });
  return at == rows.end() ? nullptr : &*at;
}

std::vector<std::string> row_ids(const Node::List& rows) {
  std::vector<std::string> ids;
  for (const Node& row : rows) ids.push_back(row_id(row));
  return ids;
}

bool is_rows(const Node& node) {
  const auto* list = node.as<Node::List>();
  return list && !list->empty() &&
         std::all_of(list->begin(), list->end(), [](const Node& n) { return n.as<Node::Table>() != nullptr; });
}

bool is_series(const Node& node) {
  const auto* table = node.as<Node::Table>();
  return table && std::any_of(table->begin(), table->end(), [](const Member& member) {
           const char first = member.key.empty() ? ' ' : member.key.front();
           return (first >= '0' && first <= '9') || member.key == "between";
         });
}

bool is_distribution(const Node& node) { return child(node, "dist") != nullptr; }

bool is_annotated(const Node& node) { return child(node, "prior") || child(node, "times"); }

bool is_enabled(const Node& node) {
  const Node* enabled = child(node, "enabled");
  const bool* says = enabled ? enabled->as<bool>() : nullptr;
  return !says || *says;
}

std::string what_is(const Node& node) { return std::visit(Describe{}, node.value); }

}  // namespace exarace
