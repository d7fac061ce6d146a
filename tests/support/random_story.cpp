#include "tests/support/random_story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/merge.hpp"
#include "scenarios/runner/read/without.hpp"
#include "tests/support/draws.hpp"
#include "tests/support/played.hpp"

namespace exarace::support {
namespace {

const Catalogue& keys() {
  static const Catalogue all = blank_catalogue();
  return all;
}

std::vector<std::string> rows_of(const std::string& table) {
  const Node* rows = at_path(baseline().document, table);
  return rows ? row_ids(*rows->as<Node::List>()) : std::vector<std::string>{};
}

/// Names of accounts, for texts that must name one.
std::string someone(Draws& draws) {
  static const std::vector<std::string> tables = {"clouds", "labs", "designers", "fabs", "toolmakers"};
  const std::string& table = draws.one_of(tables);
  return table + "/" + draws.one_of(rows_of(table));
}

std::string someones(Draws& draws, bool stars) {
  std::string text;
  for (int n = draws.whole(1, 4); n > 0; --n) text += "\"" + someone(draws) + "\", ";
  if (stars && draws.chance(0.3)) text += "\"fabs/*\", ";
  return "[" + text + "]";
}

bool names_accounts(const Field& field) {
  return field.key == "listed" || field.key == "buyers" || field.key == "sellers" || field.key == "recipients";
}

/// Rows of the law that a key must name: "" where it may name any.
std::string kind_that_is_named(const std::string& kind, const std::string& key) {
  if (kind == "entity_list" && key == "extends") return "entity_list";
  return key == "under" ? "licence_policy" : "";
}

/// One or two instruments of a kind that the baseline has.
std::string instruments_of(Draws& draws, const std::string& kind) {
  std::vector<std::string> rows;
  for (const Node& row : *at_path(baseline().document, "regimes")->as<Node::List>())
    if (kind.empty() || *child(row, "kind")->as<std::string>() == kind) rows.push_back(row_id(row));
  return "[\"" + draws.one_of(rows) + "\"" + (draws.chance(0.5) ? ", \"" + draws.one_of(rows) + "\"]" : "]");
}

/// Keys of one part or kind, each said with a probability; keys that must be said always.
void say_keys(Draws& draws, const Fields& fields, double probability, std::string& text) {
  for (const Field& field : fields) {
    if (field.state || field.key == "id" || field.key == "source" || field.key == "vintage") continue;
    if (!field.required && !draws.chance(probability)) continue;
    const std::string value =
        names_accounts(field) ? someones(draws, field.key == "recipients") : draws.value(field, rows_of);
    if (!value.empty()) text += field.key + " = " + value + "\n";
  }
}

/// Elements below a row, such as clauses of a threshold.
void say_elements(Draws& draws, const Fields& fields, std::string& text) {
  for (const Field& field : fields) {
    if (field.kind != Kind::rows) continue;
    for (int n = draws.whole(0, 3); n > 0; --n) {
      text += fmt::format("[[regimes.{}]]\nid = \"e{}\"\n", field.key, n);
      say_keys(draws, *field.nested, 0.5, text);
    }
  }
}

/// Days in an order that a law can have.
void say_days(Draws& draws, std::string& text) {
  std::vector<std::string> days = {draws.day(), draws.day(), draws.day()};
  std::sort(days.begin(), days.end());
  const auto later = [&] { return to_string(Date{parse_date(days[2]).days + draws.whole(1, 700)}); };
  text += fmt::format("announced = {}\neffective = {}\n", days[1], days[2]);
  if (draws.chance(0.2)) text += "reported = " + days[0] + "\n";
  for (const char* date : {"enforced_from", "savings_until", "ends"})
    if (draws.chance(0.2)) text += fmt::format("{} = {}\n", date, later());
  if (!draws.chance(0.3)) return;
  const Date from = parse_date(draws.day());
  text += "stayed_from = " + to_string(from) + "\n";
  if (draws.chance(0.5)) text += "stayed_until = " + to_string(Date{from.days + draws.whole(1, 700)}) + "\n";
}

void say_instrument(Draws& draws, const Part& part, int number, std::string& text) {
  const RowKind& kind = draws.one_of(part.kinds);
  text += fmt::format("[[regimes]]\nid = \"random_{}\"\nkind = \"{}\"\nsource = \"assumed\"\n", number, kind.name);
  // Most of the law is of the United States on China, as a mix of all with all would hardly ever meet anybody.
  const bool usual = draws.chance(0.6);
  text += usual ? "issuer = \"us\"\ntargets = [\"cn\"]\n"
                : fmt::format("issuer = \"{}\"\ntargets = [\"{}\"]\n", draws.one_of(rows_of("governments")),
                              draws.one_of(rows_of("countries")));
  if (draws.chance(0.7))
    text += "status = \"in_force\"\n";
  else
    text +=
        "status = \"" + draws.one_of(std::vector<std::string>{"proposed", "stayed", "not_enforced", "failed"}) + "\"\n";
  say_days(draws, text);
  text += fmt::format("credibility = {:.3f}\ncertainty = {:.3f}\n", draws.uniform(), draws.uniform());
  Fields others;
  for (const Field& field : *kind.fields) {
    const std::string named = kind_that_is_named(kind.name, field.key);
    if (field.key == "clears" || (!named.empty() && draws.chance(0.6)))
      text += field.key + " = " + instruments_of(draws, named) + "\n";
    else if (named.empty())
      others.push_back(field);
  }
  say_keys(draws, others, 0.6, text);
  say_elements(draws, *kind.fields, text);
}

/// Numbers of some rows of a table, moved up or down within their ranges.
void say_rows(Draws& draws, const Part& part, double probability, std::string& text) {
  const Node* rows = at_path(baseline().document, part.path);
  if (rows == nullptr) return;
  for (const Node& row : *rows->as<Node::List>()) {
    std::string said;
    for (const Field& field : *part.fields) {
      const Node* node = child(row, field.key);
      const double* number = node ? node->as<double>() : nullptr;
      if (number == nullptr || field.kind == Kind::integer || !draws.chance(probability)) continue;
      const double moved = *number * std::pow(10.0, 2 * draws.uniform() - 1);
      said += fmt::format("{} = {:e}\n", field.key, std::clamp(moved, field.low, field.high));
    }
    if (!said.empty()) text += fmt::format("[[{}]]\nid = \"{}\"\n{}", part.path, row_id(row), said);
  }
}

void say_shocks(Draws& draws, const Part& part, std::string& text) {
  for (int n = draws.whole(0, 3); n > 0; --n) {
    text += fmt::format("[[shocks]]\nid = \"shock_{}\"\nstarts = 2022-{:02}-01\nends = 2023-{:02}-01\n", n,
                        draws.whole(1, 12), draws.whole(1, 12));
    Fields others;
    for (const Field& field : *part.fields)
      if (field.key != "starts" && field.key != "ends") others.push_back(field);
    say_keys(draws, others, 0.5, text);
  }
}

/// Last day by the length of a step; now and then a story is long.
std::string end_of(const std::string& step, bool is_long) {
  if (is_long) return step == "week" ? "2023-07-01" : "2028-01-01";
  return step == "week" ? "2022-05-01" : step == "month" ? "2023-04-01" : "2024-07-01";
}

std::string written(Draws& draws) {
  static const std::vector<std::string> steps = {"month", "month", "month", "week", "quarter"};
  const std::string& length = draws.one_of(steps);
  std::string text = fmt::format("extends = \"baseline\"\n[run]\nenterprises = 200\nstep = \"{}\"\nend = {}\n", length,
                                 end_of(length, draws.chance(0.1)));
  const double wildness = draws.one_of(std::vector<double>{0.03, 0.1, 0.3});
  for (const Part& part : keys().parts) {
    if (part.path == "run") continue;
    if (!part.table) {
      text += "[" + part.path + "]\n";
      say_keys(draws, *part.fields, wildness, text);
    } else if (part.path == "shocks") {
      say_shocks(draws, part, text);
    } else if (part.kinds.empty()) {
      say_rows(draws, part, wildness / 4, text);
    }
  }
  for (const Part& part : keys().parts)
    if (!part.kinds.empty())
      for (int n = draws.whole(1, 12); n > 0; --n) say_instrument(draws, part, n, text);
  return text;
}

/// Numbers and flags of some rows of a table, anywhere in their ranges.
void say_rows_anywhere(Draws& draws, const Part& part, double probability, std::string& text) {
  const Node* rows = at_path(baseline().document, part.path);
  if (rows == nullptr) return;
  for (const Node& row : *rows->as<Node::List>()) {
    std::string said;
    for (const Field& field : *part.fields) {
      const bool drawn = field.kind == Kind::number || field.kind == Kind::integer || field.kind == Kind::money ||
                         field.kind == Kind::series || field.kind == Kind::flag;
      // Chips that share a die say so, and must agree about it.
      const bool shared = field.key == "node";
      if (!drawn || field.state || (shared && part.path == "skus") || !draws.chance(probability)) continue;
      if (const std::string value = draws.value(field, rows_of); !value.empty())
        said += field.key + " = " + value + "\n";
    }
    if (!said.empty()) text += fmt::format("[[{}]]\nid = \"{}\"\n{}", part.path, row_id(row), said);
  }
}

/// A world whose keys lie anywhere in their ranges, and its end decades ahead.
std::string written_wide(Draws& draws) {
  static const std::vector<std::pair<std::string, std::string>> calendars = {{"quarter", "2061-01-01"},
                                                                             {"quarter", "2061-01-01"},
                                                                             {"month", "2045-01-01"},
                                                                             {"month", "2061-01-01"},
                                                                             {"week", "2027-01-01"}};
  const auto& [step, end] = draws.one_of(calendars);
  std::string text =
      fmt::format("extends = \"baseline\"\n[run]\nenterprises = 100\nstep = \"{}\"\nend = {}\n", step, end);
  const double of_keys = draws.one_of(std::vector<double>{0.02, 0.1, 0.5, 1.0});
  const double of_rows = draws.one_of(std::vector<double>{0.0, 0.001, 0.01, 0.1});
  for (const Part& part : keys().parts) {
    if (part.path == "run" || part.path == "shocks" || !part.kinds.empty()) continue;
    if (part.table) {
      say_rows_anywhere(draws, part, of_rows, text);
    } else {
      text += "[" + part.path + "]\n";
      say_keys(draws, *part.fields, of_keys, text);
    }
  }
  return text;
}

RandomStory over_baseline(const std::string& name, std::string text, Draws& draws) {
  RandomStory story{baseline(), std::move(text)};
  Scenario over = read_scenario_text(name, story.text.substr(story.text.find('\n') + 1));
  auto& problems = story.scenario.problems;
  problems.insert(problems.end(), over.problems.begin(), over.problems.end());
  story.scenario.sources.insert(story.scenario.sources.end(), over.sources.begin(), over.sources.end());
  story.scenario.name = name;
  merge(story.scenario.document, over.document, "", problems);
  for (Member& member : *story.scenario.document.as<Node::Table>())
    if (is_rows(member.node) && draws.chance(0.3)) {
      std::reverse(member.node.as<Node::List>()->begin(), member.node.as<Node::List>()->end());
      story.text = "# rows of " + member.key + " turned round\n" + story.text;
    }
  return story;
}

}  // namespace

RandomStory random_story(std::uint64_t number) {
  Draws draws(number);
  std::string text = written(draws);
  return over_baseline("random_" + std::to_string(number), std::move(text), draws);
}

RandomStory wide_story(std::uint64_t number) {
  Draws draws(number + 0x1000000);
  std::string text = written_wide(draws);
  std::vector<std::string> never;
  for (const Node& row : *at_path(baseline().document, "regimes")->as<Node::List>())
    if (draws.chance(0.05)) never.push_back(row_id(row));
  RandomStory story = over_baseline("wide_" + std::to_string(number), std::move(text), draws);
  if (never.empty()) return story;
  story.scenario = without_rules(std::move(story.scenario), "wide", never);
  for (const std::string& rule : never) story.text = "# without " + rule + "\n" + story.text;
  return story;
}

}  // namespace exarace::support
