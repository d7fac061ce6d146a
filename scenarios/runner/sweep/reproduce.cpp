#include "scenarios/runner/sweep/reproduce.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "outputs/file/digest.hpp"
#include "outputs/file/read_result.hpp"
#include "outputs/series/catalogue.hpp"
#include "scenarios/runner/play/course.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// Facts on which the last bits of a number can depend.
constexpr const char* kMachine[] = {"version",    "git_commit", "compiler", "compiler_flags",
                                    "build_type", "c_library",  "cpu"};

using Facts = std::map<std::string, std::string>;

/// Steps of a calendar before a day.
std::uint32_t steps_before(const Calendar& calendar, Date day) {
  std::uint32_t steps = 0;
  while (calendar.first_day(steps) < day) ++steps;
  return steps;
}

/// Plays a history chapter by chapter, then the present scenario; false where it was stopped.
bool play_all(Course& course, std::vector<Chapter> history, const Scenario& present, std::uint32_t steps) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!play_until(course, steps_before(course.world().calendar, history[i].until))) return false;
    const bool last = i + 1 == history.size();
    course.branch(last ? present : read_scenario_text(history[i + 1].scenario, history[i + 1].text));
  }
  return play_until(course, steps);
}

Facts facts_of(const std::string& path) {
  check_is_result(path);
  Facts facts;
  for (auto& [name, text] : read_provenance(path)) facts[name] = text;
  for (const char* needed : {"scenario", "scenario_text", "scenario_sha256", "seed", "replicate"})
    if (!facts.count(needed)) throw ResultError(path + ": its provenance has no '" + needed + "'");
  if (facts["user_code"] == "yes")
    throw ScenarioError(
        path + ": was made with a behaviour or with transfers from outside, which no file holds; run it again there");
  if (sha256(facts["scenario_text"]) != facts["scenario_sha256"])
    throw ResultError(path + ": the scenario in it differs from its digest");
  return facts;
}

/// Series of the file that this program can record.
std::vector<std::string> known_series(const std::string& path) {
  std::vector<std::string> names;
  for (const std::string& name : read_series_names(path))
    for (const Series& series : all_series())
      if (series.name == name) names.push_back(name);
  if (names.empty()) throw ResultError(path + ": holds no series that this program knows");
  return names;
}

/// A whole number among the facts. Throws ResultError.
std::uint64_t number_of(const std::string& text, const std::string& path) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size())
    throw ResultError(path + ": does not say its seed and replicate");
  return value;
}

}  // namespace

std::vector<std::string> other_facts(const std::vector<std::pair<std::string, std::string>>& provenance) {
  const Facts facts(provenance.begin(), provenance.end());
  std::vector<std::string> out;
  for (const auto& [name, now] : provenance_facts({})) {
    if (std::find(std::begin(kMachine), std::end(kMachine), name) == std::end(kMachine)) continue;
    const auto was = facts.find(name);
    const std::string before = was == facts.end() ? "unknown" : was->second;
    if (before != now) out.push_back(name + ": " + before + ", now " + now);
  }
  return out;
}

Reproduction reproduce(const std::string& path, const RunOptions& how) {
  Facts facts = facts_of(path);
  RunOptions options;
  options.seed = number_of(facts["seed"], path);
  options.replicate = number_of(facts["replicate"], path);
  options.threads = how.threads;
  options.record = known_series(path);
  options.progress = how.progress;
  options.stop = how.stop;
  const Scenario present = read_scenario_text(facts["scenario"], facts["scenario_text"]);
  const auto provenance = read_provenance(path);
  const auto history = chapters_of(provenance);
  Course course(history.empty() ? present : read_scenario_text(history[0].scenario, history[0].text), options);
  const auto steps = static_cast<std::uint32_t>(read_steps(path));
  if (!play_all(course, history, present, steps)) throw Interrupted("interrupted; nothing was compared");
  Reproduction out{facts["scenario"], *options.seed, options.replicate, course.world().step, {}, {}, {}, ""};
  out.other = other_facts(provenance);
  out.comparison = compare_results(path, result_bytes(course.content()));
  return out;
}

}  // namespace exarace
