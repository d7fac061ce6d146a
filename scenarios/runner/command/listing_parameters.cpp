#include <cmath>

#include "scenarios/runner/command/listing.hpp"
#include "scenarios/runner/read/distribution.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

/// A limit of a range of numbers, null for none. A key that holds a day tells its limits in its line.
Json limit(const Field& field, double value) {
  return std::isfinite(value) && field.kind != Kind::date ? Json(value) : Json(nullptr);
}

std::string basis_text(const Field& field) {
  switch (field.basis) {
    case Basis::chosen: return "";
    case Basis::sourced: return "sourced";
    case Basis::assumed: return "assumed";
    case Basis::calibrated: return "calibrated";
  }
  return "";
}

/// What a key may name or say: ids of a table, names of a choice.
Json allowed(const Field& field) {
  if (!field.choices.empty()) return field.choices;
  return field.table.empty() ? Json(nullptr) : Json("ids of " + field.table);
}

Json parameter_row(const KeyDescription& key, const std::string& kind) {
  const Field& field = *key.field;
  Json row;
  row["key"] = key.path;
  row["kind"] = kind;
  row["type"] = type_name(field);
  row["unit"] = field.unit_;
  row["default"] = key.fallback ? value_text(field, *key.fallback) : field.required ? "required" : "";
  row["low"] = limit(field, field.low);
  row["high"] = limit(field, field.high);
  row["values"] = allowed(field);
  row["prior"] = field.plausible ? prior_text(*field.plausible) : "";
  row["basis"] = basis_text(field);
  row["source"] = field.source_;
  row["vintage"] = field.vintage_;
  row["about"] = field.about_;
  return row;
}

void add_rows(std::vector<Json>& rows, const std::vector<KeyDescription>& keys, const std::string& kind) {
  for (const KeyDescription& key : keys) {
    rows.push_back(parameter_row(key, kind));
    add_rows(rows, key.nested, kind);
  }
}

}  // namespace

Listing list_parameters(const std::vector<PartDescription>& parts) {
  Listing out{
      "Parameters",
      "Every key that a scenario may set. In key paths `<id>` stands for the id of a row. Numbers and amounts of "
      "money may also be distributions, drawn once per run. A key of a table without a basis takes that of its "
      "row, which names its source and lists what is assumed or calibrated.",
      {}};
  for (const PartDescription& part : parts) {
    Section section{part.table ? "[[" + part.path + "]]" : "[" + part.path + "]", part.about, {}};
    add_rows(section.rows, part.keys, "");
    for (const KindDescription& kind : part.kinds) add_rows(section.rows, kind.keys, kind.name);
    out.sections.push_back(std::move(section));
  }
  return out;
}

Listing list_instruments(const std::vector<PartDescription>& parts) {
  Listing out{"Instruments", "Kinds of rows of `[[regimes]]`, with the keys that only they have.", {}};
  for (const PartDescription& part : parts) {
    if (part.path != "regimes") continue;
    Section section;
    for (const KindDescription& kind : part.kinds) {
      Json keys = Json::array();
      for (const KeyDescription& key : kind.keys) keys.push_back(key.field->key);
      section.rows.push_back({{"kind", kind.name}, {"about", kind.about}, {"keys", keys}});
    }
    out.sections.push_back(std::move(section));
  }
  return out;
}

Listing list_mechanisms(const std::vector<PartDescription>& parts) {
  Listing out{"Mechanisms",
              "Switches of `[mechanisms]`. Off: the mechanism's entry is not called and its keys change nothing.",
              {}};
  for (const PartDescription& part : parts) {
    if (part.path != "mechanisms") continue;
    Section section;
    for (const KeyDescription& key : part.keys)
      section.rows.push_back({{"name", key.field->key},
                              {"default", key.fallback ? value_text(*key.field, *key.fallback) : ""},
                              {"about", key.field->about_}});
    out.sections.push_back(std::move(section));
  }
  return out;
}

}  // namespace exarace
