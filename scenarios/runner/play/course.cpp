#include "scenarios/runner/play/course.hpp"

#include <utility>

#include "outputs/file/digest.hpp"
#include "outputs/file/world_check.hpp"
#include "outputs/file/world_image.hpp"
#include "outputs/series/catalogue.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "scenarios/runner/play/branch.hpp"
#include "scenarios/runner/play/processors.hpp"
#include "sim/core/image.hpp"
#include "sim/core/rows.hpp"

namespace exarace {
namespace {

Scenario scenario_of(const Checkpoint& checkpoint) {
  Scenario scenario = read_scenario_text(checkpoint.provenance.scenario, checkpoint.provenance.scenario_text);
  scenario.title = checkpoint.title;
  return scenario;
}

RunOptions options_of(const Checkpoint& checkpoint, RunOptions options) {
  options.seed = checkpoint.provenance.seed;
  options.replicate = checkpoint.provenance.replicate;
  options.record = checkpoint.record;
  options.audit = checkpoint.audit;
  return options;
}

/// What a scenario sets, around the world of a checkpoint.
std::unique_ptr<Setup> setup_of(const Scenario& scenario, const RunOptions& options, const Checkpoint& checkpoint) {
  auto setup = open_run(scenario, options);
  const World furnished = std::exchange(setup->world, World());
  restore(setup->world, checkpoint.world);
  check_world(setup->world, furnished);
  return setup;
}

Recorder recorder_of(const RunOptions& options, const World& world) {
  return {choose_series(all_series(), options.record), world.calendar, axes_of(world)};
}

/// A government that a function decided for needs one to go on.
void check_supplied(const World& world, const RunOptions& options) {
  for (const GovernmentId government : world.governments.rows())
    if (const std::string& id = world.governments.id[government];
        world.governments.decision[government] == Decision::supplied && !options.policies.contains(id))
      throw ScenarioError("policies: a function of the user decided for the government '" + id +
                          "' in this run; it goes on from Python, with policies for it");
}

constexpr const char* kScenarioFact = "_scenario";
constexpr const char* kUntilFact = "_until";
constexpr const char* kTextFact = "_text";

}  // namespace

std::vector<std::pair<std::string, std::string>> facts_of(const std::vector<Chapter>& history) {
  std::vector<std::pair<std::string, std::string>> facts;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const std::string name = "history_" + std::to_string(i + 1);
    facts.emplace_back(name + kScenarioFact, history[i].scenario);
    facts.emplace_back(name + kUntilFact, to_string(history[i].until));
    facts.emplace_back(name + kTextFact, history[i].text);
  }
  return facts;
}

std::vector<Chapter> chapters_of(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::vector<Chapter> history;
  std::size_t texts = 0;  // in a file all texts of many lines follow the other facts
  for (const auto& [name, text] : facts) {
    if (!name.starts_with("history_")) continue;
    if (name.ends_with(kScenarioFact)) history.push_back({text, "", {}});
    if (history.empty()) continue;
    if (name.ends_with(kUntilFact)) history.back().until = parse_date(text);
    if (name.ends_with(kTextFact) && texts < history.size()) history[texts++].text = text;
  }
  return history;
}

Course::Course(Scenario scenario, RunOptions options)
    : scenario_(std::move(scenario)),
      options_(std::move(options)),
      started_(utc_now()),
      setup_(open_run(scenario_, options_)),
      rules_{behaviours(setup_->minds), setup_->laws, options_.audit},
      recorder_(recorder_of(options_, world())) {
  options_.seed = static_cast<std::uint64_t>(setup_->run.seed);  // a branch keeps it, whatever its scenario says
  touched_ = !options_.policies.empty();
}

Course::Course(const Checkpoint& checkpoint, RunOptions options)
    : scenario_(scenario_of(checkpoint)),
      options_(options_of(checkpoint, std::move(options))),
      started_(checkpoint.provenance.started),
      history_(chapters_of(checkpoint.provenance.more)),
      setup_(setup_of(scenario_, options_, checkpoint)),
      rules_{behaviours(setup_->minds), setup_->laws, options_.audit},
      recorder_(recorder_of(options_, world())) {
  Recording earlier;
  restore(earlier, checkpoint.recording);
  recorder_.go_on(earlier);
  Image told{std::span<const char>(checkpoint.told)};
  transfer(told, summary_);
  touched_ = checkpoint.provenance.user_code || !options_.policies.empty();
  check_supplied(world(), options_);
}

std::vector<std::string> Course::branch(Scenario next) {
  const auto before = open_run(scenario_, options_);
  auto fresh = open_run(next, options_);
  auto kept = exarace::branch(setup_->world, *before, *fresh);
  history_.push_back({scenario_.name, resolved_text(scenario_), world().today});
  scenario_ = std::move(next);
  fresh->world = std::move(setup_->world);
  setup_ = std::move(fresh);
  rules_ = {behaviours(setup_->minds), setup_->laws, options_.audit};
  const Recording earlier = recording();
  recorder_ = recorder_of(options_, world());
  recorder_.go_on(earlier);
  return kept;
}

Checkpoint Course::checkpoint() const {
  if (!waiting_.empty()) throw ScenarioError("a transfer waits for the next step; take that step first");
  Checkpoint out;
  out.title = scenario_.title.empty() ? scenario_.name : scenario_.title;
  out.provenance.scenario = scenario_.name;
  out.provenance.scenario_text = resolved_text(scenario_);
  out.provenance.seed = static_cast<std::uint64_t>(setup_->run.seed);
  out.provenance.replicate = options_.replicate;
  out.provenance.command = cut_paths(options_.command);
  out.provenance.started = started_;
  out.provenance.finished = utc_now();
  out.provenance.user_code = touched_;
  out.provenance.more = facts_of(history_);
  out.record = options_.record;
  out.audit = options_.audit;
  out.output = options_.output.substr(options_.output.find_last_of('/') + 1);
  out.step = world().step;
  out.day = world().today;
  out.world = image_of(world());
  out.recording = image_of(recording());
  Image told(Image::Mode::write);
  Summary summary = summary_;
  transfer(told, summary);
  out.told = told.text();
  return out;
}

void Course::wait(Transfer transfer) {
  check_transfer(world(), transfer, waiting_);
  waiting_.push_back(std::move(transfer));
}

void Course::step() {
  row_threads() = options_.threads > 0 ? options_.threads : usable_processors();
  carry_out(setup_->world, waiting_);
  touched_ = touched_ || !waiting_.empty();
  waiting_.clear();
  exarace::step(setup_->world, rules_);
  recorder_.sample(world());
  summary_.look(world());
}

RunResult Course::result() const {
  RunResult result;
  result.seed = static_cast<std::uint64_t>(setup_->run.seed);
  result.steps = world().step;
  result.output = options_.output;
  result.digest = sha256(resolved_text(scenario_));
  result.summary = summary_.numbers(world());
  return result;
}

ResultContent Course::content() const {
  ResultContent content = content_of(scenario_, options_, *setup_, recording(), started_);
  content.told = summary_.numbers(world());
  content.provenance.user_code = touched_;
  for (auto& fact : facts_of(history_)) content.provenance.more.push_back(std::move(fact));
  return content;
}

bool play(Course& course) { return play_until(course, course.steps()); }

bool play_until(Course& course, std::uint32_t steps) {
  const RunOptions& options = course.options();
  while (!course.ended() && course.world().step < steps) {
    if (options.stop && options.stop->load()) return false;
    course.step();
    if (options.progress) options.progress(course.world().step, course.steps());
  }
  return true;
}

void conclude(const Course& course) {
  const RunOptions& options = course.options();
  if (options.output.empty() && !options.content) return;
  ResultContent content = course.content();
  if (!options.output.empty()) write_result(options.output, content, {options.force, false});
  if (options.content) *options.content = std::move(content);
}

}  // namespace exarace
