#pragma once
/// Taxes on profit.

#include "sim/state/world.hpp"

namespace exarace {

/// Firms pay the corporate tax of their country on profit, net of all earlier losses: on each new height of the profit
/// since the start. So the tax does not depend on the length of a step, and losses are carried forward without end.
struct Tax {
  double rate_factor = 1.0;  ///< effective over statutory rate

  static const Fields& fields();
  /// Asks for the tax that has become due. Call after all other costs: it reads the profit booked so far.
  void assess(World& world, Movements& out) const;
};

/// Account of the government that rules the country (that of its union for a member); none where nobody does.
AccountId treasury_of(const World& world, CountryId country);

}  // namespace exarace
