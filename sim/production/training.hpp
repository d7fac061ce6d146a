#pragma once
/// Training runs: compute becomes capability.

#include <span>
#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// Progress of training runs: hours become work, work becomes capability. Runs have luck: some need more work than was
/// planned, some fail. Between runs a lab puts a part of what it learns into the model that it has.
struct Training {
  double longest_run = 0.6;    ///< a run ends after this time with what it has [year]
  double failure = 0.1;        ///< chance that a run ends with nothing
  double slip = 0.25;          ///< spread of the work that a run needs over what was planned [log]
  double post_training = 0.5;  ///< of a gain in algorithmic level since the last run that the old model can take up

  double served_abroad = 0.2;  ///< of hours across the line between China and the rest that can serve a lab's users

  /// Begins the runs that labs decided on.
  void begin_runs(World& world) const;
  /// Splits the hours that labs got in this step among services, training and research, as they decided. A lab serves
  /// its users first from the hours that train worst.
  void allot_hours(World& world) const;
  void advance(World& world) const;
  /// Releases what labs think worth it.
  void release(World& world) const;
  static const Fields& fields();

 private:
  /// Takes from a lab's hours by cloud those that serve its users, and returns their sum.
  double serve_first(const World& world, LabId lab, const std::vector<CloudId>& worst, std::span<double> hours) const;
  /// What a run of so much work leaves behind [FLOP].
  void end_run(World& world, LabId lab, double flop) const;
  /// Puts a part of what a lab has learned since its last run into the model of that run.
  void train_on(World& world, LabId lab) const;
};

}  // namespace exarace
