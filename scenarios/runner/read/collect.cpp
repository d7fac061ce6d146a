#include "scenarios/runner/read/collect.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

bool is_number(const std::string& id) {
  return std::all_of(id.begin(), id.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

/// By id; rows that are numbered, as the factors of a design, by number.
bool stands_before(const Node* a, const Node* b) {
  const std::string one = row_id(*a), other = row_id(*b);
  if (is_number(one) && is_number(other) && one.size() != other.size()) return one.size() < other.size();
  return one < other;
}

void collect_rows(Filling& filling, Work& work) {
  const std::string& path = work.part->path;
  const auto* list = work.node->as<Node::List>();
  if (!list || (!list->empty() && !is_rows(*work.node)))
    return filling.complain(work.node->where, path,
                            "expected rows, [[" + path + "]] with an id, found " + what_is(*work.node));
  RowNames& names = filling.context.tables[path];
  for (const Node& row : *list) {
    const std::string id = row_id(row);
    const bool known = id.empty() || names.rows.contains(id);  // reported when its file was read
    if (!is_enabled(row))
      names.removed.insert(id);
    else if (!known)
      names.rows.emplace(id, 0), work.rows.push_back(&row);
  }
  // In the order of ids: where a file has a row is nothing that the world could know.
  std::sort(work.rows.begin(), work.rows.end(), stands_before);
  for (std::size_t row = 0; row < work.rows.size(); ++row)
    names.rows[row_id(*work.rows[row])] = static_cast<std::int64_t>(row);
}

Work find_work(Filling& filling, const Part& part) {
  Work work{&part, at_path(filling.scenario.document, part.path), {}, {}};
  if (part.table) {
    if (work.node) collect_rows(filling, work);
  } else {
    static const Node nothing{Node::Table{}, {}};
    if (work.node && !work.node->as<Node::Table>()) {
      filling.complain(work.node->where, part.path,
                       "expected a table, [" + part.path + "], found " + what_is(*work.node));
      work.node = nullptr;
    }
    work.rows.push_back(work.node ? work.node : &nothing);
  }
  return work;
}

/// Kind that a row says; "" for none or a wrong one, which is reported. Keys that stand once need not say it.
std::string kind_of(Filling& filling, const Part& part, const Node& row, const std::string& path) {
  const Node* kind = child(row, "kind");
  const auto* name = kind ? kind->as<std::string>() : nullptr;
  if (name && find_kind(part, *name)) return *name;
  if (!kind && !part.table) return part.kinds.front().name;
  std::vector<std::string> names;
  for (const RowKind& k : part.kinds) names.push_back(k.name);
  const std::string expected = fmt::format("expected a kind, one of '{}'", fmt::join(names, "', '"));
  if (!kind)
    filling.complain(row.where, path, expected + ", found none");
  else
    filling.complain(kind->where, path,
                     expected + ", found " + what_is(*kind) + (name ? did_you_mean(*name, names) : ""));
  return "";
}

void build_rows(Filling& filling, Work& work) {
  for (std::size_t row = 0; row < work.rows.size(); ++row)
    work.kinds.push_back(work.part->kinds.empty() ? ""
                                                  : kind_of(filling, *work.part, *work.rows[row], row_path(work, row)));
  work.part->build(work.kinds);
}

}  // namespace

void Filling::complain(const Where& where, const std::string& key, std::string text) {
  const bool placed = where.source || scenario.sources.empty();
  context.problems.push_back({placed ? where : Where{scenario.sources.front().get(), 0, 0}, key, std::move(text)});
}

std::set<std::string> sections_of(const Catalogue& catalogue) {
  std::set<std::string> sections;
  for (const Part& part : catalogue.parts)
    for (std::size_t dot = part.path.find('.');; dot = part.path.find('.', dot + 1)) {
      sections.insert(part.path.substr(0, dot));
      if (dot == std::string::npos) break;
    }
  return sections;
}

std::vector<Work> collect(Filling& filling) {
  std::vector<Work> works;
  for (const Part& part : filling.catalogue.parts) works.push_back(find_work(filling, part));
  for (Work& work : works) build_rows(filling, work);
  return works;
}

std::string row_path(const Work& work, std::size_t row) {
  return work.part->table ? join_path(work.part->path, row_id(*work.rows[row])) : work.part->path;
}

const RowKind* find_kind(const Part& part, const std::string& name) {
  const auto at = std::find_if(part.kinds.begin(), part.kinds.end(), [&](const RowKind& k) { return k.name == name; });
  return at == part.kinds.end() ? nullptr : &*at;
}

}  // namespace exarace
