#pragma once
/// Opening balance sheets.

#include "sim/state/world.hpp"

namespace exarace {

/// What the opening books assume where no data say it.
struct Opening {
  double plant_worth = 0.5;      ///< part of the cost of lines that is not yet worn off
  double site_worth = 0.8;       ///< part of the cost of sites that is not yet worn off
  double bank_equity = 0.1;      ///< net worth of banks over their assets
  double die_cost_share = 0.17;  ///< worth of dies in stock over the unit cost of their chip

  static const Fields& fields();
  /// Makes the accounts of every agent and country and fills their balance sheets: cash, debt, chips at book value,
  /// stocks at cost, plants and sites, public bonds. Banks issue the cash against claims; deposits of all accounts add
  /// up to zero. Call once, when all tables, the fleet and the stocks stand; throws AuditError when accounts exist.
  void open(World& world) const;
};

/// Opens the books with the default assumptions.
void open_books(World& world);

}  // namespace exarace
