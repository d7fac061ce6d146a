#include "scenarios/runner/read/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/merge.hpp"
#include "scenarios/runner/read/parse.hpp"

namespace fs = std::filesystem;

namespace exarace {
namespace {

/// The files that are being read, outermost first: to find a circle and to say who asked for what.
struct Chain {
  std::vector<fs::path> files;
  bool included = false;  ///< the innermost is an `include`
};

[[noreturn]] void fail(const Where& where, std::string text) {
  throw_if_any({Problem{where, "", std::move(text)}});
  std::abort();
}

/// Takes a key out of the top of a document.
std::optional<Member> take(Node& document, std::string_view key) {
  auto& table = std::get<Node::Table>(document.value);
  Member* found = find(table, key);
  if (!found) return std::nullopt;
  Member out = std::move(*found);
  table.erase(table.begin() + (found - table.data()));
  return out;
}

std::string take_text(Node& document, std::string_view key) {
  const auto member = take(document, key);
  if (!member) return "";
  if (const auto* text = member->node.as<std::string>()) return *text;
  fail(member->node.where, std::string(key) + ": expected a text, found " + what_is(member->node));
}

const Source& add_source(Scenario& scenario, Source source) {
  scenario.sources.push_back(std::make_shared<const Source>(std::move(source)));
  return *scenario.sources.back();
}

/// A file below the present folder is shown relative to it, as one would type it.
std::string shown(const fs::path& file) {
  std::error_code ignored;
  const fs::path near = file.is_absolute() ? file.lexically_proximate(fs::current_path(ignored)) : file;
  return near.empty() || *near.begin() == ".." ? file.string() : near.string();
}

constexpr std::size_t kMostFiles = 500, kDeepestChain = 40;

Chain enter(Chain chain, const fs::path& file, const Where& from) {
  if (chain.files.size() >= kDeepestChain)
    fail(from, "more than " + std::to_string(kDeepestChain) + " files extend or include each other in a row");
  const fs::path real = fs::weakly_canonical(file);
  const auto seen = std::find_if(chain.files.begin(), chain.files.end(),
                                 [&](const fs::path& f) { return fs::weakly_canonical(f) == real; });
  if (seen != chain.files.end()) {
    std::string circle;
    for (auto at = seen; at != chain.files.end(); ++at) circle += shown(*at) + " -> ";
    fail(from, "the files go round in a circle: " + circle + shown(file));
  }
  chain.files.push_back(file);
  return chain;
}

std::string read_asked(const fs::path& file, const Where& from) {
  try {
    return read_text_file(file);
  } catch (const ScenarioError& error) {
    if (from.source) fail(from, error.what());
    throw;
  }
}

Node read_merged(Scenario& scenario, const fs::path& file, const Chain& outer, const Where& from);

fs::path extended_file(const Node& wanted, const fs::path& file) {
  const auto* name = wanted.as<std::string>();
  if (!name) fail(wanted.where, "extends: expected the name or path of a scenario, found " + what_is(wanted));
  try {
    return find_scenario(*name, file.parent_path().empty() ? fs::path(".") : file.parent_path());
  } catch (const ScenarioError& error) {
    fail(wanted.where, error.what());
  }
}

void merge_includes(Scenario& scenario, Node& document, const Node& includes, const Chain& chain) {
  Chain outer = chain;
  outer.included = true;
  const auto* list = includes.as<Node::List>();
  if (!list) fail(includes.where, "include: expected a list of files, found " + what_is(includes));
  for (const Node& entry : *list) {
    const auto* name = entry.as<std::string>();
    if (!name) fail(entry.where, "include: expected the path of a file, found " + what_is(entry));
    const fs::path file = (chain.files.back().parent_path() / *name).lexically_normal();
    Node included = read_merged(scenario, file, outer, entry.where);
    merge(document, std::move(included), "", scenario.problems);
  }
}

/// Lays a document over what it extends and includes.
Node over_its_base(Scenario& scenario, Node own, const Chain& chain) {
  Node base{Node::Table{}, own.where};
  const auto extends = take(own, "extends");
  const auto include = take(own, "include");
  if (extends && chain.included)
    fail(extends->where, "an included file cannot extend another; extend it from the file that includes this one");
  if (extends) {
    const fs::path file = extended_file(extends->node, chain.files.back());
    base = read_merged(scenario, file, chain, extends->node.where);
  }
  if (include) merge_includes(scenario, base, include->node, chain);
  check_rows(own, scenario.problems);
  const bool empty = std::get<Node::Table>(own.value).empty() && !extends && !include;
  if (empty)
    fail(own.where,
         "empty: the file has neither 'extends' nor 'include' nor tables; begin with extends = \"baseline\"");
  merge(base, std::move(own), "", scenario.problems);
  return base;
}

Node read_merged(Scenario& scenario, const fs::path& file, const Chain& outer, const Where& from) {
  const Chain chain = enter(outer, file, from);
  // A file that includes another twice, and so on, would be read without end.
  if (scenario.sources.size() >= kMostFiles)
    fail(from, "more than " + std::to_string(kMostFiles) + " files are read; each include reads its file anew");
  const Source& source = add_source(scenario, {shown(file), read_asked(file, from), ""});
  Node own = parse_document(source);
  own.where = {&source, 0, 0};
  std::string title = take_text(own, "title"), about = take_text(own, "about");
  if (outer.files.empty()) scenario.title = std::move(title), scenario.about = std::move(about);
  return over_its_base(scenario, std::move(own), chain);
}

}  // namespace

Scenario read_scenario(const std::string& path_or_name) {
  const fs::path file = find_scenario(path_or_name);
  Scenario scenario;
  scenario.name = file.stem().string();
  scenario.document = read_merged(scenario, file, {}, {});
  return scenario;
}

Scenario read_scenario_text(const std::string& name, std::string text) {
  Scenario scenario;
  scenario.name = name;
  const Source& source = add_source(scenario, {name, std::move(text), ""});
  scenario.document = parse_document(source);
  scenario.title = take_text(scenario.document, "title");
  scenario.about = take_text(scenario.document, "about");
  check_rows(scenario.document, scenario.problems);
  return scenario;
}

Scenario with_changes(Scenario scenario, const std::string& layer, const std::vector<Change>& changes) {
  for (const auto& [key, value] : changes) {
    const Source& source = add_source(scenario, {layer + ":" + key, value, key});
    if (const KeyTarget target = key_target(key); target.times)
      scale_key(scenario.document, target, parse_value(source), scenario.problems);
    else
      set_key(scenario.document, key, parse_value(source), scenario.problems);
  }
  return scenario;
}

Scenario with_sets(Scenario scenario, const std::vector<std::string>& sets) {
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const std::string layer = "--set[" + std::to_string(i + 1) + "]";
    const std::size_t equals = sets[i].find('=');
    if (equals == std::string::npos || equals == 0)
      throw ScenarioError(layer + ": expected KEY=VALUE, found '" + sets[i] + "'; for example run.end=2028-01-01");
    scenario = with_changes(std::move(scenario), layer, {{sets[i].substr(0, equals), sets[i].substr(equals + 1)}});
  }
  return scenario;
}

Scenario with_times(Scenario scenario, const std::vector<std::string>& times) {
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::string layer = "--times[" + std::to_string(i + 1) + "]";
    const std::size_t equals = times[i].find('=');
    if (equals == std::string::npos || equals == 0)
      throw ScenarioError(layer + ": expected KEY=FACTOR, found '" + times[i] + "'; for example lines.*.capacity=1.1");
    scenario = with_changes(std::move(scenario), layer,
                            {{"times:" + times[i].substr(0, equals), times[i].substr(equals + 1)}});
  }
  return scenario;
}

}  // namespace exarace
