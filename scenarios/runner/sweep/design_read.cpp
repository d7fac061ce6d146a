/// From a TOML file to a design.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/merge.hpp"
#include "scenarios/runner/read/parse.hpp"
#include "scenarios/runner/read/priors.hpp"
#include "scenarios/runner/sweep/design.hpp"
#include "scenarios/runner/sweep/design_check.hpp"
#include "sim/core/nearest.hpp"
#include "sim/core/pattern.hpp"

namespace fs = std::filesystem;

namespace exarace {
namespace {

std::optional<Node> take(Node::Table& table, std::string_view key) {
  Member* found = find(table, key);
  if (!found) return std::nullopt;
  Node out = std::move(found->node);
  table.erase(table.begin() + (found - table.data()));
  return out;
}

std::string take_text(Node::Table& table, std::string_view key, std::vector<Problem>& problems) {
  const auto node = take(table, key);
  if (!node) return "";
  if (const auto* text = node->as<std::string>()) return *text;
  problems.push_back({node->where, std::string(key), "expected a text, found " + what_is(*node)});
  return "";
}

/// The keys of a distribution taken out of a factor's row.
Node take_distribution(Node::Table& row, Node dist) {
  Node out{Node::Table{}, dist.where};
  auto& table = *out.as<Node::Table>();
  put(table, {"dist", dist.where, std::move(dist)});
  for (const ShapeKeys& shape : distribution_shapes())
    for (const std::string& name : shape.keys)
      if (auto value = take(row, name)) put(table, {name, value->where, std::move(*value)});
  return out;
}

bool says_times(const Node::Table& row) {
  const Member* times = find(row, "times");
  const bool* flag = times ? times->node.as<bool>() : nullptr;
  return flag && *flag;
}

/// Takes what is not a plain key out of the rows of factors, and names the rows, which is what the reader wants.
std::vector<Factor> prepare_factors(Node& factors, std::vector<Problem>& problems) {
  std::vector<Factor> special;
  int number = 0;
  for (Node& node : *factors.as<Node::List>()) {
    auto& row = *node.as<Node::Table>();
    Factor factor;
    const Node* key = child(node, "key");
    factor.where = key ? key->where : node.where;
    if (Member* id = find(row, "id")) problems.push_back({id->where, "", "a factor has no id; its key names it"});
    factor.values = take(row, "values");
    if (auto dist = take(row, "dist"))
      factor.shape = read_distribution(take_distribution(row, std::move(*dist)), "factor", problems);
    const Node *low = child(node, "low"), *high = child(node, "high");
    if (low && high) factor.bounds = low->where, factor.high_where = high->where;
    if (const Node* scale = child(node, "scale")) factor.scale_where = scale->where;
    if (const Node* count = child(node, "count")) factor.count_where = count->where;
    if (!low != !high)
      problems.push_back({(low ? low : high)->where, "", low ? "low wants a high" : "high wants a low"});
    if (Member* path = find(row, "key"); path && says_times(row))
      if (auto* text = path->node.as<std::string>(); text && !text->starts_with("times:")) *text = "times:" + *text;
    put(row, {"id", node.where, Node{std::to_string(++number), node.where}});
    special.push_back(std::move(factor));
  }
  return special;
}

/// Key paths of a table of tables with their values.
void flatten(const Node::Table& table, const std::string& path, std::vector<Member>& out) {
  for (const Member& member : table) {
    const std::string below = join_path(path, member.key);
    const auto* inner = member.node.as<Node::Table>();
    if (inner && !is_series(member.node) && !is_distribution(member.node) && !is_annotated(member.node))
      flatten(*inner, below, out);
    else
      out.push_back({below, member.where, member.node});
  }
}

std::vector<Member> take_changes(Node::Table& table, std::vector<Problem>& problems) {
  std::vector<Member> out;
  const auto set = take(table, "set");
  if (!set) return out;
  if (const auto* keys = set->as<Node::Table>())
    flatten(*keys, "", out);
  else
    problems.push_back({set->where, "set", "expected a table, [set], found " + what_is(*set)});
  return out;
}

/// `correlations = [{ a = "key", b = "key", value = 0.6 }]`.
void take_correlations(Node::Table& table, Design& design, std::vector<Problem>& problems) {
  const auto said = take(table, "correlations");
  if (!said) return;
  const auto* list = said->as<Node::List>();
  const auto refuse = [&](const Node& node) {
    problems.push_back(
        {node.where, "correlations",
         "expected a list of { a = \"key\", b = \"key\", value = 0.5 } with a value between -1 and 1, found " +
             what_is(node)});
  };
  if (!list) return refuse(*said);
  for (const Node& node : *list) {
    const Node *a = child(node, "a"), *b = child(node, "b"), *value = child(node, "value");
    const auto* number = value ? value->as<double>() : nullptr;
    if (!a || !b || !a->as<std::string>() || !b->as<std::string>() || !number || std::abs(*number) >= 1)
      refuse(node);
    else
      design.correlations.push_back({*a->as<std::string>(), *b->as<std::string>(), *number, node.where});
  }
}

/// `factors = "uncertain"`, or patterns of the keys with a prior that are drawn.
void take_uncertain(Node::Table& table, Design& design, std::vector<Problem>& problems) {
  const auto said = take(table, "factors");
  if (!said) return;
  design.uncertain_where = said->where;
  const auto* text = said->as<std::string>();
  const auto* list = said->as<Node::List>();
  if (text && *text == "uncertain") design.uncertain = {"*"};
  for (const Node& pattern : list ? *list : Node::List{})
    if (const auto* name = pattern.as<std::string>()) design.uncertain.push_back(*name);
  if (design.uncertain.empty() || (list && design.uncertain.size() != list->size()))
    problems.push_back({said->where, "factors",
                        "expected \"uncertain\", or a list of patterns of keys with a prior, found " + what_is(*said)});
}

/// Adds a factor for every key of the scenario that has a prior and fits a pattern.
void add_uncertain(Design& design) {
  if (design.uncertain.empty()) return;
  const Catalogue catalogue = blank_catalogue();
  Scenario scenario = read_scenario(design.scenario_file);
  for (const Member& change : design.changes) set_key(scenario.document, change.key, change.node, scenario.problems);
  std::vector<bool> used(design.uncertain.size());
  const auto taken = [&](const std::string& key) {
    const auto same = [&](const std::string& other) { return key_target(other).key == key_target(key).key; };
    return std::any_of(design.factors.begin(), design.factors.end(), [&](const Factor& f) { return same(f.key); }) ||
           std::any_of(design.changes.begin(), design.changes.end(), [&](const Member& m) { return same(m.key); });
  };
  std::vector<Factor> more;
  for (const UncertainKey& key : uncertain_keys(catalogue, scenario)) {
    bool wanted = false;
    for (std::size_t i = 0; i < used.size(); ++i)
      if (fits(design.uncertain[i], key.key) || fits(design.uncertain[i], key_target(key.key).key))
        wanted = used[i] = true;
    if (!wanted || taken(key.key)) continue;
    Factor factor;
    factor.key = key.key;
    factor.where = design.uncertain_where;
    factor.by_pattern = true;
    factor.shape = key.shape;
    factor.valid_low = key.low;
    factor.valid_high = key.high;
    more.push_back(std::move(factor));
  }
  for (std::size_t i = 0; i < used.size(); ++i)
    if (!used[i])
      throw_if_any({{design.uncertain_where, "factors",
                     "no key with a prior fits '" + design.uncertain[i] + "'; 'exarace list parameters' shows priors"}},
                   design.sources);
  std::move(more.begin(), more.end(), std::back_inserter(design.factors));
}

/// Moves the keys at the top into a table of their own: for the reader they are a part like others.
Node with_top_as_part(Node document) {
  Node out{Node::Table{}, document.where};
  Node top{Node::Table{}, document.where};
  for (Member& member : *document.as<Node::Table>()) {
    const bool part = member.key == "factor" || member.key == "output";
    put(*(part ? out : top).as<Node::Table>(), std::move(member));
  }
  put(*out.as<Node::Table>(), {"design", document.where, std::move(top)});
  return out;
}

void join_factors(Design& design, std::vector<Factor> special) {
  for (std::size_t i = 0; i < design.factors.size(); ++i) {
    Factor& factor = design.factors[i];
    factor.where = special[i].where;
    factor.bounds = special[i].bounds;
    factor.scale_where = special[i].scale_where;
    factor.count_where = special[i].count_where;
    factor.high_where = special[i].high_where;
    factor.values = std::move(special[i].values);
    factor.shape = special[i].shape;
    if (!factor.bounds || factor.shape) continue;
    const bool log = factor.scale == Scale::log;
    factor.shape = Distribution{log ? Distribution::Shape::loguniform : Distribution::Shape::uniform, factor.low,
                                factor.high, factor.high};
  }
}

bool is_named(const std::string& text) { return text.find('/') == text.npos && !text.ends_with(".toml"); }

}  // namespace

std::string find_design(const std::string& path_or_name) {
  std::set<std::string> names;
  std::error_code ignored;
  for (const fs::path& folder : scenario_folders()) {
    const fs::path file = folder / "designs" / (path_or_name + ".toml");
    if (is_named(path_or_name) && fs::is_regular_file(file, ignored)) return file.lexically_normal().string();
    for (const auto& entry : fs::directory_iterator(folder / "designs", ignored))
      if (entry.path().extension() == ".toml") names.insert(entry.path().stem().string());
  }
  const std::vector<std::string> known(names.begin(), names.end());
  if (is_named(path_or_name))
    throw ScenarioError(fmt::format("no design is called '{}'{}; known are {}, or name a file", path_or_name,
                                    did_you_mean(path_or_name, known), fmt::join(known, ", ")));
  check_there(path_or_name, known, fmt::format("known by name are {}", fmt::join(known, ", ")));
  return path_or_name;
}

bool is_design(const std::string& path_or_name) {
  try {
    const std::string file = is_named(path_or_name) ? find_design(path_or_name) : path_or_name;
    const Source source{file, read_text_file(file), ""};
    const Node document = parse_document(source);
    return child(document, "sampler") || child(document, "factor") || child(document, "factors") ||
           child(document, "replicates");
  } catch (const ScenarioError&) {
    return false;
  }
}

Design read_design(const std::string& path_or_name) {
  const fs::path file = find_design(path_or_name);
  Design design;
  design.name = file.stem().string();
  design.text = read_text_file(file);
  design.sources.push_back(std::make_shared<const Source>(Source{file.string(), design.text, ""}));
  Scenario reading;
  reading.sources = design.sources;
  Node document = parse_document(*design.sources.front());
  document.where = {design.sources.front().get(), 0, 0};
  auto& top = *document.as<Node::Table>();
  design.title = take_text(top, "title", reading.problems);
  design.about = take_text(top, "about", reading.problems);
  design.changes = take_changes(top, reading.problems);
  take_uncertain(top, design, reading.problems);
  take_correlations(top, design, reading.problems);
  std::vector<Factor> special;
  if (Member* factors = find(top, "factor"); factors && is_rows(factors->node))
    special = prepare_factors(factors->node, reading.problems);
  reading.document = with_top_as_part(std::move(document));
  fill(design_catalogue(design), reading, 0);
  join_factors(design, std::move(special));
  if (const Node* series = at_path(reading.document, "output.series")) design.series_where = series->where;
  design.folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  try {
    design.scenario_file = find_scenario(design.keys.scenario, design.folder).string();
  } catch (const ScenarioError& error) {
    throw_if_any({{at_path(reading.document, "design.scenario")->where, "", error.what()}}, design.sources);
  }
  add_uncertain(design);
  check_design(design, reading.document);
  const bool named = design.keys.draws == "posterior";
  if (!design.keys.draws.empty() && !named && fs::path(design.keys.draws).is_relative() &&
      !fs::exists(design.keys.draws))
    design.keys.draws = (fs::path(design.folder) / design.keys.draws).lexically_normal().string();
  return design;
}

}  // namespace exarace
