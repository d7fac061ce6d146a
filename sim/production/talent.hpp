#pragma once
/// Researchers: who works where, what that does to a lab's pace, and what they carry from one lab to another.

#include "sim/state/world.hpp"

namespace exarace {

/// Every year a part of all researchers looks for a place and chooses by pay and compute; borders let through what
/// visas allow and few wish to cross. Labs of a side share its pool: who leaves it slows them all. Those who come from
/// labs ahead of the new one speed up what it learns.
struct Talent {
  double turnover = 0.12;        ///< part of researchers who look for another place [1/year]
  double pay_weight = 1.0;       ///< of the choice in the logarithm of pay
  double compute_weight = 0.35;  ///< of the choice in the logarithm of compute per researcher
  double size_weight = 0.6;      ///< of the choice in the number of researchers who are there
  double home_weight = 3.0;      ///< of the choice for a lab of the same side
  double memory = 1.0;           ///< time over which what newcomers know is new [year]
  double pace_elasticity = 0.3;  ///< of the pace of a side's labs in its researchers over those at the start
  double carried = 2.0;          ///< rate of spillover added per share of newcomers in the staff [1/year]

  void advance(World& world) const;
  /// Factor on the own pace of a lab.
  double pace(const World& world, LabId lab) const;
  /// Rate of spillover that newcomers bring to a lab [1/year].
  double learned(const World& world, LabId lab) const;
  /// Weight of a lab in the choice of somebody who leaves another one, or stays.
  double pull(const World& world, LabId from, LabId to) const;
  static const Fields& fields();

 private:
  struct Pull;
  Pull pull_of(const World& world, LabId to) const;
};

}  // namespace exarace
