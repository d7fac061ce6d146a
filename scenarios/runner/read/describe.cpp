#include "scenarios/runner/read/describe.hpp"

#include <fmt/format.h>

namespace exarace {
namespace {

std::vector<KeyDescription> describe_keys(const Fields& fields, const Slot& slot, const std::string& path);

KeyDescription describe_key(const Field& field, const Slot& slot, const std::string& path) {
  KeyDescription out{path + field.key, &field, std::nullopt, {}};
  if (field.kind == Kind::rows) {
    void* element = field.append(slot.object, slot.row);
    out.nested = describe_keys(*field.nested, {element, 0}, out.path + ".<id>.");
    return out;
  }
  if (field.fallback) field.set(slot.object, slot.row, *field.fallback);
  if (!field.required) out.fallback = field.get(slot.object, slot.row);
  return out;
}

std::vector<KeyDescription> describe_keys(const Fields& fields, const Slot& slot, const std::string& path) {
  std::vector<KeyDescription> out;
  for (const Field& field : fields)
    if (!field.state) out.push_back(describe_key(field, slot, path));
  return out;
}

PartDescription describe_part(const Part& part) {
  PartDescription out{part.path, part.about, part.table, {}, {}};
  const std::string path = part.path.empty() ? "" : part.path + (part.table ? ".<id>." : ".");
  if (part.table) part.build({part.kinds.empty() ? "" : part.kinds.front().name});
  out.keys = describe_keys(*part.fields, part.slot(0), path);
  for (const RowKind& kind : part.kinds) {
    part.build({kind.name});
    out.kinds.push_back({kind.name, kind.about, describe_keys(*kind.fields, part.kind_slot(0), path)});
  }
  return out;
}

std::string number_text(double value) { return fmt::format("{:.6g}", value); }

std::string choice_text(const Field& field, std::int64_t number) {
  const auto index = static_cast<std::size_t>(number);
  return index < field.choices.size() ? field.choices[index] : std::to_string(number);
}

std::string series_text(const TimeSeries& series) {
  if (series.points.size() == 1) return number_text(series.points.front().value);
  return fmt::format("{} values from {} to {}", series.points.size(), to_string(series.points.front().date),
                     to_string(series.points.back().date));
}

/// A value of any kind as text.
struct Text {
  const Field& field;

  std::string operator()(double value) const { return number_text(value); }
  std::string operator()(std::int64_t value) const {
    if (field.kind == Kind::choice || !field.choices.empty()) return choice_text(field, value);
    const bool none = field.kind == Kind::reference && value < 0;
    return none ? "none" : std::to_string(value);
  }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const std::string& value) const { return '"' + value + '"'; }
  std::string operator()(Date value) const { return value == kNever ? "never" : to_string(value); }
  std::string operator()(const TimeSeries& value) const { return series_text(value); }
  template <class Element>
  std::string operator()(const std::vector<Element>& list) const {
    std::vector<std::string> parts;
    for (const Element& element : list) parts.push_back((*this)(element));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
};

}  // namespace

std::vector<PartDescription> describe(const Catalogue& catalogue) {
  std::vector<PartDescription> out;
  for (const Part& part : catalogue.parts) out.push_back(describe_part(part));
  return out;
}

std::string type_name(const Field& field) {
  switch (field.kind) {
    case Kind::number: return "number";
    case Kind::integer: return "whole number";
    case Kind::flag: return "true or false";
    case Kind::text: return "text";
    case Kind::date: return "date";
    case Kind::choice: return "choice";
    case Kind::reference: return "reference";
    case Kind::money: return "money";
    case Kind::series: return "time series";
    case Kind::numbers: return "numbers";
    case Kind::texts: return field.choices.empty() ? "texts" : "choices";
    case Kind::references: return "references";
    case Kind::rows: return "rows";
  }
  return "";
}

std::string value_text(const Field& field, const Value& value) { return std::visit(Text{field}, value); }

}  // namespace exarace
