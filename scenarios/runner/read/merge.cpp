#include "scenarios/runner/read/merge.hpp"

#include <algorithm>
#include <map>

#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

bool good_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// The id of a row if it is a good one; reports it otherwise.
std::string checked_id(const Node& row, const std::string& path, std::vector<Problem>& problems) {
  const Node* node = child(row, "id");
  if (!node) {
    problems.push_back(
        {row.where, "", "a row of " + path + " has no id; give it a unique id = \"...\" of a-z, 0-9 and _"});
    return "";
  }
  const auto* id = node->as<std::string>();
  if (id && good_id(*id)) return *id;
  problems.push_back({node->where, path, "an id is a text of a-z, 0-9 and _, found " + what_is(*node)});
  return "";
}

void check_collection(const Node::List& rows, const std::string& path, std::vector<Problem>& problems);

void check_members(const Node& node, const std::string& path, std::vector<Problem>& problems) {
  const auto* table = node.as<Node::Table>();
  if (!table) return;
  for (const Member& member : *table) {
    const std::string below = join_path(path, member.key);
    if (is_rows(member.node))
      check_collection(*member.node.as<Node::List>(), below, problems);
    else
      check_members(member.node, below, problems);
  }
}

void check_collection(const Node::List& rows, const std::string& path, std::vector<Problem>& problems) {
  std::map<std::string, std::uint32_t> lines;
  for (const Node& row : rows) {
    const std::string id = checked_id(row, path, problems);
    if (id.empty()) continue;
    const auto [first, is_new] = lines.emplace(id, row.where.line);
    if (!is_new)
      problems.push_back(
          {child(row, "id")->where, "",
           "duplicate id '" + id + "' in " + path + "; the first is on line " + std::to_string(first->second)});
    check_members(row, join_path(path, id), problems);
  }
}

bool is_open_table(const Node& node) {
  return node.as<Node::Table>() && !is_series(node) && !is_distribution(node) && !is_annotated(node);
}

void unknown_id(const Where& where, std::string_view id, const std::string& path, const Node::List& rows,
                std::vector<Problem>& problems) {
  problems.push_back({where, "", "unknown id '" + std::string(id) + "' in " + path + did_you_mean(id, row_ids(rows))});
}

void merge_row(Node::List& rows, Node over, const std::string& path, std::vector<Problem>& problems) {
  const std::string id = row_id(over);
  if (Node* row = find_row(rows, id))
    merge(*row, std::move(over), join_path(path, id), problems);
  else if (!is_enabled(over))
    unknown_id(over.where, id, path, rows, problems);
  else if (!id.empty())
    rows.push_back(std::move(over));
}

void merge_members(Node& base, Node::Table over, const std::string& path, std::vector<Problem>& problems) {
  auto& table = *base.as<Node::Table>();
  for (Member& member : over) {
    if (Member* known = find(table, member.key)) {
      known->where = member.where;
      merge(known->node, std::move(member.node), join_path(path, member.key), problems);
    } else {
      put(table, std::move(member));
    }
  }
}

/// `[regimes.us_2023_11]`: a table whose keys are ids of rows that exist.
void merge_by_key(Node::List& rows, Node::Table over, const std::string& path, std::vector<Problem>& problems) {
  for (Member& member : over) {
    if (Node* row = find_row(rows, member.key))
      merge(*row, std::move(member.node), join_path(path, member.key), problems);
    else
      unknown_id(member.where, member.key, path, rows, problems);
  }
}

}  // namespace

void check_rows(const Node& document, std::vector<Problem>& problems) { check_members(document, "", problems); }

void merge(Node& base, Node over, const std::string& path, std::vector<Problem>& problems) {
  if (is_open_table(base) && is_open_table(over)) {
    merge_members(base, std::move(*over.as<Node::Table>()), path, problems);
  } else if (is_rows(base) && is_rows(over)) {
    for (Node& row : *over.as<Node::List>()) merge_row(*base.as<Node::List>(), std::move(row), path, problems);
  } else if (is_rows(base) && over.as<Node::Table>()) {
    merge_by_key(*base.as<Node::List>(), std::move(*over.as<Node::Table>()), path, problems);
  } else {
    base = std::move(over);
  }
}

void set_key(Node& document, std::string_view path, Node value, std::vector<Problem>& problems) {
  constexpr std::ptrdiff_t kDeepest = 40;  // as in files: what walks over tables recurses
  Node* at = &document;
  std::string walked;
  const Where where = value.where;
  if (std::count(path.begin(), path.end(), '.') > kDeepest) {
    problems.push_back({where, "", "this key has too many parts"});
    return;
  }
  while (!path.empty()) {
    const std::string key(path.substr(0, path.find('.')));
    path.remove_prefix(std::min(path.size(), key.size() + 1));
    if (is_rows(*at)) {
      auto& rows = *at->as<Node::List>();
      Node* row = find_row(rows, key);
      if (!row) return unknown_id(where, key, walked, rows, problems);
      at = row;
    } else if (is_open_table(*at)) {
      auto& table = *at->as<Node::Table>();
      Member* known = find(table, key);
      at = known ? &known->node : &put(table, {key, where, Node{Node::Table{}, where}}).node;
    } else {
      problems.push_back({where, "", "'" + walked + "' is " + what_is(*at) + " and can only be replaced whole"});
      return;
    }
    walked = join_path(walked, key);
  }
  merge(*at, std::move(value), walked, problems);
}

}  // namespace exarace
