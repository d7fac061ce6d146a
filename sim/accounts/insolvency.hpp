#pragma once
/// Firms that cannot pay.

#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// A firm whose bills are long overdue and whose credit is used up is insolvent; so is a lab whose home has no more
/// credit.
struct Insolvency {
  double patience = 90;  ///< age of the oldest bill that makes a firm insolvent [days]

  static const Fields& fields();
  /// Accounts that become insolvent in this step; marks their rows (clouds, labs) as defaulted and records the event.
  /// What they own is for the markets to sell; wind_up() then closes their books.
  std::vector<AccountId> assess(World& world) const;
};

/// Shares the cash of an insolvent account among lenders and suppliers, and writes off what they are still owed, with
/// its equity. Call when its assets are sold.
void wind_up(const World& world, AccountId account, Movements& out);

}  // namespace exarace
