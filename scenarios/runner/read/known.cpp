#include "scenarios/runner/read/known.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "scenarios/runner/read/drivers.hpp"

namespace exarace {
namespace {

const Date* date_at(const Node& row, std::string_view key) {
  const Node* node = child(row, key);
  return node ? node->as<Date>() : nullptr;
}

constexpr std::array kPractice = {"accepted", "acceptance", "approval", "headquarters"};

/// Whether a key can be news about a rule that was known before.
bool can_be_news(std::string_view key) {
  return key == "ends" || key.starts_with("stayed_") ||
         std::find(kPractice.begin(), kPractice.end(), key) != kPractice.end();
}

bool has_vintage(const Node& row) { return child(row, "vintage") != nullptr; }

bool is_later(const Node& row, std::string_view table, Date known) {
  if (!has_vintage(row)) return false;
  if (table == "regimes") {
    const Date* announced = date_at(row, "announced");
    return announced && known < *announced && known < vintage_of(row);
  }
  const Date* launch = date_at(row, "launch");
  return launch && known < *launch && known < vintage_of(row);
}

/// Takes rows out of a table; notes their ids.
void take_out(Node& document, std::string_view table, Date known, std::set<std::string>& gone) {
  Member* member = find(*document.as<Node::Table>(), table);
  auto* rows = member ? member->node.as<Node::List>() : nullptr;
  if (!rows) return;
  for (const Node& row : *rows)
    if (is_later(row, table, known)) gone.insert(row_id(row)), gone.insert(std::string(table) + "/" + row_id(row));
  std::erase_if(*rows, [&](const Node& row) { return is_later(row, table, known); });
}

bool names_gone(const Node& node, const std::set<std::string>& gone) {
  const auto* text = node.as<std::string>();
  return text && gone.contains(*text);
}

/// Forgets references to rows that are gone, everywhere below a node.
void forget(Node& node, const std::set<std::string>& gone) {
  if (auto* list = node.as<Node::List>()) {
    std::erase_if(*list, [&](const Node& element) { return names_gone(element, gone); });
    for (Node& element : *list) forget(element, gone);
  }
  if (auto* table = node.as<Node::Table>()) {
    std::erase_if(*table, [&](const Member& member) {
      return member.key != "id" && member.key != "name" && names_gone(member.node, gone);
    });
    for (Member& member : *table) forget(member.node, gone);
  }
}

/// Whether a node has a list all of whose names are gone: without them it would mean something else, mostly everything.
bool loses_all(const Node& node, const std::set<std::string>& gone) {
  if (const auto* list = node.as<Node::List>())
    return (!list->empty() &&
            std::all_of(list->begin(), list->end(), [&](const Node& element) { return names_gone(element, gone); })) ||
           std::any_of(list->begin(), list->end(), [&](const Node& element) { return loses_all(element, gone); });
  const auto* table = node.as<Node::Table>();
  return table &&
         std::any_of(table->begin(), table->end(), [&](const Member& member) { return loses_all(member.node, gone); });
}

/// Takes out rules that speak only of what is gone, until none is left that does.
void take_out_pointless(Node& document, std::set<std::string>& gone) {
  Member* member = find(*document.as<Node::Table>(), "regimes");
  auto* rows = member ? member->node.as<Node::List>() : nullptr;
  const auto pointless = [&](const Node& row) { return loses_all(row, gone); };
  while (rows && std::any_of(rows->begin(), rows->end(), pointless)) {
    std::set<std::string> more;
    for (const Node& row : *rows)
      if (pointless(row)) more.insert(row_id(row)), more.insert("regimes/" + row_id(row));
    std::erase_if(*rows, pointless);
    gone.merge(more);
  }
}

/// Takes values after the day out of time series that tell how a rule was practised.
void cut_practice(Node& row, Date known, const std::vector<std::string>& supposed) {
  for (const char* key : kPractice) {
    if (std::find(supposed.begin(), supposed.end(), key) != supposed.end()) continue;
    Member* member = find(*row.as<Node::Table>(), key);
    auto* points = member && is_series(member->node) ? member->node.as<Node::Table>() : nullptr;
    if (!points) continue;
    const std::string last = to_string(known);
    const auto dated = [](const Member& point) { return point.key != "between"; };
    std::size_t before = 0;
    for (const Member& point : *points) before += dated(point) && point.key <= last;
    if (before > 0) std::erase_if(*points, [&](const Member& point) { return dated(point) && point.key > last; });
  }
}

/// Whether a row is a budget whose term was known by a day: it was announced with the money.
bool has_known_term(const Node& row, Date known) {
  const Node* kind = child(row, "kind");
  const auto* text = kind ? kind->as<std::string>() : nullptr;
  return text && *text == "budget" && vintage_of(row) <= known;
}

void cut_rule(Node& row, Date known, const std::set<std::int32_t>& beginnings) {
  if (!has_vintage(row)) return;
  auto& table = *row.as<Node::Table>();
  const std::vector<std::string> supposed = supposed_keys(row);
  const auto is_news = [&](std::string_view key) {
    return std::find(supposed.begin(), supposed.end(), key) == supposed.end();
  };
  const Date* ends = date_at(row, "ends");
  if (ends && known < *ends && is_news("ends") && !beginnings.contains(ends->days) && !has_known_term(row, known))
    std::erase_if(table, [](const Member& member) { return member.key == "ends"; });
  if (const Date* stayed = date_at(row, "stayed_from"); stayed && known < *stayed && is_news("stayed_from"))
    std::erase_if(table, [](const Member& member) { return member.key.starts_with("stayed_"); });
  cut_practice(row, known, supposed);
}

}  // namespace

std::vector<std::string> supposed_keys(const Node& row) {
  const Node* named = child(row, "supposed");
  const auto* list = named ? named->as<Node::List>() : nullptr;
  std::vector<std::string> keys;
  for (const Member& member : *row.as<Node::Table>()) {
    const auto is_named = [&](const Node& name) {
      const auto* text = name.as<std::string>();
      return text && *text == member.key;
    };
    const bool said = list && std::any_of(list->begin(), list->end(), is_named);
    if (can_be_news(member.key) && (said || member.node.where.source != row.where.source)) keys.push_back(member.key);
  }
  return keys;
}

bool leaves_out(const Scenario& scenario) {
  const Node* known = at_path(scenario.document, "run.known");
  return known && known->as<Date>();
}

Scenario as_known(const Scenario& scenario) {
  Scenario out = scenario;
  const Date known = *at_path(out.document, "run.known")->as<Date>();
  cut_drivers(out.document, known);
  std::set<std::string> gone;
  for (const char* table : {"regimes", "skus"}) take_out(out.document, table, known, gone);
  take_out_pointless(out.document, gone);
  forget(out.document, gone);
  Member* member = find(*out.document.as<Node::Table>(), "regimes");
  auto* rows = member ? member->node.as<Node::List>() : nullptr;
  if (!rows) return out;
  std::set<std::int32_t> beginnings;
  for (const Node& row : *rows)
    for (const char* key : {"effective", "enforced_from"})
      if (const Date* day = date_at(row, key)) beginnings.insert(day->days);
  for (Node& row : *rows) cut_rule(row, known, beginnings);
  return out;
}

}  // namespace exarace
