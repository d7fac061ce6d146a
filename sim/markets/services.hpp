#pragma once
/// AI services: cells of users buy from labs, as far as labs have compute to serve them.

#include "sim/state/world.hpp"

namespace exarace {

/// Desired spend of cells is judged and served; each lab serves all its cells with the same share.
struct ServicesMarket {
  double compute_share = 0.35;  ///< compute at contract rent that a unit of revenue needs
  double imitation = 0.4;       ///< of a lead in code by others, when its owner has the whole pool [1/year]

  void clear(World& world) const;
  void settle(World& world) const;
  static const Fields& fields();

 private:
  /// What sells is imitated: the lead of a lab in code fades in proportion to its part of that pool.
  void imitate(World& world) const;
};

}  // namespace exarace
