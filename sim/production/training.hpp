#pragma once
/// Training runs: compute becomes capability.

#include "sim/state/world.hpp"

namespace exarace {

/// Progress of training runs, and the identity C = b log10(training FLOP) + algorithmic level.
struct Training {
  double points_per_tenfold = 7.0;  ///< b [index]
  double utilisation = 0.4;         ///< model FLOP utilisation at software factor 1
  double longest_run = 0.6;         ///< a run ends after this time with what it has [year]

  /// Capability of a model trained with `flop` at an algorithmic level [index].
  double capability(double flop, double algorithms) const;
  /// Work of one H100e-hour at the training rate [FLOP].
  double flop_per_hour() const;
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
