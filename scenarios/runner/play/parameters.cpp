#include "scenarios/runner/play/parameters.hpp"

#include <algorithm>
#include <stdexcept>

#include "scenarios/runner/read/collect.hpp"
#include "scenarios/runner/read/describe.hpp"
#include "scenarios/runner/read/known.hpp"

namespace exarace {
namespace {

void add(std::vector<Parameter>& out, const Field& field, const Slot& slot, const std::string& path) {
  const Value value = field.get(slot.object, slot.row);
  const auto* number = std::get_if<double>(&value);
  const auto* series = std::get_if<TimeSeries>(&value);
  if (!number && series && series->points.size() == 1) number = &series->points.front().value;
  Parameter parameter;
  parameter.key = path;
  parameter.unit = field.unit_;
  if (number)
    parameter.value = *number;
  else if (field.kind == Kind::integer)
    parameter.value = static_cast<double>(std::get<std::int64_t>(value));
  else
    parameter.value = value_text(field, value);
  out.push_back(std::move(parameter));
}

void add_all(std::vector<Parameter>& out, const Fields& fields, const Slot& slot, const std::string& path) {
  for (const Field& field : fields)
    if (!field.state && field.kind != Kind::rows) add(out, field, slot, join_path(path, field.key));
}

void add_drawn(std::vector<Parameter>& out, const Fields& fields, const Slot& slot, const Node& row,
               const std::string& path);

void add_drawn_elements(std::vector<Parameter>& out, const Field& field, const Slot& slot, const Node& rows,
                        const std::string& path) {
  std::size_t element = 0;
  for (const Node& row : *rows.as<Node::List>()) {
    if (!is_enabled(row)) continue;
    void* object = const_cast<void*>(field.element(slot.object, slot.row, element++));  // only read from
    add_drawn(out, *field.nested, {object, 0}, row, join_path(path, row_id(row)));
  }
}

void add_drawn(std::vector<Parameter>& out, const Fields& fields, const Slot& slot, const Node& row,
               const std::string& path) {
  for (const Field& field : fields) {
    const Node* node = child(row, field.key);
    if (!node) continue;
    if (field.kind == Kind::rows && is_rows(*node))
      add_drawn_elements(out, field, slot, *node, join_path(path, field.key));
    else if (is_distribution(*node) || is_annotated(*node))
      add(out, field, slot, join_path(path, field.key));
  }
}

/// Fields of the kind that a row or a part says; keys that stand once have the first kind if they say none.
const Fields* kind_fields(const Part& part, const Node* node) {
  if (part.kinds.empty()) return nullptr;
  const Node* kind = node ? child(*node, "kind") : nullptr;
  const RowKind* found = kind ? find_kind(part, *kind->as<std::string>()) : nullptr;
  return found ? found->fields : part.kinds.front().fields;
}

/// Row that has an id; a world that was branched has them in another order than its scenario.
std::size_t row_of(const Part& part, const std::string& id) {
  const auto field =
      std::find_if(part.fields->begin(), part.fields->end(), [](const Field& f) { return f.key == "id"; });
  for (std::size_t row = 0; row < part.rows(); ++row) {
    const Slot slot = part.slot(row);
    if (std::get<std::string>(field->get(slot.object, slot.row)) == id) return row;
  }
  throw std::logic_error("no row '" + id + "' in " + part.path);
}

void add_rows(std::vector<Parameter>& out, const Part& part, const Node& rows) {
  for (const Node& node : *rows.as<Node::List>()) {
    if (!is_enabled(node)) continue;
    const std::string path = join_path(part.path, row_id(node));
    const std::size_t row = row_of(part, row_id(node));
    add_drawn(out, *part.fields, part.slot(row), node, path);
    if (const Fields* own = kind_fields(part, &node)) add_drawn(out, *own, part.kind_slot(row), node, path);
  }
}

}  // namespace

std::vector<Parameter> parameters_of(const Catalogue& catalogue, const Scenario& all) {
  const Scenario scenario = leaves_out(all) ? as_known(all) : all;
  std::vector<Parameter> out;
  for (const Part& part : catalogue.parts) {
    const Node* node = at_path(scenario.document, part.path);
    if (part.table) {
      if (node) add_rows(out, part, *node);
      continue;
    }
    add_all(out, *part.fields, part.slot(0), part.path);
    if (const Fields* own = kind_fields(part, node)) add_all(out, *own, part.kind_slot(0), part.path);
  }
  return out;
}

}  // namespace exarace
