/// The model as a page calls it: files in, values of keys, and runs out. One thread; every call is complete in itself.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "outputs/record/recorder.hpp"
#include "outputs/series/catalogue.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "scenarios/runner/read/describe.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/find_key.hpp"
#include "scenarios/runner/read/scenario.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/random.hpp"
#include "sim/step/step.hpp"

namespace exarace {
namespace {

using emscripten::val;

constexpr const char* kFolder = "/scenarios";

/// Stories that were read already; the files of a page do not change.
const Scenario& story(const std::string& name) {
  static std::map<std::string, Scenario> known;
  const auto found = known.find(name);
  return found != known.end() ? found->second : known.emplace(name, read_scenario(name)).first->second;
}

/// Changes are pairs of a key and its value as TOML.
Scenario changed(const std::string& name, const val& changes) {
  std::vector<Change> list;
  for (const val& change : emscripten::vecFromJSArray<val>(changes))
    list.emplace_back(change[0].as<std::string>(), change[1].as<std::string>());
  return with_changes(story(name), "lever", list);
}

template <class Call>
val or_error(Call&& call) {
  try {
    return call();
  } catch (const std::exception& error) {
    val out = val::object();
    out.set("error", std::string(error.what()));
    return out;
  }
}

template <class Texts>
val texts(const Texts& list) {
  return val::array(list.begin(), list.end());
}

// Values of keys ------------------------------------------------------------------------------------------------------

const Node* node_at(const Node& document, const std::string& path) {
  const Node* node = &document;
  for (std::size_t begin = 0; node && begin <= path.size();) {
    const std::size_t dot = std::min(path.find('.', begin), path.size());
    const std::string part = path.substr(begin, dot - begin);
    const auto* rows = is_rows(*node) ? node->as<Node::List>() : nullptr;
    node = rows ? find_row(const_cast<Node::List&>(*rows), part) : child(*node, part);
    begin = dot + 1;
  }
  return node;
}

struct ToPage {
  const Field& field;

  val operator()(const TimeSeries& series) const {
    val points = val::array();
    for (const TimeSeries::Point& point : series.points) {
      val pair = val::array();
      pair.call<void>("push", to_string(point.date));
      pair.call<void>("push", point.value);
      points.call<void>("push", pair);
    }
    if (series.points.size() == 1) return val(series.points.front().value);
    val out = val::object();
    out.set("points", points);
    out.set("between", std::string(series.between == TimeSeries::Between::linear ? "linear" : "step"));
    return out;
  }
  val operator()(double value) const { return val(value); }
  val operator()(bool value) const { return val(value); }
  val operator()(std::int64_t value) const {
    if (field.kind == Kind::choice) return val(field.choices.at(static_cast<std::size_t>(value)));
    return val(static_cast<double>(value));
  }
  val operator()(Date value) const { return val(value == kNever ? std::string("never") : to_string(value)); }
  val operator()(const std::string& value) const { return val(value); }
  template <class Element>
  val operator()(const std::vector<Element>&) const {
    return val(value_text(field, Value(std::vector<Element>())));
  }
};

/// Declaration of a key and its value where no file says it.
std::pair<const Field*, std::optional<Value>> declared(const Catalogue& all, const KeyFinder& finder,
                                                       const std::string& key) {
  for (const Part& part : all.parts)
    for (const Field& field : *part.fields)
      if (!part.table && part.path + "." + field.key == key) return {&field, field.get(part.slot(0).object, 0)};
  const Field* field = finder.find(key);
  return {field, field ? field->fallback : std::nullopt};
}

val key_facts(const std::string& name, const val& keys) {
  const Scenario& scenario = story(name);
  Setup setup;
  const Catalogue all = catalogue(setup);
  KeyFinder finder(all, scenario);
  val out = val::object();
  for (const std::string& key : emscripten::vecFromJSArray<std::string>(keys)) {
    auto [field, value] = declared(all, finder, key);
    if (!field) throw ScenarioError(name + ": there is no key '" + key + "'");
    const Node* node = node_at(scenario.document, key);
    if (node && (child(*node, "prior") || child(*node, "times"))) node = child(*node, "value");  // without its prior
    if (node) value = read_value(*field, *node, key, finder.context());
    val facts = val::object();
    facts.set("value", value ? std::visit(ToPage{*field}, *value) : val::null());
    facts.set("unit", field->unit_);
    facts.set("about", field->about_);
    facts.set("low", field->low);
    facts.set("high", field->high);
    out.set(key, facts);
  }
  return out;
}

// Runs ----------------------------------------------------------------------------------------------------------------

/// Country of the ultimate parent of every designer, so that foreign ones can be told.
val parents(const World& world) {
  std::vector<std::string> ids;
  for (const CountryId country : world.designers.parent) ids.emplace_back(world.countries.id[country]);
  return texts(ids);
}

val axes_for_page(const Recording& recording, const World& world) {
  val out = val::object();
  for (std::size_t i = 0; i < kDims; ++i) {
    val axis = val::object();
    axis.set("ids", texts(recording.axes.axes[i].ids));
    axis.set("names", texts(recording.axes.axes[i].names));
    out.set(std::string(dim_name(static_cast<Dim>(i))), axis);
  }
  out["designer"].set("parents", parents(world));
  return out;
}

val for_page(const Recording& recording, const World& world) {
  val days = val::array(), series = val::object(), out = val::object();
  for (const Date day : recording.days()) days.call<void>("push", day.days);
  for (const Record& record : recording.records) {
    val dims = val::array(), one = val::object();
    for (const Dim dim : record.dims) dims.call<void>("push", std::string(dim_name(dim)));
    one.set("dims", dims);
    one.set("unit", record.unit);
    one.set("about", record.about);
    one.set("width", static_cast<double>(record.width));
    const val view(emscripten::typed_memory_view(record.values.size(), record.values.data()));
    one.set("values", val::global("Float64Array").new_(view));
    series.set(record.name, one);
  }
  out.set("days", days);
  out.set("series", series);
  out.set("axes", axes_for_page(recording, world));
  return out;
}

val played(const Scenario& scenario, std::uint64_t seed, const std::vector<std::string>& series) {
  Setup setup;
  fill(catalogue(setup), scenario, seed);
  furnish(setup, seed);
  const Rules rules{behaviours(setup.minds), setup.laws, true};
  Recorder recorder(choose_series(all_series(), series), setup.world.calendar, axes_of(setup.world));
  while (setup.world.step < setup.world.calendar.steps()) {
    step(setup.world, rules);
    recorder.sample(setup.world);
  }
  return for_page(std::move(recorder).finish(), setup.world);
}

}  // namespace

/// Puts a scenario file where stories are looked for: "world/skus.toml".
void put_file(const std::string& name, const std::string& text) {
  const std::filesystem::path file = std::filesystem::path(kFolder) / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  setenv("EXARACE_SCENARIOS", kFolder, 1);
}

/// Title and question of a story.
val about_story(const std::string& name) {
  return or_error([&] {
    val out = val::object();
    out.set("title", story(name).title);
    out.set("about", story(name).about);
    return out;
  });
}

/// Value, unit, range and meaning of keys in a story: {key: {value, unit, about, low, high}} or {error}.
val facts(const std::string& name, const val& keys) {
  return or_error([&] { return key_facts(name, keys); });
}

/// A run of a story with changes, [[key, value as TOML], ...]: {days, axes, series} or {error}.
val play(const std::string& name, const val& changes, double seed, double replicate, const val& series) {
  return or_error([&] {
    const std::uint64_t key = run_seed(static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(replicate));
    return played(changed(name, changes), key, emscripten::vecFromJSArray<std::string>(series));
  });
}

/// Version and commit that this was compiled from.
std::string version() { return std::string(build_info().version) + " (" + build_info().commit + ")"; }

}  // namespace exarace

EMSCRIPTEN_BINDINGS(exarace) {
  emscripten::function("putFile", &exarace::put_file);
  emscripten::function("aboutStory", &exarace::about_story);
  emscripten::function("facts", &exarace::facts);
  emscripten::function("play", &exarace::play);
  emscripten::function("version", &exarace::version);
}
