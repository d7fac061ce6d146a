#pragma once
/// Algorithmic level: own research, and what followers learn from leaders.

#include "sim/state/world.hpp"

namespace exarace {

/// Growth of algorithmic levels.
struct Knowledge {
  double frontier_pace = 7.2;         ///< of the lab with the most research compute [index/year]
  double research_elasticity = 0.15;  ///< of a lab's pace in its research compute relative to the largest
  double spillover = 2.5;             ///< share of the lead that a follower closes [1/year]
  double open_spillover = 0.5;        ///< added to the spillover where the leader publishes its weights [1/year]
  double open_haste = 0.3;            ///< part of the lag that falls away where open models are near the frontier
  double open_reach = 7.0;            ///< lead over open models at which that has fallen to a third [index]
  double spillover_lag = 0.33;        ///< what is learned is this old [year]
  double no_passing = 0.25;           ///< spillover alone never lifts a follower past the leader of so long ago [year]
  double automation = 0.0;            ///< gain of the frontier pace per 10 index points above `automation_start`
  double automation_start = 170;      ///< capability at which models begin to do research [index]

  void advance(World& world) const;
  static const Fields& fields();

 private:
  double own_pace(const World& world, LabId lab, double most_research) const;
};

}  // namespace exarace
