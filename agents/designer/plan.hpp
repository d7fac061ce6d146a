#pragma once
/// What a designer expects to sell and would make of each SKU.

#include <vector>

#include "agents/designer/habits.hpp"
#include "sim/state/decided.hpp"
#include "sim/state/logic_lines.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Sales that a designer expects, of a SKU on its list and of one that is coming [chips/year].
struct Expectation {
  using Rule = double (*)(const World&, const DesignerHabits&, SkuId);
  Rule listed;
  Rule coming;
  /// Packages that it would start in all, beyond those that it has, for so many sales a year.
  double (*packages)(const World&, const DesignerHabits&, SkuId, double expected);
};

/// Packages that it holds or that will come of those in process.
double under_way(const World& world, const DesignerHabits& habits, SkuId sku);
/// The sales rate with its trend.
double forecast(const World& world, const DesignerHabits& habits, SkuId sku);
/// Chips of which it would lay in the inputs ahead of a ban that is certain: what it expects to sell, at the trend of
/// its orders, until lines at home can deliver.
double needs_of_hoard(const World& world, const DesignerHabits& habits, SkuId sku, double expected);
/// A part of what its line-up sells by value.
double opening_forecast(const World& world, const DesignerHabits& habits, SkuId sku);

/// For what is ordered, and a stock of `stock_time` that serves orders at once.
double packages_for_orders(const World& world, const DesignerHabits& habits, SkuId sku, double expected);
/// For what is ordered to sites with power, and a short stock by what leaves it.
double packages_for_power(const World& world, const DesignerHabits& habits, SkuId sku, double expected);

/// What it would start of one SKU in this step.
struct DesignerPlan {
  SkuId sku;
  double expected;       ///< sales [chips/year]
  double ahead;          ///< packages wanted in all, for the book
  double later;          ///< packages for which wafers should be under way or in the bank
  double now;            ///< packages wanted in this step
  double worth;          ///< of one [USD]
  double by_dies = 0;    ///< packages for which there are dies
  double by_stacks = 0;  ///< packages for which there are dies and stacks
};

std::vector<DesignerPlan> plans_of(const World& world, const DesignerHabits& habits, DesignerId designer,
                                   const Expectation& expect, LogicLines& lines);

/// What one package is worth to a designer: its margin, or what its group would pay outside for the work [USD].
double worth_of(const World& world, SkuId sku);

/// Whether a SKU's foundry stands in the bloc of the designer's parent.
bool made_at_home(const World& world, DesignerId designer, SkuId sku);

}  // namespace exarace
