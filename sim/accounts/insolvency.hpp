#pragma once
/// Firms that cannot pay.

#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// A firm whose bills are long overdue is insolvent: the ledger leaves a bill unpaid only when cash and credit are used
/// up. Firms that the state carries, governments and the outside world are never insolvent.
struct Insolvency {
  double patience = 90;  ///< age of the oldest bill that makes a firm insolvent [days]

  static const Fields& fields();
  /// Accounts that become insolvent in this step; marks clouds and labs as defaulted and records the event. What they
  /// own is for the markets to sell; wind_up() closes their books.
  std::vector<AccountId> assess(World& world) const;
};

/// Closes the books of an insolvent account: lenders and those who prepaid share its cash in proportion to what they
/// are owed; the rest, unpaid bills and its equity are written off.
void wind_up(const World& world, AccountId account, Movements& out);

}  // namespace exarace
