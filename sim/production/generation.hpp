#pragma once
/// Generation beside the hall: what makers of turbines, engines and fuel cells can deliver, and at what price.

#include "sim/state/world.hpp"

namespace exarace {

/// An industry with a supply curve that grows while it is sold out. Its place in a country is
/// `countries.onsite_industry`.
struct Generation {
  double unit_cost = 2e6;   ///< premium at which the whole industry is sold [USD/MW]
  double elasticity = 0.5;  ///< of what it delivers to the premium
  double lead_time = 1.25;  ///< order to power [year]
  double growth = 0.24;     ///< of the industry while it is sold out [1/year, log]

  /// What makers would deliver for orders of this step at a premium [MW].
  double offered(const World& world, CountryId country, double premium) const;
  /// The industry builds plants in so far as it was sold.
  void expand(World& world, CountryId country, double sold) const;
  static const Fields& fields();
};

}  // namespace exarace
