#pragma once
/// Businesses of the agents outside the model: declared drivers that earn and invest.

#include "sim/state/world.hpp"

namespace exarace {

/// Clouds receive the operating cash flow of their core business and invest in it what AI leaves room for.
struct CoreBusiness {
  double capex_share = 0.47;  ///< of operating cash flow that goes into investment of all kinds
  double least_core = 0.62;   ///< least core investment over what it would be without AI

  static const Fields& fields();
  /// Asks for core income of clouds, designers, toolmakers and labs, and for core investment of clouds.
  void assess(const World& world, Movements& out) const;
  /// Core investment of a cloud beside its present AI investment [USD/year].
  double core_capex(const World& world, CloudId cloud) const;
};

}  // namespace exarace
