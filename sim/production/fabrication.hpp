#pragma once
/// From wafers to finished chips: cycle times, yield, HBM, packaging. The scarcest input binds and is recorded.

#include "sim/state/world.hpp"

namespace exarace {

/// Making of dies, HBM stacks and packages.
struct Fabrication {
  double clustering = 3.0;        ///< alpha of the negative-binomial yield model
  double wafer_diameter = 300.0;  ///< [mm]
  double packaging_cycle = 0.17;  ///< assembly and test [year]
  double exposure_defects = 0.3;  ///< part of a mature defect density that comes of exposing layers several times

  /// Good share of dies of `area` [mm2] at defect density `d0` [1/cm2]: (1 + A D0 / alpha)^-alpha.
  double yield(double area, double d0) const;
  /// Whole dies of `area` [mm2] on a wafer, less the edge.
  double gross_dies(double area) const;
  /// Good dies of a wafer of that die on that line.
  double good_dies(const World& world, LineId line, SkuId die) const;

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
