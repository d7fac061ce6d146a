#pragma once
/// Businesses of the agents outside the model: declared drivers that earn and invest.

#include "sim/state/world.hpp"

namespace exarace {

/// The product market pays the operating cash flow of the clouds' core business and what designers, toolmakers and labs
/// sell outside the model. Clouds invest in their core what AI leaves room for. A group carries the lab and the
/// designer that it owns.
struct CoreBusiness {
  double capex_share = 0.47;  ///< of operating cash flow that goes into investment of all kinds
  double least_core = 0.62;   ///< least core investment over what it would be without AI
  double lab_purse = 0.25;    ///< wages that an owned lab keeps in cash; more goes back to its group [year]

  static const Fields& fields();
  /// Asks for core income and core investment, and for funds of owned labs.
  void assess(const World& world, Movements& out) const;
  /// Core investment of a cloud beside its present AI investment [USD/year].
  double core_capex(const World& world, CloudId cloud) const;

 private:
  void earn(const World& world, Movements& out) const;
  void invest(const World& world, Movements& out) const;
  void carry_labs(const World& world, Movements& out) const;
};

}  // namespace exarace
