#include "scenarios/runner/read/annotated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/read/distribution.hpp"
#include "sim/core/nearest.hpp"
#include "sim/core/pattern.hpp"

namespace exarace {
namespace {

constexpr std::string_view kTimes = "times:";
constexpr const char* kAll = "all";  // the factor on every date, beside those of single dates

bool is_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

std::optional<double> number_of(const Node& node) {
  if (const auto* whole = node.as<std::int64_t>()) return static_cast<double>(*whole);
  const auto* real = node.as<double>();
  return real && std::isfinite(*real) ? std::optional(*real) : std::nullopt;
}

/// Factors of a node `times`: a number, or a table of dates and "all".
struct Factors {
  double all = 1;
  std::vector<std::pair<std::string, double>> knots;
};

Factors factors_of(const Node& node, const std::string& path, std::vector<Problem>& problems) {
  Factors out;
  if (const auto number = number_of(node)) return {*number, {}};
  const auto* table = node.as<Node::Table>();
  if (!table)
    problems.push_back(
        {node.where, path, "times: expected a number or a table of dates with numbers, found " + what_is(node)});
  for (const Member& member : table ? *table : Node::Table{}) {
    const auto number = number_of(member.node);
    if (!number || (member.key != kAll && !is_date(member.key)))
      problems.push_back({member.where, path,
                          fmt::format("times: expected a date or 'all' with a number, found '{}' with {}", member.key,
                                      what_is(member.node))});
    else if (member.key == kAll)
      out.all = *number;
    else
      out.knots.emplace_back(member.key, *number);
  }
  return out;
}

/// One number after its factor; complains where it leaves the range.
double scaled(const Field& field, double value, double factor, const Where& where, const std::string& path,
              std::vector<Problem>& problems) {
  const double out = field.kind == Kind::integer ? std::round(value * factor) : value * factor;
  if (!in_range(field, out))
    problems.push_back({where, path,
                        fmt::format("expected {}, found {:.6g}, which is {:.6g} times {:.6g}", expectation(field), out,
                                    value, factor)});
  return out;
}

void scale_series(const Field& field, TimeSeries& series, const Factors& factors, const Where& where,
                  const std::string& path, std::vector<Problem>& problems) {
  for (const auto& [date, factor] : factors.knots)
    if (std::none_of(series.points.begin(), series.points.end(),
                     [&day = date](const TimeSeries::Point& p) { return to_string(p.date) == day; }))
      problems.push_back({where, path, "times: the time series has no value at " + date});
  for (TimeSeries::Point& point : series.points) {
    double factor = factors.all;
    for (const auto& [date, of_date] : factors.knots)
      if (to_string(point.date) == date) factor *= of_date;
    point.value = scaled(field, point.value, factor, where, path, problems);
  }
}

/// Puts a factor into a table that is or becomes annotated.
void annotate(Node& node, bool there, const KeyTarget& target, const Node& factor, std::vector<Problem>& problems) {
  if (!is_annotated(node)) {
    Node wrapped{Node::Table{}, factor.where};
    if (there) put(*wrapped.as<Node::Table>(), {"value", node.where, std::move(node)});
    node = std::move(wrapped);
  }
  auto& table = *node.as<Node::Table>();
  const Member* known = find(table, "times");
  Factors factors = known ? factors_of(known->node, target.key, problems) : Factors{};
  const auto number = number_of(factor);
  if (!number) {
    problems.push_back({factor.where, "times:" + target.key, "expected a number, found " + what_is(factor)});
    return;
  }
  if (target.knot.empty())
    factors.all *= *number;
  else
    factors.knots.emplace_back(target.knot, *number);
  Node times{Node::Table{}, factor.where};
  if (factors.knots.empty()) {
    times.value = factors.all;
  } else {
    auto& members = *times.as<Node::Table>();
    put(members, {kAll, factor.where, Node{factors.all, factor.where}});
    for (const auto& [date, of_date] : factors.knots) {
      const Member* same = find(members, date);
      const double before = same ? *same->node.as<double>() : 1;
      put(members, {date, factor.where, Node{before * of_date, factor.where}});
    }
  }
  put(table, {"times", factor.where, std::move(times)});
}

/// Goes down a path, through all that a pattern matches.
std::size_t scale_below(Node& node, std::string_view path, const KeyTarget& target, const Node& factor,
                        std::vector<Problem>& problems) {
  const std::string key(path.substr(0, path.find('.')));
  const std::string_view rest = path.size() > key.size() ? path.substr(key.size() + 1) : std::string_view();
  const bool pattern = key.find('*') != key.npos;
  std::size_t found = 0;
  if (is_rows(node)) {
    for (Node& row : *node.as<Node::List>())
      if (pattern ? fits(key, row_id(row)) : row_id(row) == key)
        found += scale_below(row, rest, target, factor, problems);
    return found;
  }
  auto* table = node.as<Node::Table>();
  if (!table || key.empty()) return 0;
  if (!pattern && rest.empty()) {
    Member* known = find(*table, key);
    const bool there = known != nullptr;
    if (!there) known = &put(*table, {key, factor.where, Node{Node::Table{}, factor.where}});
    annotate(known->node, there, target, factor, problems);
    return 1;
  }
  for (Member& member : *table)
    if (pattern ? fits(key, member.key) : member.key == key) {
      if (!rest.empty()) found += scale_below(member.node, rest, target, factor, problems);
    }
  if (found == 0 && !pattern && !find(*table, key)) {  // keys of a part that the file does not mention
    Member& made = put(*table, {key, factor.where, Node{Node::Table{}, factor.where}});
    found = scale_below(made.node, rest, target, factor, problems);
  }
  return found;
}

}  // namespace

KeyTarget key_target(std::string_view text) {
  KeyTarget out;
  out.times = text.starts_with(kTimes);
  if (!out.times) return {std::string(text), "", false};
  text.remove_prefix(kTimes.size());
  const std::size_t dot = text.rfind('.');
  if (dot != text.npos && is_date(text.substr(dot + 1))) {
    out.knot = text.substr(dot + 1);
    text = text.substr(0, dot);
  }
  out.key = text;
  return out;
}

std::optional<Value> read_annotated(const Field& field, const Value& there, const Node& node, const std::string& path,
                                    ValueContext& context) {
  const std::size_t before = context.problems.size();
  for (const Member& member : *node.as<Node::Table>())
    if (member.key != "value" && member.key != "prior" && member.key != "times")
      context.problems.push_back(
          {member.where, path, "unknown key '" + member.key + "' beside a value; it has value, prior, times"});
  const Node* own = child(node, "value");
  std::optional<Value> value = own ? read_value(field, *own, path, context) : std::optional(there);
  if (!own && field.required)
    context.problems.push_back({node.where, path, "expected a value = ... beside its prior or times"});
  read_prior(field, node, path, context.problems);
  const Node* times = child(node, "times");
  if (value && times) {
    const Factors factors = factors_of(*times, path, context.problems);
    auto* number = std::get_if<double>(&*value);
    auto* series = std::get_if<TimeSeries>(&*value);
    if (series)
      scale_series(field, *series, factors, times->where, path, context.problems);
    else if (number && factors.knots.empty())
      *number = scaled(field, *number, factors.all, times->where, path, context.problems);
    else if (field.kind == Kind::integer && factors.knots.empty())
      *value = static_cast<std::int64_t>(scaled(field, static_cast<double>(std::get<std::int64_t>(*value)), factors.all,
                                                times->where, path, context.problems));
    else
      context.problems.push_back({times->where, path,
                                  number
                                      ? "times: only a time series has dates"
                                      : "times: expected a number or a time series, the key is " + expectation(field)});
  }
  if (context.problems.size() != before) return std::nullopt;
  return value;
}

std::optional<Prior> read_prior(const Field& field, const Node& node, const std::string& path,
                                std::vector<Problem>& problems) {
  const Node* said = child(node, "prior");
  if (!said) return std::nullopt;
  const bool numeric = field.kind == Kind::number || field.kind == Kind::money || field.kind == Kind::integer ||
                       field.kind == Kind::series;
  if (!numeric || !is_distribution(*said)) {
    problems.push_back({said->where, path,
                        numeric ? "prior: expected { dist = \"...\", ... }, found " + what_is(*said)
                                : "prior: only numbers and time series have one, the key is " + expectation(field)});
    return std::nullopt;
  }
  Node plain = *said;
  auto& table = *plain.as<Node::Table>();
  Prior out;
  out.of = field.kind == Kind::series ? Prior::Of::factor : Prior::Of::value;
  if (const Member* of = find(table, "of")) {
    const std::vector<std::string> names = {"value", "factor", "knots"};
    const auto* name = of->node.as<std::string>();
    const auto at = name ? std::find(names.begin(), names.end(), *name) : names.end();
    const bool fits = at != names.end() && (field.kind == Kind::series ? *name != "value" : *name != "knots");
    if (!fits) {
      problems.push_back({of->node.where, path,
                          fmt::format("prior: of is '{}' for a {}, found {}",
                                      field.kind == Kind::series ? "factor' or 'knots" : "value' or 'factor",
                                      field.kind == Kind::series ? "time series" : "number", what_is(of->node))});
      return std::nullopt;
    }
    out.of = static_cast<Prior::Of>(at - names.begin());
    table.erase(table.begin() + (of - table.data()));
  }
  const auto shape = read_distribution(plain, path, problems);
  if (!shape) return std::nullopt;
  out.shape = *shape;
  const bool value = out.of == Prior::Of::value;
  if (value ? mass_within(*shape, field.low, field.high) < 0.5 : mass_within(*shape, 0, HUGE_VAL) < 0.5) {
    problems.push_back({said->where, path,
                        value ? "prior: most of it lies outside what is valid: expected " + expectation(field)
                              : "prior: a factor is greater than 0, and most of this distribution is not"});
    return std::nullopt;
  }
  return out;
}

void scale_key(Node& document, const KeyTarget& target, const Node& factor, std::vector<Problem>& problems) {
  if (scale_below(document, target.key, target, factor, problems) > 0) return;
  problems.push_back({factor.where, "", "times: nothing is called '" + target.key + "'"});
}

}  // namespace exarace
