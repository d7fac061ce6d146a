#pragma once
/// Fabs: investment in lines by net present value, prices by utilisation.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Orders capacity for the orders it expects when new capacity is on stream, if a unit of it earns more than it costs
/// at the hurdle rate.
struct FabBehaviour {
  double order_speed = 4.0;         ///< smoothing of orders [1/year]
  double backlog_time = 0.2;        ///< orders that could not be served count over this time [year]
  double headroom = 1.1;            ///< capacity over expected orders
  double trend_limit = 1.0;         ///< greatest growth of orders that it extrapolates [1/year]
  double margin = 0.65;             ///< of a unit's price left after running cost
  double eagerness = 3.0;           ///< share of wanted capacity ordered per unit of profitability above 1
  double tool_life = 7.0;           ///< years over which capacity earns [year]
  double price_speed = 0.08;        ///< change of prices when a line is full or a third empty [1/year]
  double least_payback = 0.5;       ///< payback of a new line down to which prices rise [year]
  double ban_stockpiling = 1.0;     ///< capacity ordered ahead of an expected tool ban, as years of growth
  double capex_limit = 0.45;        ///< greatest investment over revenue without public money
  double public_capex_limit = 1.2;  ///< the same for state-backed fabs
  double grant_use = 0.3;           ///< part of subsidies that buys capacity which orders alone would not

  Decided<FabMind> decide(const World& world, FabId fab) const;
  /// Value of a unit of capacity over its cost at the fab's hurdle rate; invests above 1.
  double profitability(const World& world, LineId line) const;
  /// Orders of designers, as a rate [units/month].
  double asked_for(const World& world, LineId line) const;
  static const Fields& fields();

 private:
  /// Beliefs and price of a line; returns the capacity that it will lack when what is ordered today is there.
  double plan_line(const World& world, LineId line, LineMind& mind) const;
  double granted(const World& world, LineId line, double grant) const;
};

}  // namespace exarace
