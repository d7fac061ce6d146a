#pragma once
/// What designers make of sales that the law takes from them: smaller R&D, and money to sway the law.

#include "sim/state/world.hpp"

namespace exarace {

/// R&D budgets follow revenue with a lag, so that lost sales lower them, and cash: a designer short of it cuts R&D
/// before it fails. A designer that loses sales to the law spends a part of what it lost on lobbying its government.
/// Licences are granted more readily the more is spent.
struct Lobbying {
  double research_lag = 1.0;  ///< revenue to R&D budget [year]
  double effort = 3e-4;       ///< part of lost sales spent on lobbying
  double memory = 1.0;        ///< of a government for what was spent on it [year]
  double runway = 0.25;       ///< time for which a designer's cash must last at its R&D budget [year]

  static const Fields& fields();
  /// Sets R&D budgets and lobbying, and asks for the money.
  void assess(World& world, Movements& out) const;
  /// R&D budgets where lost sales do not count: as if they had been made.
  void set_research(World& world) const;

 private:
  /// R&D budget that its cash lets a designer pay [USD/year].
  double affordable(const World& world, DesignerId designer, double budget) const;
};

}  // namespace exarace
