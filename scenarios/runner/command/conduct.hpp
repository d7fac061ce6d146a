#pragma once
/// Plays one run for a command: progress, stopping in good order, checkpoints, and what is told at the end.

#include <chrono>
#include <set>
#include <string>

#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/play/course.hpp"

namespace exarace {

/// Writes the checkpoints of one run: one that is replaced as the run goes on, and those of chosen days, which stay.
class Checkpointer {
 public:
  /// The files stand beside the result file; `resumed` runs keep one whenever they are stopped. Throws ScenarioError
  /// for an interval or a day that cannot be read.
  Checkpointer(const ConductArguments& arguments, const std::string& output, bool resumed = false);

  /// Throws ScenarioError where a step of the run does not end on a chosen day.
  void check(const Course& course) const;
  /// Whether the run can go on after it was stopped.
  bool on() const { return resumed_ || steps_ > 0 || time_.count() > 0; }
  /// Name of the checkpoint that is replaced.
  const std::string& path() const { return path_; }
  /// After every step: writes what is due. Throws ResultError.
  void look(const Course& course);
  /// Writes the one that is replaced. Throws ResultError.
  void write(const Course& course);
  /// Removes it once the result is there.
  void remove() const;

 private:
  using Clock = std::chrono::steady_clock;
  std::string stem_, path_;
  bool resumed_;
  std::uint32_t steps_ = 0;
  std::chrono::seconds time_{0};
  std::set<std::string> days_;
  Clock::time_point last_ = Clock::now();
};

/// Plays a run to its end, writes its result and tells it. Where it is stopped before, it keeps a checkpoint if it
/// makes any and returns kGoOnLater; else it throws Interrupted.
int conduct(Course& course, const ConductArguments& arguments, Checkpointer& checkpoints);

}  // namespace exarace
