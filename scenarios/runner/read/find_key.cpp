#include "scenarios/runner/read/find_key.hpp"

namespace exarace {
namespace {

const Field* in_fields(const Fields& fields, std::string_view key, const Node& node);

/// Key of an element of a list of rows: "a.tpp_min" of "clauses.a.tpp_min".
const Field* in_elements(const Field& rows, std::string_view rest, const Node& node) {
  const std::size_t dot = rest.find('.');
  if (dot == rest.npos || !rows.nested || !is_rows(node)) return nullptr;
  for (const Node& element : *node.as<Node::List>())
    if (row_id(element) == rest.substr(0, dot)) return in_fields(*rows.nested, rest.substr(dot + 1), element);
  return nullptr;
}

const Field* in_fields(const Fields& fields, std::string_view key, const Node& node) {
  const std::size_t dot = key.find('.');
  for (const Field& field : fields) {
    if (field.state || field.key != key.substr(0, dot)) continue;
    if (field.kind != Kind::rows) return dot == key.npos ? &field : nullptr;
    const Node* rows = child(node, field.key);
    return rows && dot != key.npos ? in_elements(field, key.substr(dot + 1), *rows) : nullptr;
  }
  return nullptr;
}

const Field* in_row(const Work& work, std::size_t row, std::string_view key) {
  if (const Field* field = in_fields(*work.part->fields, key, *work.rows[row])) return field;
  const RowKind* kind = find_kind(*work.part, work.kinds[row]);
  return kind ? in_fields(*kind->fields, key, *work.rows[row]) : nullptr;
}

}  // namespace

KeyFinder::KeyFinder(const Catalogue& catalogue, const Scenario& scenario)
    : filling_{catalogue, scenario, {}, sections_of(catalogue)}, works_(collect(filling_)) {}

const Field* KeyFinder::find(const std::string& path) const {
  for (const Work& work : works_)
    for (std::size_t row = 0; row < work.rows.size(); ++row) {
      const std::string place = row_path(work, row) + ".";
      if (!path.starts_with(place)) continue;
      if (const Field* field = in_row(work, row, std::string_view(path).substr(place.size()))) return field;
    }
  return nullptr;
}

}  // namespace exarace
