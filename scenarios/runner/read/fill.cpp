#include "scenarios/runner/read/fill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/collect.hpp"
#include "scenarios/runner/read/former.hpp"
#include "scenarios/runner/read/known.hpp"
#include "sim/core/nearest.hpp"
#include "sim/core/reader.hpp"

namespace exarace {
namespace {

/// Keys with the object that receives them.
struct Target {
  const Fields* fields;
  Slot slot;
};

/// A row, an element of a row, or keys that stand once.
struct Object {
  std::string path;
  std::vector<Target> targets;
  const Part* part = nullptr;     ///< nullptr for elements of rows
  const RowKind* kind = nullptr;  ///< of rows with kinds

  bool has_kinds() const { return part && !part->kinds.empty(); }
};

bool declares(const Fields& fields, const std::string& key) {
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.key == key; });
}

void fill_object(Filling& filling, const Object& object, const Node& node);

void fill_elements(Filling& filling, const Field& field, const Slot& slot, const Node& node, const std::string& path) {
  const auto* list = node.as<Node::List>();
  const bool good = list && (list->empty() || is_rows(node));
  if (!good) return filling.complain(node.where, path, "expected " + expectation(field) + ", found " + what_is(node));
  for (const Node& element : *list) {
    if (!is_enabled(element) || row_id(element).empty()) continue;
    void* target = field.append(slot.object, slot.row);
    fill_object(filling, {join_path(path, row_id(element)), {{field.nested, {target, 0}}}}, element);
  }
}

void fill_key(Filling& filling, const Field& field, const Slot& slot, const Member& member, const std::string& path) {
  if (field.state) return filling.complain(member.where, path, "is computed by the run and cannot be set");
  if (field.kind == Kind::rows) return fill_elements(filling, field, slot, member.node, path);
  const auto value = is_annotated(member.node)
                         ? read_annotated(field, field.get(slot.object, slot.row), member.node, path, filling.context)
                         : read_value(field, member.node, path, filling.context);
  if (!value) return;
  field.set(slot.object, slot.row, *value);
  if (field.kind != Kind::integer) return;
  // A whole number may be declared with fewer than 64 bits.
  const bool kept = std::get<std::int64_t>(field.get(slot.object, slot.row)) == std::get<std::int64_t>(*value);
  if (!kept) filling.complain(member.node.where, path, "the number is too large, found " + what_is(member.node));
}

std::vector<std::string> known_keys(const Filling& filling, const Object& object) {
  std::vector<std::string> keys;
  for (const Target& target : object.targets)
    for (const Field& field : *target.fields)
      if (!field.state) keys.push_back(field.key);
  const std::string prefix = object.path.empty() ? "" : object.path + ".";
  for (const std::string& section : filling.sections)
    if (section.starts_with(prefix) && section.find('.', prefix.size()) == section.npos)
      keys.push_back(section.substr(prefix.size()));
  return keys;
}

/// "; it belongs to kind 'quota'" where another kind of the same part has the key.
std::string other_kind(const Object& object, const std::string& key) {
  if (!object.has_kinds()) return "";
  for (const RowKind& kind : object.part->kinds)
    if (declares(*kind.fields, key)) return "; it belongs to kind '" + kind.name + "'";
  return "";
}

/// Where a key is called like the table that another one names rows of: "; did you mean 'issuer'?" for 'government'.
std::string key_of_table(const Object& object, const std::string& wanted) {
  for (const Target& target : object.targets)
    for (const Field& field : *target.fields)
      if (!field.state && !field.table.empty() && !nearest(wanted, {field.table}).empty())
        return "; did you mean '" + field.key + "', which names rows of " + field.table + "?";
  return "";
}

/// What helps with a key that nobody knows: the one that was probably meant, all of few, or where they are listed.
std::string hint_for(const Filling& filling, const Object& object, const std::string& key) {
  constexpr std::size_t few = 8;
  const std::vector<std::string> known = known_keys(filling, object);
  for (const std::string& hint : {moved_hint(filling.catalogue, join_path(object.path, key)), other_kind(object, key),
                                  did_you_mean(key, known), key_of_table(object, key)})
    if (!hint.empty()) return hint;
  if (!known.empty() && known.size() <= few) return fmt::format("; its keys are '{}'", fmt::join(known, "', '"));
  return in_words("; 'exarace list parameters' shows all keys", "; exarace.parameters() lists all keys");
}

void unknown_key(Filling& filling, const Object& object, const Member& member) {
  // Where a whole table is gone, its keys say where they are now.
  const std::string path = join_path(object.path, member.key);
  if (const auto* keys = member.node.as<Node::Table>(); keys && held_moved_keys(filling.catalogue, path)) {
    for (const Member& key : *keys) unknown_key(filling, {path, {}}, key);
    return;
  }
  const bool table = object.path.empty() && (member.node.as<Node::Table>() || is_rows(member.node));
  std::string text = fmt::format("unknown {} '{}'", table ? "table" : "key", member.key);
  if (!object.path.empty()) text += " in " + object.path;
  if (object.kind) text += " (kind " + object.kind->name + ")";
  filling.complain(member.where, "", text + hint_for(filling, object, member.key));
}

/// A later file gave the row another kind, and this key is left from the kind that it had.
bool left_from_old_kind(const Object& object, const Node& row, const Member& member) {
  const Node* kind = child(row, "kind");
  return kind && kind->where.source != row.where.source && member.where.source == row.where.source &&
         !other_kind(object, member.key).empty();
}

void check_keys(Filling& filling, const Object& object, const Node& node) {
  if (object.has_kinds() && !object.kind) return;  // without its kind nobody knows which keys a row may have
  for (const Member& member : *node.as<Node::Table>()) {
    const std::string& key = member.key;
    const bool of_rows = (key == "enabled" || key == "id" || key == "supposed") && child(node, "id");
    const bool known = of_rows || (key == "kind" && object.has_kinds()) ||
                       std::any_of(object.targets.begin(), object.targets.end(),
                                   [&](const Target& target) { return declares(*target.fields, key); }) ||
                       filling.sections.contains(join_path(object.path, key));
    if (known) continue;
    if (left_from_old_kind(object, node, member))
      filling.complain(child(node, "kind")->where, object.path + ".kind",
                       "a row cannot change its kind; remove it with enabled = false and add one with another id");
    else
      unknown_key(filling, object, member);
  }
}

/// A row in a file of its own that lacks keys was perhaps meant to change one that is there.
std::string meant_to_change(const Filling& filling, const Object& object, const Node& node) {
  if (!object.part || !object.part->table) return "";
  std::vector<std::string> others;
  const auto known = filling.context.tables.find(object.part->path);
  for (const auto& [id, row] : known->second.rows)
    if (id != row_id(node)) others.push_back(id);
  std::sort(others.begin(), others.end());
  const std::string near = nearest(row_id(node), others);
  return near.empty() ? "" : "; did you mean to change '" + near + "'?";
}

void fill_object(Filling& filling, const Object& object, const Node& node) {
  std::vector<std::string> missing;
  for (const Target& target : object.targets) {
    for (const Field& field : *target.fields) {
      if (field.fallback) field.set(target.slot.object, target.slot.row, *field.fallback);
      const Member* member = find(*node.as<Node::Table>(), field.key);
      if (member)
        fill_key(filling, field, target.slot, *member, join_path(object.path, field.key));
      else if (field.required)
        missing.push_back(field.key);
    }
  }
  if (!missing.empty())
    filling.complain(node.where, "",
                     fmt::format("{} lacks '{}'{}", object.path, fmt::join(missing, "', '"),
                                 meant_to_change(filling, object, node)));
  check_keys(filling, object, node);
}

void check_across(Filling& filling, const Work& work, std::size_t row) {
  const Node& node = *work.rows[row];
  work.part->check(row, [&](std::string_view key, const std::string& text) {
    const Member* member = find(*node.as<Node::Table>(), key);
    filling.complain(member ? member->node.where : node.where, join_path(row_path(work, row), std::string(key)), text);
  });
}

void fill_rows(Filling& filling, const Work& work) {
  const Part& part = *work.part;
  for (std::size_t row = 0; row < work.rows.size(); ++row) {
    Object object{row_path(work, row), {{part.fields, part.slot(row)}}, &part, find_kind(part, work.kinds[row])};
    if (object.kind) object.targets.push_back({object.kind->fields, part.kind_slot(row)});
    fill_object(filling, object, *work.rows[row]);
  }
}

/// Reports keys at the top, and in tables that only lead to parts, that no part claims.
void check_sections(Filling& filling, const Node& node, const std::string& path) {
  const auto& parts = filling.catalogue.parts;
  const bool is_part = std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.path == path; });
  const auto* table = node.as<Node::Table>();
  if (!table && !is_part) return filling.complain(node.where, path, "expected a table, found " + what_is(node));
  if (!table) return;
  for (const Member& member : *table) {
    const std::string below = join_path(path, member.key);
    if (filling.sections.contains(below))
      check_sections(filling, member.node, below);
    else if (!is_part)
      unknown_key(filling, {path, {}}, member);
  }
}

}  // namespace

void fill(const Catalogue& catalogue, const Scenario& all, std::uint64_t run_seed, const LookAtRow& look) {
  std::optional<Scenario> cut;
  if (leaves_out(all)) cut = as_known(all);
  const Scenario& scenario = cut ? *cut : all;
  Filling filling{catalogue, scenario, {{}, run_seed, scenario.problems}, sections_of(catalogue)};
  check_sections(filling, scenario.document, "");
  const std::vector<Work> works = collect(filling);
  for (const Work& work : works) fill_rows(filling, work);
  throw_if_any(std::move(filling.context.problems), scenario.sources);
  for (const Work& work : works)
    for (std::size_t row = 0; work.part->check && row < work.rows.size(); ++row) check_across(filling, work, row);
  throw_if_any(std::move(filling.context.problems), scenario.sources);
  for (const Work& work : works)
    for (std::size_t row = 0; look && row < work.rows.size(); ++row) look(work, row);
}

}  // namespace exarace
