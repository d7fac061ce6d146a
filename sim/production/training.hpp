#pragma once
/// Training runs: compute becomes capability.

#include "sim/state/world.hpp"

namespace exarace {

/// Progress of training runs: hours become work, work becomes capability.
struct Training {
  double longest_run = 0.6;  ///< a run ends after this time with what it has [year]

  /// Begins the runs that labs decided on.
  void begin_runs(World& world) const;
  /// Splits the hours that labs got in this step among services, training and research, as they decided.
  void allot_hours(World& world) const;
  void advance(World& world) const;
  /// Releases what labs think worth it.
  void release(World& world) const;
  static const Fields& fields();
};

}  // namespace exarace
