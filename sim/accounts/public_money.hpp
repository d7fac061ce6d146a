#pragma once
/// Public money: budget lines of the regime, losses that states carry, bonds that are redeemed.

#include "sim/state/world.hpp"

namespace exarace {

/// Governments pay their budget lines and carry state-backed firms. Where the treasury is short the ledger sells bonds;
/// what it holds beyond its opening value redeems them.
struct PublicMoney {
  double cover =
      1.0;  ///< part of the money that state-backed firms lack, for losses or investment, which the state pays

  static const Fields& fields();
  /// Asks for the public payments of this step and sets governments.spent_on_ai. A payment of a budget line carries its
  /// instrument; recipients of a line share it by their outlays of the last year.
  void assess(World& world, Movements& out) const;

 private:
  void carry(const World& world, AccountId firm, CountryId parent, Movements& out) const;
};

}  // namespace exarace
