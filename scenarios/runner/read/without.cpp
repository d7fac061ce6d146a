#include "scenarios/runner/read/without.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

/// The last day there is; a rule ends after it is announced, and it ends never.
constexpr Date kBeyond{kNever.days - 1};

Node::List& regimes_of(Scenario& scenario) {
  Member* regimes = find(*scenario.document.as<Node::Table>(), "regimes");
  if (!regimes || !is_rows(regimes->node)) throw ScenarioError("this scenario has no rules to take out");
  return *regimes->node.as<Node::List>();
}

/// Ids of the government that one begins with, "jp_" say, if there are any: what another one decided is not meant.
std::vector<std::string> of_one_government(std::vector<std::string> ids, const std::string& rule) {
  const std::string prefix = rule.substr(0, rule.find('_') + 1);
  std::vector<std::string> own;
  for (const std::string& id : ids)
    if (!prefix.empty() && id.starts_with(prefix)) own.push_back(id);
  return own.empty() ? ids : own;
}

/// Ids that are meant by an id or a pattern.
std::vector<std::string> meant(const Node::List& rows, const std::string& layer, const std::string& rule) {
  std::vector<std::string> found;
  for (const Node& row : rows)
    if (const std::string id = row_id(row); is_enabled(row) && ::fnmatch(rule.c_str(), id.c_str(), 0) == 0)
      found.push_back(id);
  const std::string hint = did_you_mean(rule, of_one_government(row_ids(rows), rule));
  if (found.empty())
    throw ScenarioError(layer + ": there is no rule '" + rule + "'" +
                        (hint.empty() ? "; rules are the rows of regimes" : hint));
  return found;
}

std::string text_at(const Node& row, std::string_view key) {
  const Node* node = child(row, key);
  const auto* text = node ? node->as<std::string>() : nullptr;
  return text ? *text : "";
}

Date day_at(const Node& row, std::string_view key) {
  const Node* node = child(row, key);
  const auto* day = node ? node->as<Date>() : nullptr;
  return day ? *day : kNever;
}

void put_value(Node& row, const std::string& key, Node value) {
  value.where = row.where;
  put(*row.as<Node::Table>(), {key, row.where, std::move(value)});
}

void erase_key(Node& row, std::string_view key) {
  auto& table = *row.as<Node::Table>();
  std::erase_if(table, [key](const Member& member) { return member.key == key; });
}

/// Lets the rules go on that the one in `row` replaced.
void revive_replaced(Node::List& rows, const Node& row, const std::vector<std::string>& gone) {
  const Date day = day_at(row, "effective"), end = day_at(row, "ends");
  for (Node& other : rows) {
    const bool replaced = is_enabled(other) && day_at(other, "ends") == day && day != kNever &&
                          text_at(other, "issuer") == text_at(row, "issuer") &&
                          text_at(other, "kind") == text_at(row, "kind") &&
                          std::find(gone.begin(), gone.end(), row_id(other)) == gone.end();
    if (!replaced) continue;
    if (end == kNever)
      erase_key(other, "ends");
    else
      put_value(other, "ends", Node{end, {}});
  }
}

void take_out(Node& row) {
  for (const char* key : {"reported", "enforced_from", "savings_until", "ends", "stayed_from", "stayed_until"})
    erase_key(row, key);
  put_value(row, "status", Node{std::string("failed"), {}});
  put_value(row, "credibility", Node{0.0, {}});
  for (const char* key : {"announced", "effective"}) put_value(row, key, Node{kBeyond, {}});
}

/// "baseline_without_us_2023_11": files are named so.
void tell_in_name(Scenario& scenario, const std::string& rule) {
  scenario.title = (scenario.title.empty() ? scenario.name : scenario.title) + " without " + rule;
  scenario.name += "_without_" + rule;
  for (char& c : scenario.name)  // of patterns
    if (c == '*' || c == '?' || c == '[' || c == ']') c = 'x';
}

}  // namespace

Scenario without_rules(Scenario scenario, const std::string& layer, const std::vector<std::string>& rules) {
  if (rules.empty()) return scenario;
  Node::List& rows = regimes_of(scenario);
  std::vector<std::string> gone;
  for (const std::string& rule : rules)
    for (const std::string& id : meant(rows, layer, rule)) gone.push_back(id);
  for (const std::string& id : gone) revive_replaced(rows, *find_row(rows, id), gone);
  for (const std::string& id : gone) take_out(*find_row(rows, id));
  for (const std::string& rule : rules) tell_in_name(scenario, rule);
  return scenario;
}

}  // namespace exarace
