#pragma once
/// Keys that behaviours of fabs share, and those of the usual one.

#include <string>

#include "sim/core/field.hpp"

namespace exarace {

struct FabHabits {
  std::string usual = "value";  ///< behaviour of rows that name none
  // Expectations.
  double order_speed = 4.0;   ///< smoothing of orders [1/year]
  double trend_speed = 3.0;   ///< smoothing of their trend [1/year]
  double backlog_time = 0.2;  ///< orders that could not be served count over this time [year]
  double headroom = 1.1;      ///< capacity over expected orders
  double trend_limit = 1.0;   ///< greatest growth of orders that it extrapolates [1/year]
  // Prices.
  double price_speed = 0.08;   ///< change of prices when a line is full or a fifth empty [1/year]
  double price_fall = 0.3;     ///< of that change where a line is not full
  double normal_use = 0.9;     ///< of a line, at which its price stays
  double least_payback = 0.5;  ///< payback of a new line down to which prices rise [year]
  double price_slope = 10.0;   ///< of that change in use, up to the whole of it
  // Investment.
  double margin = 0.65;          ///< of a unit's price left after running cost
  double tool_life = 7.0;        ///< years over which capacity earns [year]
  double eagerness = 3.0;        ///< share of wanted capacity ordered per unit of profitability above 1
  double ban_stockpiling = 1.0;  ///< capacity ordered ahead of an expected tool ban, as years of growth
  double ban_growth = 0.3;       ///< growth of capacity in such a year
  double plan_growth = 0.14;     ///< growth of capacity in the plan of a state-backed fab, whatever is ordered [1/year]
  double plan_use = 0.6;         ///< least use of a line at which it keeps to that plan
  // Money.
  double capex_limit = 0.45;        ///< greatest investment over revenue without public money
  double public_capex_limit = 1.2;  ///< the same for state-backed fabs
  double cash_use = 0.5;            ///< of its money at hand that may go into capacity in a step
  double grant_use = 0.3;           ///< part of subsidies that buys capacity which orders alone would not

  static const Fields& fields();
};

}  // namespace exarace
