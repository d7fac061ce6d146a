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
  /// Accounts that become insolvent in this step; marks designers, clouds and labs as defaulted and records the event.
  /// A designer leaves the market: its list and its book end, its stock is scrapped. What clouds and labs own is for
  /// the markets to sell; wind_up() closes the books.
  std::vector<AccountId> assess(World& world) const;
};

/// Closes the books of an insolvent account: lenders and those who prepaid share its cash in proportion to what they
/// are owed; the rest, unpaid bills and its equity are written off. A designer's stock is written off with them; fabs
/// and toolmakers go on, with those who gave up claims as their owners.
void wind_up(const World& world, AccountId account, Movements& out);

}  // namespace exarace
