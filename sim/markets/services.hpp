#pragma once
/// AI services: cells of users buy from labs, as far as labs have compute to serve them.

#include "sim/state/world.hpp"

namespace exarace {

/// Desired spend of cells is judged and served; each lab serves all its cells with the same share.
struct ServicesMarket {
  double compute_share = 0.35;  ///< compute at contract rent that a unit of revenue needs

  void clear(World& world) const;
  void settle(World& world) const;
  static const Fields& fields();
};

}  // namespace exarace
