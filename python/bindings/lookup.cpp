#include "python/bindings/lookup.hpp"

#include <algorithm>
#include <sstream>

#include "python/bindings/convert.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/describe.hpp"
#include "scenarios/runner/read/former.hpp"
#include "sim/core/nearest.hpp"

namespace py = pybind11;

namespace exarace::python {
namespace {

using Path = std::vector<std::string>;

Path split(const std::string& key) {
  Path parts;
  std::istringstream stream(key);
  for (std::string part; std::getline(stream, part, '.');) parts.push_back(part);
  return parts;
}

std::string join(const Path& parts, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? "." : "") + parts[i];
  return out;
}

/// Row of that id that is not removed, or nullptr. Throws ScenarioError, naming the nearest, where there is none.
const Node* row_of(const Node::List& rows, const Path& path, std::size_t depth) {
  for (const Node& row : rows)
    if (row_id(row) == path[depth] && is_enabled(row)) return &row;
  throw ScenarioError("unknown id '" + path[depth] + "' in " + join(path, depth) +
                      did_you_mean(path[depth], row_ids(rows)));
}

/// Deepest node of a path that the document has, and how many parts of the path lead to it.
std::pair<const Node*, std::size_t> walk(const Node& document, const Path& path) {
  const Node* node = &document;
  for (std::size_t depth = 0; depth < path.size(); ++depth) {
    const Node* next = is_rows(*node) ? row_of(*node->as<Node::List>(), path, depth) : child(*node, path[depth]);
    if (!next) return {node, depth};
    node = next;
  }
  return {node, path.size()};
}

/// The declared path with the ids of the wanted one in place of "<id>".
std::string with_ids(const std::string& declared, const Path& wanted) {
  Path parts = split(declared);
  for (std::size_t i = 0; i < std::min(parts.size(), wanted.size()); ++i)
    if (parts[i] == "<id>") parts[i] = wanted[i];
  return join(parts, parts.size());
}

/// Looks for a declared key among keys and those nested in them; remembers all names for a hint.
const KeyDescription* find_key(const std::vector<KeyDescription>& keys, const Path& wanted, const std::string& key,
                               std::vector<std::string>& names) {
  for (const KeyDescription& description : keys) {
    names.push_back(with_ids(description.path, wanted));
    if (names.back() == key) return &description;
    if (const auto* nested = find_key(description.nested, wanted, key, names)) return nested;
  }
  return nullptr;
}

std::string kind_of(const Node& document, const Path& path) {
  const Node* row = path.size() > 1 ? walk(document, {path[0], path[1]}).first : nullptr;
  const Node* kind = row ? child(*row, "kind") : nullptr;
  const auto* text = kind ? kind->as<std::string>() : nullptr;
  return text ? *text : "";
}

/// All keys of a part that stands once, with their defaults.
py::dict defaults_of(const PartDescription& part) {
  py::dict out;
  for (const KeyDescription& key : part.keys)
    out[py::str(key.field->key)] = key.fallback ? to_python(*key.field, *key.fallback) : py::none();
  return out;
}

py::object default_of(const Node& document, const Path& path, const std::string& key) {
  const Catalogue catalogue = blank_catalogue();
  std::vector<std::string> names;
  for (const PartDescription& part : describe(catalogue)) {
    if (part.path == key) return part.table ? py::object(py::list()) : defaults_of(part);
    names.push_back(part.path);
    const KeyDescription* found = find_key(part.keys, path, key, names);
    for (const KindDescription& kind : part.kinds)
      if (!found && part.path == path.front() && kind.name == kind_of(document, path))
        found = find_key(kind.keys, path, key, names);
    if (found) return found->fallback ? to_python(*found->field, *found->fallback) : py::none();
  }
  const std::string moved = moved_hint(catalogue, key);
  throw ScenarioError("unknown key '" + key + "'" + (moved.empty() ? did_you_mean(key, names) : moved));
}

/// A number times a number; what else is scaled stays as the scenario says it.
py::object scaled(const py::object& value, const py::object& times) {
  const bool plain = (py::isinstance<py::float_>(value) || py::isinstance<py::int_>(value)) &&
                     (py::isinstance<py::float_>(times) || py::isinstance<py::int_>(times));
  if (plain) return value * times;
  py::dict out;
  out["value"] = value;
  out["times"] = times;
  return out;
}

}  // namespace

py::object value_at(const Scenario& scenario, const std::string& key) {
  const Path path = split(key);
  const auto [node, depth] = walk(scenario.document, path);
  if (depth == path.size() && !is_annotated(*node)) return to_python(*node);
  if (depth == path.size()) {
    const Node *own = child(*node, "value"), *times = child(*node, "times");
    if (!times && own) return to_python(*own);
    if (own && times) return scaled(to_python(*own), to_python(*times));
  }
  return default_of(scenario.document, path, key);
}

}  // namespace exarace::python
