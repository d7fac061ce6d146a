#include "scenarios/runner/read/schema.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/runner/read/distribution.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

Json reference_to(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

/// A number with the limits of a key.
Json number_schema(const Field& field, const char* type = "number") {
  Json out = {{"type", type}};
  if (std::isfinite(field.low)) out["minimum"] = field.low;
  if (std::isfinite(field.high)) out["maximum"] = field.high;
  return out;
}

Json one_of_distributions() {
  Json all = Json::array();
  for (const ShapeKeys& shape : distribution_shapes()) {
    Json properties = {{"dist", {{"const", shape.name}}}};
    Json required = {"dist"};
    for (const std::string& key : shape.keys) properties[key] = {{"type", "number"}}, required.push_back(key);
    all.push_back(
        {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}});
  }
  return {{"description", "A random parameter, drawn once per run."}, {"oneOf", all}};
}

/// A value with its prior or a factor beside it.
Json annotated_schema() {
  const Json of = {{"enum", {"value", "factor", "knots"}}};
  Json prior = Json::array();
  const Json all = one_of_distributions();  // held here: its parts do not outlive it
  for (Json shape : all["oneOf"]) {
    shape["properties"]["of"] = of;
    prior.push_back(std::move(shape));
  }
  const Json number = {{"type", "number"}};
  return {{"description", "A value with what is plausible for it, or with a factor."},
          {"type", "object"},
          {"properties",
           {{"value", Json::object()},
            {"prior", {{"oneOf", prior}}},
            {"times", {{"anyOf", {number, {{"type", "object"}, {"additionalProperties", number}}}}}}}},
          {"anyOf", {{{"required", {"prior"}}}, {{"required", {"times"}}}}},
          {"additionalProperties", false}};
}

Json series_schema(const Field& field) {
  return {{"type", "object"},
          {"properties", {{"between", {{"enum", {"step", "linear"}}}}}},
          {"patternProperties", {{"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", number_schema(field)}}},
          {"additionalProperties", false},
          {"minProperties", 1}};
}

Json list_of(Json element) { return {{"type", "array"}, {"items", std::move(element)}}; }

Json row_reference(const Field& field) {
  return {{"type", "string"}, {"pattern", "^(" + field.table + "/)?[a-z0-9_]*$"}};
}

Json texts_schema(const Field& field) {
  return list_of(field.choices.empty() ? Json{{"type", "string"}} : Json{{"enum", field.choices}});
}

Json keys_schema(const std::vector<KeyDescription>& keys, bool rows);
Json rows_schema(Json row);

Json type_schema(const KeyDescription& key) {
  const Field& field = *key.field;
  switch (field.kind) {
    case Kind::number:
    case Kind::money:
      return {{"anyOf", {number_schema(field), reference_to("distribution"), reference_to("annotated")}}};
    case Kind::series:
      return {{"anyOf",
               {number_schema(field), reference_to("distribution"), series_schema(field), reference_to("annotated")}}};
    case Kind::integer: return number_schema(field, "integer");
    case Kind::flag: return {{"type", "boolean"}};
    case Kind::text: return {{"type", "string"}};
    case Kind::date: return {{"type", "string"}, {"format", "date"}};
    case Kind::choice: return {{"enum", field.choices}};
    case Kind::reference: return row_reference(field);
    case Kind::numbers: return list_of(number_schema(field));
    case Kind::texts: return texts_schema(field);
    case Kind::references: return list_of(row_reference(field));
    case Kind::rows: return rows_schema(keys_schema(key.nested, true));
  }
  return Json::object();
}

/// The default as a JSON value, null where it has no plain form.
Json default_of(const KeyDescription& key) {
  if (!key.fallback) return nullptr;
  if (key.field->kind == Kind::choice || key.field->kind == Kind::date) return value_text(*key.field, *key.fallback);
  if (const auto* number = std::get_if<double>(&*key.fallback)) return *number;
  if (const auto* flag = std::get_if<bool>(&*key.fallback)) return *flag;
  if (key.field->kind == Kind::integer) return std::get<std::int64_t>(*key.fallback);
  return nullptr;
}

Json key_schema(const KeyDescription& key) {
  Json out = type_schema(key);
  const std::string& unit = key.field->unit_;
  out["description"] = key.field->about_ + (unit.empty() ? "" : " [" + unit + "]");
  const Json fallback = default_of(key);
  if (!fallback.is_null()) out["default"] = fallback;
  return out;
}

/// An object with these keys; of rows also `id`, `enabled` and `supposed`.
Json keys_schema(const std::vector<KeyDescription>& keys, bool rows) {
  Json properties = Json::object();
  if (rows) properties["id"] = {{"type", "string"}, {"pattern", "^[a-z0-9_]+$"}};
  for (const KeyDescription& key : keys)
    if (!rows || key.field->key != "id") properties[key.field->key] = key_schema(key);
  if (rows) properties["enabled"] = {{"type", "boolean"}, {"default", true}, {"description", "false removes the row."}};
  if (rows)
    properties["supposed"] = {
        {"type", "array"}, {"items", {{"type", "string"}}}, {"description", "Keys that stay whatever run.known says."}};
  return {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
}

/// Rows as `[[table]]`, or changes to rows that exist as `[table.id]`.
Json rows_schema(Json row) {
  Json in_list = row;
  in_list["required"] = {"id"};
  return {{"anyOf",
           {list_of(std::move(in_list)),
            {{"type", "object"},
             {"propertyNames", {{"pattern", "^[a-z0-9_]+$"}}},
             {"additionalProperties", std::move(row)}}}}};
}

/// The keys of each kind, once `kind` says it; a change to a row that exists may say none.
void add_kinds(Json& object, const std::vector<KindDescription>& kinds) {
  if (kinds.empty()) return;
  Json names = Json::array(), branches = Json::array(), any_key = Json::object();
  for (const KindDescription& kind : kinds) {
    names.push_back(kind.name);
    const Json own = keys_schema(kind.keys, false)["properties"];
    for (const auto& [key, schema] : own.items()) any_key[key] = true;
    branches.push_back({{"if", {{"properties", {{"kind", {{"const", kind.name}}}}}, {"required", {"kind"}}}},
                        {"then", {{"title", kind.name}, {"description", kind.about}, {"properties", own}}}});
  }
  branches.push_back({{"if", {{"not", {{"required", {"kind"}}}}}}, {"then", {{"properties", any_key}}}});
  object["properties"]["kind"] = {{"enum", names}};
  object.erase("additionalProperties");
  object["allOf"] = branches;
  object["unevaluatedProperties"] = false;
}

/// A part; what a row may hold is said once, under $defs.
Json part_schema(const PartDescription& part, Json& definitions) {
  Json object = keys_schema(part.keys, part.table);
  add_kinds(object, part.kinds);
  Json out = part.table ? rows_schema(reference_to(part.path)) : object;
  if (part.table) definitions[part.path] = std::move(object);
  out["description"] = part.about;
  return out;
}

/// Puts a part at its path; tables on the way hold nothing but parts.
void put_part(Json& root, const PartDescription& part, Json& definitions) {
  Json* at = &root;
  std::string_view path = part.path;
  while (!path.empty()) {
    const std::string key(path.substr(0, path.find('.')));
    path.remove_prefix(std::min(path.size(), key.size() + 1));
    Json& properties = (*at)["properties"];
    if (!properties.contains(key))
      properties[key] = {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
    at = &properties[key];
  }
  Json own = part_schema(part, definitions);
  if (at->contains("properties") && own.contains("properties")) own["properties"].update((*at)["properties"]);
  *at = std::move(own);
}

/// One factor: its plain keys, and the three ways to say its values.
Json factor_schema(const PartDescription& part) {
  Json row = keys_schema(part.keys, false);
  row["required"] = {"key"};
  Json& properties = row["properties"];
  properties["values"] = {{"type", "array"}, {"minItems", 1}, {"description", "All values that it takes."}};
  Json names = Json::array();
  for (const ShapeKeys& shape : distribution_shapes()) {
    names.push_back(shape.name);
    for (const std::string& key : shape.keys)
      if (!properties.contains(key))
        properties[key] = {{"type", "number"}, {"description", "Of a distribution that has it."}};
  }
  properties["dist"] = {{"enum", names}, {"description", "Distribution that it is drawn from."}};
  return {{"type", "array"}, {"items", row}, {"description", part.about}};
}

}  // namespace

std::string design_schema(const std::vector<PartDescription>& parts) {
  const Json text = {{"type", "string"}};
  Json properties = {{"title", text}, {"about", text}};
  Json required = Json::array();
  for (const PartDescription& part : parts) {
    if (part.path == "design") {
      properties.update(keys_schema(part.keys, false)["properties"]);
      for (const KeyDescription& key : part.keys)
        if (key.field->required) required.push_back(key.field->key);
    } else {
      properties[part.path] = part.table ? factor_schema(part) : part_schema(part, properties);
    }
  }
  properties["factors"] = {
      {"anyOf", {{{"const", "uncertain"}}, {{"type", "array"}, {"items", text}, {"minItems", 1}}}},
      {"description", "Keys with a prior that are factors too: all (\"uncertain\"), or those that fit patterns."}};
  properties["correlations"] = {
      {"type", "array"},
      {"items",
       {{"type", "object"},
        {"properties", {{"a", text}, {"b", text}, {"value", {{"type", "number"}}}}},
        {"required", {"a", "b", "value"}},
        {"additionalProperties", false}}},
      {"description", "Pairs of factors that are drawn together, with the correlation of their normal scores."}};
  properties["set"] = {{"type", "object"}, {"description", "Key paths of the scenario with values for all runs."}};
  const Json root = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                     {"title", "exarace design"},
                     {"type", "object"},
                     {"properties", properties},
                     {"required", required},
                     {"additionalProperties", false}};
  return root.dump(1) + '\n';
}

std::string scenario_schema(const std::vector<PartDescription>& parts) {
  const Json text = {{"type", "string"}};
  Json root = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
               {"title", "exarace scenario"},
               {"type", "object"},
               {"properties",
                {{"title", {{"type", "string"}, {"description", "The scenario's name as people write it."}}},
                 {"about", {{"type", "string"}, {"description", "The question that it asks, in a line."}}},
                 {"extends", {{"type", "string"}, {"description", "Scenario that this one changes, by name or path."}}},
                 {"include",
                  {{"type", "array"}, {"items", text}, {"description", "Files with tables, relative to this file."}}}}},
               {"additionalProperties", false}};
  Json definitions = {{"distribution", one_of_distributions()}, {"annotated", annotated_schema()}};
  for (const PartDescription& part : parts) put_part(root, part, definitions);
  root["$defs"] = std::move(definitions);
  return root.dump(1) + '\n';
}

}  // namespace exarace
