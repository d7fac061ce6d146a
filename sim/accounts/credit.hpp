#pragma once
/// Credit lines.

#include "sim/state/world.hpp"

namespace exarace {

/// Sets what each account may draw when cash is short, and pays drawn lines back from cash that is not needed.
struct Credit {
  double earnings_multiple = 0.5;  ///< line over yearly earnings before interest, tax and depreciation
  double asset_share = 0.1;        ///< least line of a firm with assets, over stocks, claims and fixed capital
  double payment_term = 45;        ///< of trade credit [days]
  double cash_buffer = 0.08;       ///< cash kept before a line is paid back, over yearly outlays
  double smoothing = 1.0;          ///< time over which outlays and earnings are smoothed [year]

  static const Fields& fields();
  /// Updates outlay_rate, earnings_rate, credit_limit and payment_term, and asks for repayments. Call late in the step.
  void assess(World& world, Movements& out) const;
  /// Sets the limits alone, before the first step.
  void set_limits(World& world) const;
};

}  // namespace exarace
