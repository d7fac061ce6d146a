#include "scenarios/runner/read/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/read/distribution.hpp"
#include "sim/core/nearest.hpp"
#include "sim/core/random.hpp"

namespace exarace {
namespace {

constexpr double kMostMoney = 9e16;  // [USD] more does not fit into cents of 64 bits

std::string range_text(const Field& field) {
  const bool low = std::isfinite(field.low), high = std::isfinite(field.high);
  if (low && high) return fmt::format(" between {:.10g} and {:.10g}", field.low, field.high);
  if (low) return fmt::format(" of at least {:.10g}", field.low);
  return high ? fmt::format(" of at most {:.10g}", field.high) : "";
}

/// Limits of a key that holds a day.
std::string days_text(const Field& field) {
  const auto day = [](double days) { return to_string(Date{static_cast<std::int32_t>(days)}); };
  return (std::isfinite(field.low) ? ", not before " + day(field.low) : "") +
         (std::isfinite(field.high) ? ", not after " + day(field.high) : "");
}

std::string limits_text(const Field& field) {
  return range_text(field) + (field.unit_.empty() ? "" : " [" + field.unit_ + "]");
}

std::optional<Value> wrong(const Field& field, const Node& node, const std::string& path, ValueContext& context,
                           const std::string& hint = "") {
  context.problems.push_back({node.where, path, "expected " + expectation(field) + ", found " + what_is(node) + hint});
  return std::nullopt;
}

double least(const Field& field) { return field.kind == Kind::money ? std::max(field.low, -kMostMoney) : field.low; }
double greatest(const Field& field) {
  return field.kind == Kind::money ? std::min(field.high, kMostMoney) : field.high;
}

}  // namespace

bool in_range(const Field& field, double value) { return value >= least(field) && value <= greatest(field); }

namespace {

/// The number that a node holds, if it holds one.
std::optional<double> plain_number(const Node& node) {
  if (const auto* whole = node.as<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* real = node.as<double>()) return *real;
  return std::nullopt;
}

std::optional<double> drawn_number(const Field& field, const Node& node, const std::string& path,
                                   ValueContext& context) {
  const auto distribution = read_distribution(node, path, context.problems);
  if (!distribution) return std::nullopt;
  if (mass_within(*distribution, least(field), greatest(field)) < 1e-6) {
    const std::string reach = distribution->bounded()
                                  ? fmt::format("from {} to {}", distribution->low(), distribution->high())
                                  : "almost only elsewhere";
    context.problems.push_back(
        {node.where, path, "expected " + expectation(field) + ", found a distribution that reaches " + reach});
    return std::nullopt;
  }
  const double u = uniform(context.run_seed, Purpose::parameter, stable_key("parameter", path), 0);
  return quantile(*distribution, u, least(field), greatest(field));
}

/// A number or a draw within the key's range; NaN and infinities fall out of every range.
std::optional<double> number_of(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  if (is_distribution(node)) return drawn_number(field, node, path, context);
  const auto number = plain_number(node);
  if (number && std::isfinite(*number) && in_range(field, *number)) return number;
  wrong(field, node, path, context, node.as<Node::Table>() ? "; a distribution has a key dist" : "");
  return std::nullopt;
}

std::optional<Value> read_number(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  const auto number = number_of(field, node, path, context);
  return number ? std::optional<Value>(*number) : std::nullopt;
}

std::optional<Value> read_integer(const Field& field, const Node& node, const std::string& path,
                                  ValueContext& context) {
  constexpr double exact = 9007199254740992.0;  // 1e6 may be written for a million, as long as it is exact
  const auto number = plain_number(node);
  const bool whole = number && *number == std::floor(*number) && std::abs(*number) <= exact;
  if (!whole || !in_range(field, *number)) return wrong(field, node, path, context);
  return static_cast<std::int64_t>(*number);
}

std::optional<Value> read_text(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  if (const auto* text = node.as<std::string>()) return *text;
  return wrong(field, node, path, context);
}

std::optional<Value> read_date(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  const auto* date = node.as<Date>();
  if (date && in_range(field, date->days)) return *date;
  const bool quoted = node.as<std::string>() != nullptr && node.where.line > 0;
  return wrong(field, node, path, context, quoted ? "; a date stands without quotes" : "");
}

std::optional<Value> read_choice(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  const auto* name = node.as<std::string>();
  if (!name) return wrong(field, node, path, context);
  const auto at = std::find(field.choices.begin(), field.choices.end(), *name);
  if (at == field.choices.end()) return wrong(field, node, path, context, did_you_mean(*name, field.choices));
  return static_cast<std::int64_t>(at - field.choices.begin());
}

std::string unknown_row(const Field& field, const std::string& id, const RowNames& names) {
  const std::string text = "unknown id '" + id + "' in " + field.table;
  if (names.removed.contains(id)) {
    const bool rule = std::string_view(field.table) == "regimes";
    return text + "; it is removed by enabled = false" +
           (rule ? "; --without " + id + ", in Python without, takes a rule out and leaves what refers to it" : "");
  }
  std::vector<std::string> known;
  for (const auto& [name, row] : names.rows) known.push_back(name);
  std::sort(known.begin(), known.end());
  return text + did_you_mean(id, known);
}

/// Row that "intel" or "fabs/intel" names; "" names none.
std::optional<Value> read_reference(const Field& field, const Node& node, const std::string& path,
                                    ValueContext& context) {
  const auto* text = node.as<std::string>();
  if (!text) return wrong(field, node, path, context);
  if (text->empty() && !field.required) return std::int64_t{-1};
  const bool prefixed = text->starts_with(field.table + "/");
  const std::string id = prefixed ? text->substr(field.table.size() + 1) : *text;
  const RowNames& names = context.tables[field.table];
  const auto found = names.rows.find(id);
  if (found != names.rows.end()) return found->second;
  if (id.find('/') != std::string::npos) return wrong(field, node, path, context);
  context.problems.push_back({node.where, path, unknown_row(field, id, names)});
  return std::nullopt;
}

std::optional<TimeSeries::Point> read_point(const Field& field, const Member& member, const std::string& path,
                                            ValueContext& context) {
  std::optional<Date> date;
  try {
    date = parse_date(member.key);
  } catch (const ScenarioError& error) {
    context.problems.push_back({member.where, path, error.what()});
  }
  const auto value = plain_number(member.node);
  if (value && std::isfinite(*value) && in_range(field, *value))
    return date ? std::optional(TimeSeries::Point{*date, *value}) : std::nullopt;
  wrong(field, member.node, path, context);
  return std::nullopt;
}

std::optional<Value> read_points(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  TimeSeries out;
  out.points.clear();
  const std::size_t before = context.problems.size();
  for (const Member& member : *node.as<Node::Table>()) {
    if (member.key == "between") {
      const auto* name = member.node.as<std::string>();
      if (name && *name == "linear")
        out.between = TimeSeries::Between::linear;
      else if (!name || *name != "step")
        context.problems.push_back(
            {member.node.where, path, "between: expected \"linear\" or \"step\", found " + what_is(member.node)});
    } else if (const auto point = read_point(field, member, path, context)) {
      out.points.push_back(*point);  // keys are in order, and so are dates of four-digit years
    }
  }
  if (context.problems.size() != before) return std::nullopt;
  if (!out.points.empty()) return out;
  context.problems.push_back({node.where, path, "a time series needs at least one \"date\" = value"});
  return std::nullopt;
}

std::optional<Value> read_series(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  if (is_series(node)) return read_points(field, node, path, context);
  const auto number = number_of(field, node, path, context);
  return number ? std::optional<Value>(TimeSeries(*number)) : std::nullopt;
}

/// Reads every element of a list with `read_one`.
template <class Element, class ReadOne>
std::optional<Value> read_list(const Field& field, const Node& node, const std::string& path, ValueContext& context,
                               ReadOne read_one) {
  const auto* list = node.as<Node::List>();
  if (!list) return wrong(field, node, path, context);
  std::vector<Element> out;
  const std::size_t before = context.problems.size();
  for (const Node& element : *list)
    if (const auto value = read_one(field, element, path, context)) out.push_back(std::get<Element>(*value));
  if (context.problems.size() != before) return std::nullopt;
  return out;
}

std::string joined_choices(const Field& field) { return fmt::format("'{}'", fmt::join(field.choices, "', '")); }

}  // namespace

std::string expectation(const Field& field) {
  switch (field.kind) {
    case Kind::number: return "a number" + limits_text(field);
    case Kind::integer: return "a whole number" + limits_text(field);
    case Kind::flag: return "true or false";
    case Kind::text: return "a text";
    case Kind::date: return "a date such as 2022-10-07" + days_text(field);
    case Kind::choice: return "one of " + joined_choices(field);
    case Kind::reference: return "the id of a row of " + field.table;
    case Kind::money: return "an amount" + limits_text(field);
    case Kind::series: return "a number or a time series" + limits_text(field);
    case Kind::numbers: return "a list of numbers" + limits_text(field);
    case Kind::texts: return field.choices.empty() ? "a list of texts" : "a list of " + joined_choices(field);
    case Kind::references: return "a list of ids of rows of " + field.table;
    case Kind::rows: return "rows with an id, [[" + field.key + "]]";
  }
  return "a value";
}

std::optional<Value> read_value(const Field& field, const Node& node, const std::string& path, ValueContext& context) {
  switch (field.kind) {
    case Kind::number:
    case Kind::money: return read_number(field, node, path, context);
    case Kind::integer: return read_integer(field, node, path, context);
    case Kind::flag:
      if (const auto* flag = node.as<bool>()) return *flag;
      return wrong(field, node, path, context);
    case Kind::text: return read_text(field, node, path, context);
    case Kind::date: return read_date(field, node, path, context);
    case Kind::choice: return read_choice(field, node, path, context);
    case Kind::reference: return read_reference(field, node, path, context);
    case Kind::series: return read_series(field, node, path, context);
    case Kind::numbers: return read_list<double>(field, node, path, context, read_number);
    case Kind::texts:
      if (field.choices.empty()) return read_list<std::string>(field, node, path, context, read_text);
      return read_list<std::int64_t>(field, node, path, context, read_choice);
    case Kind::references: return read_list<std::int64_t>(field, node, path, context, read_reference);
    case Kind::rows: return wrong(field, node, path, context);
  }
  return std::nullopt;
}

}  // namespace exarace
