#pragma once
/// Electricity of installed chips.

#include "sim/state/world.hpp"

namespace exarace {

/// Clouds pay for the power of their sites.
struct Energy {
  /// Asks for the power bills of this step: energised MW in use x hours x load x price, to suppliers of the place.
  void assess(const World& world, Movements& out) const;
  /// Bill of one cloud for this step [USD].
  static double bill(const World& world, CloudId cloud);
};

}  // namespace exarace
