/// What docs/mechanisms/expected.toml says that each mechanism does, on pairs of runs with the same luck; and that a
/// mechanism that is switched off does nothing.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/parse.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// One entry of the file of expectations.
struct Expectation {
  const Node& node;
  std::string text(const char* key) const { return *child(node, key)->as<std::string>(); }
  std::string year(const char* key) const { return fmt::format("{}-01-01", *child(node, key)->as<std::int64_t>()); }
  std::vector<std::string> texts(const char* key) const {
    std::vector<std::string> all;
    const Node* list = child(node, key);
    if (list == nullptr) return all;
    if (const auto* one = list->as<std::string>()) return {*one};
    for (const Node& item : *list->as<Node::List>()) all.push_back(*item.as<std::string>());
    return all;
  }
  /// Changes written "key=value".
  std::vector<Change> changes(const char* key) const {
    std::vector<Change> all;
    for (const std::string& change : texts(key))
      all.emplace_back(change.substr(0, change.find('=')), change.substr(change.find('=') + 1));
    return all;
  }
};

const Node& expectations() {
  static const Source source{"expected.toml", read_text_file(test::in_source("docs/mechanisms/expected.toml")), ""};
  static const Node document = parse_document(source);
  return *child(document, "mechanisms");
}

const Scenario& story(const std::string& name) {
  static std::map<std::string, Scenario> read;
  if (!read.contains(name)) read.emplace(name, read_scenario(name));
  return read.at(name);
}

/// Whether a row belongs to what an expectation calls its rows: an id, or a group such as "chinese_labs".
bool is_meant(const World& world, const std::vector<std::string>& rows, const std::string& id) {
  if (std::find(rows.begin(), rows.end(), id) != rows.end() || rows[0] == "all") return true;
  if (rows.size() > 1) return false;
  const auto on_side = [&](CountryId home) {
    if (rows[0].starts_with("us_")) return world.countries.id[home] == "us";
    return world.in_china(home) == !rows[0].starts_with("foreign_");
  };
  if (rows[0].ends_with("_labs")) return on_side(world.labs.country[world.labs.find(id)]);
  if (rows[0].ends_with("_designers")) return on_side(world.designers.parent[world.designers.find(id)]);
  if (rows[0].ends_with("_toolmakers")) return on_side(world.toolmakers.country[world.toolmakers.find(id)]);
  if (rows[0].ends_with("_lines")) return on_side(world.lines.site[world.lines.find(id)]);
  return false;
}

/// The observable: sum over rows and steps of the years that it names.
double observed(const Expectation& e, const World& world, const Played& run) {
  const Record& record = run.of(e.text("series"));
  const auto rows = e.texts("rows");
  double sum = 0;
  for (std::size_t i = 0; i < record.width; ++i) {
    if (record.dims.size() == 1 && !is_meant(world, rows, run.recording().axes[record.dims[0]].ids[i])) continue;
    for (std::size_t step = run.steps_before(e.year("from")); step < run.steps_before(e.year("to")); ++step) {
      const double value = record.values[step * record.width + i];
      if (!std::isnan(value)) sum += value;
    }
  }
  return sum;
}

std::vector<Change> off(const Expectation& e) {
  auto changes = e.changes("set");
  const auto neutral = e.changes("neutral");
  if (neutral.empty()) changes.emplace_back("mechanisms." + e.text("id"), "false");
  changes.insert(changes.end(), neutral.begin(), neutral.end());
  return changes;
}

/// A run until the end of what is looked at; those of a seed without changes serve many mechanisms.
const Played& played(const std::string& name, const std::vector<Change>& changes, std::uint64_t seed) {
  static std::map<std::string, Played> runs;
  std::string key = fmt::format("{} {}", name, seed);
  for (const auto& [path, value] : changes) key += fmt::format(" {}={}", path, value);
  const auto found = runs.find(key);
  if (found != runs.end()) return found->second;
  Play how;
  how.end = "2029-01-01";
  how.seed = seed;
  how.changes = changes;
  return runs.emplace(key, play(story(name), how)).first->second;
}

/// Effects on an observable, one for each seed.
std::array<double, 3> effects_on(const Expectation& e, const Expectation& look) {
  const auto setup = open_run(story(e.text("story")), {});
  std::array<double, 3> effects{};
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double with_it = observed(look, setup->world, played(e.text("story"), e.changes("set"), i + 1));
    effects[i] = with_it - observed(look, setup->world, played(e.text("story"), off(e), i + 1));
  }
  return effects;
}

/// Whether a sign holds for every seed, and the mean effect exceeds twice its standard error over seeds.
bool comes_out(const std::array<double, 3>& effects, double sign) {
  const double mean = (effects[0] + effects[1] + effects[2]) / 3;
  double squares = 0;
  for (const double effect : effects) squares += (effect - mean) * (effect - mean);
  const bool all = std::all_of(effects.begin(), effects.end(), [&](double effect) { return sign * effect > 0; });
  return all && sign * mean > 2 * std::sqrt(squares / 6);
}

double sign_of(const Expectation& e) { return e.text("sign") == "+" ? 1 : -1; }

void check_sign(const Expectation& e) {
  const auto effects = effects_on(e, e);
  INFO(e.text("id") << " " << e.text("sign") << ": " << effects[0] << ", " << effects[1] << ", " << effects[2]);
  CHECK(comes_out(effects, sign_of(e)));
  for (const double effect : effects) CHECK(effect != 0);
}

/// Off, its keys change nothing, to the bit; on, they do.
void check_keys(const Expectation& e) {
  const auto own = e.changes("own");
  if (own.empty()) return;  // it has no entry of its own
  const auto with_keys = [&](std::vector<Change> changes) {
    changes.insert(changes.end(), own.begin(), own.end());
    return play(story(e.text("story")), Play{changes, "2029-01-01"});
  };
  INFO(e.text("id"));
  CHECK(first_difference(played(e.text("story"), off(e), 1).recording(), with_keys(off(e)).recording()) == "");
  const Recording& with_it = played(e.text("story"), e.changes("set"), 1).recording();
  CHECK(first_difference(with_it, with_keys(e.changes("set")).recording()) != "");
}

template <class Check>
void for_mechanisms(int first, int last, Check&& check) {
  const auto& all = *expectations().as<Node::List>();
  REQUIRE(all.size() == kMechanisms);
  for (int number = first; number <= last; ++number) check(Expectation{all[static_cast<std::size_t>(number - 1)]});
}

// Signs and keys of a group share their runs.
template <int first, int last>
void check_group() {
  for_mechanisms(first, last, check_sign);
  for_mechanisms(first, last, check_keys);
}

}  // namespace

TEST_CASE("M1 to M5 do what was expected of them, and nothing when off", "[laws]") { check_group<1, 5>(); }
TEST_CASE("M6 to M10 do what was expected of them, and nothing when off", "[laws]") { check_group<6, 10>(); }
TEST_CASE("M11 to M15 do what was expected of them, and nothing when off", "[laws]") { check_group<11, 15>(); }
TEST_CASE("M16 to M20 do what was expected of them, and nothing when off", "[laws]") { check_group<16, 20>(); }
TEST_CASE("M21 to M25 do what was expected of them, and nothing when off", "[laws]") { check_group<21, 25>(); }
