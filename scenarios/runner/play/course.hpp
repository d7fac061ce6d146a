#pragma once
/// One run while it goes on: a world with its rules, what was recorded so far, and what will be told of it.

#include <memory>
#include <string>
#include <vector>

#include "outputs/file/checkpoint.hpp"
#include "outputs/file/result.hpp"
#include "outputs/record/recorder.hpp"
#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/play/summary.hpp"
#include "sim/step/transfers.hpp"

namespace exarace {

/// Part of a history that was played under another scenario.
struct Chapter {
  std::string scenario;  ///< its name
  std::string text;      ///< resolved
  Date until;            ///< first day that is not of it
};

/// A run, step by step. Two of them share nothing.
class Course {
 public:
  /// Before the first step. Throws ScenarioError.
  Course(Scenario scenario, RunOptions options);
  /// Where a checkpoint stands. Scenario, seed, replicate, series and audit are those of the checkpoint, the rest is as
  /// the options say. Throws ResultError.
  Course(const Checkpoint& checkpoint, RunOptions options);
  Course(const Course&) = delete;
  Course& operator=(const Course&) = delete;

  const Scenario& scenario() const { return scenario_; }
  const RunOptions& options() const { return options_; }
  const World& world() const { return setup_->world; }
  /// For views of columns, which are taken out of the world before a step. It moves in a branch.
  World& open_world() { return setup_->world; }
  std::uint32_t steps() const { return world().calendar.steps(); }
  bool ended() const { return world().step >= steps(); }

  /// One step, recorded. Throws AuditError.
  void step();
  /// Has something moved from outside at the beginning of the next step. Throws ScenarioError for what cannot be.
  void wait(Transfer transfer);
  /// From here on under another scenario; returns the keys whose new values come too late, see branch.hpp.
  std::vector<std::string> branch(Scenario next);
  /// Everything that is needed to go on from here.
  Checkpoint checkpoint() const;
  /// What was recorded so far, with all digits and room for the steps to come.
  const Recording& so_far() const { return recorder_.so_far(); }
  /// What was recorded so far, as files keep it.
  Recording recording() const { return Recorder(recorder_).finish(); }
  /// What is told at the end, after any step.
  RunResult result() const;
  /// What the result file would hold, after any step.
  ResultContent content() const;

 private:
  Scenario scenario_;
  RunOptions options_;
  std::string started_;
  std::vector<Chapter> history_;  ///< before the present scenario, oldest first
  std::unique_ptr<Setup> setup_;
  Rules rules_;
  Recorder recorder_;
  Summary summary_;
  std::vector<Transfer> waiting_;  ///< for the next step
  bool touched_ = false;           ///< something was moved from outside, or decided by functions of the user
};

/// Plays to the end, with progress shown; false where the options' flag stopped it before.
bool play(Course& course);

/// The same until that many steps are done, or the end.
bool play_until(Course& course, std::uint32_t steps);

/// Facts for the provenance of a run that has a history, and back.
std::vector<std::pair<std::string, std::string>> facts_of(const std::vector<Chapter>& history);
std::vector<Chapter> chapters_of(const std::vector<std::pair<std::string, std::string>>& facts);

/// Writes the file of a run where the options name one, and fills the content that they ask for. Throws ResultError.
void conclude(const Course& course);

}  // namespace exarace
