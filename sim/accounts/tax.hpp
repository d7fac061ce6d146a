#pragma once
/// Taxes on profit.

#include "sim/state/world.hpp"

namespace exarace {

/// Firms pay the corporate tax of their country on the profit of the calendar year so far, net of losses of earlier years.
struct Tax {
  double loss_offset = 0.8;           ///< part of a year's profit that earlier losses can cancel

  static const Fields& fields();
  /// Asks for the tax that has become due. Call last among costs: it reads the profit booked so far.
  void assess(const World& world, Movements& out) const;
};

/// Account of the government that rules the country (that of its union for a member); none where nobody does.
AccountId treasury_of(const World& world, CountryId country);

}  // namespace exarace
