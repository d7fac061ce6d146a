#pragma once
/// Enforcement that budgets pay for: whom a line costs, and how long it takes to hire.

#include "sim/state/world.hpp"

namespace exarace {

/// Money of an enforcement budget pays for staff of its line at that line's cost; people come with a lag, and leave
/// when the money ends. Location checks are paid per chip that reports where it is.
struct Staffing {
  double agent_cost = 330e3;      ///< [USD/person/year]
  double officer_cost = 1.0e6;    ///< abroad, with embassy [USD/person/year]
  double registrar_cost = 250e3;  ///< [USD/person/year]
  double analyst_cost = 280e3;    ///< [USD/person/year]
  double licensing_cost = 250e3;  ///< [USD/person/year]
  double check_cost = 50;         ///< of a chip that reports its place [USD/chip/year]
  double hiring_lag = 1.25;       ///< money to trained staff [year]

  static const Fields& fields();
  /// Moves staff towards what budgets in force pay for.
  void assess(World& world) const;
  /// Staff of a line that a yearly amount keeps; for location checks the share of exported chips.
  double staff_for(const World& world, EnforcementLine line, double amount) const;
};

}  // namespace exarace
