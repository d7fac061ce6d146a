#pragma once
/// Interest on loans and public bonds, and the price of public debt for private borrowers.

#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// Debtors pay their creditors; the public debt raises the rate for all. Households and firms outside the model pay
/// no interest: their loans are the counterpart of the money that exists at the start.
struct Interest {
  double base_rate = 0.05;        ///< of a safe loan [1/year]
  double risk = 0.03;             ///< added per unit of debt over assets [1/year]
  double leverage = 0.006;        ///< added per year of earnings that is owed [1/year]
  double most_years = 8.0;        ///< of earnings owed beyond which lenders look at collateral alone [year]
  double bond_rate = 0.035;       ///< of public bonds [1/year]
  double crowding_out = 3.0;      ///< spread by public debt above its start [basis points per point of GDP]
  double greatest_spread = 0.15;  ///< most that public borrowing adds [1/year]
  double loan_life = 7.0;         ///< over which loans of firms are paid back [year]

  static const Fields& fields();
  /// Publishes countries.bank_spread and clouds.loan_rate, and asks for interest and instalments of this step.
  void assess(World& world, Movements& out) const;
  /// Rate that the account pays on a loan now [1/year].
  double loan_rate(const World& world, AccountId debtor) const;

 private:
  /// Publishes what a loan costs each cloud; returns what lenders add for the account itself [1/year].
  std::vector<double> publish_rates(World& world) const;
  double spread(const World& world, CountryId country) const;
};

}  // namespace exarace
