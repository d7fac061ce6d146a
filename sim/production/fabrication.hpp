#pragma once
/// From wafers to finished chips: cycle times, yield, HBM, packaging. The scarcest input binds and is recorded.

#include "sim/state/world.hpp"

namespace exarace {

/// Making of dies, HBM stacks and packages.
struct Fabrication {
  double exposure_defects = 0.3;  ///< part of a mature defect density that comes of exposing layers several times

  /// Completes what is due, then starts what the goods market granted in this step.
  void advance(World& world) const;

  static const Fields& fields();

 private:
  void complete_wafers(World& world) const;
  void complete_packages(World& world) const;
  void start_wafers(World& world) const;
  void deliver_stacks(World& world) const;
  void start_packages(World& world) const;
  void learn(World& world) const;
};

}  // namespace exarace
