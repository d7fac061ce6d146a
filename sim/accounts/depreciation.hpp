#pragma once
/// Wear of capital in the books.

#include "sim/state/world.hpp"

namespace exarace {

/// Chips wear off in a straight line, batch by batch; plants and sites at a yearly rate of what is left.
struct Depreciation {
  double chip_life = 5.0;   ///< [year]
  double plant_life = 5.0;  ///< of lines and tools [year]
  double site_life = 14.0;  ///< of buildings, power and cooling of clouds [year]

  static const Fields& fields();
  /// Lowers Batch.book and asks for the depreciation of this step.
  void assess(World& world, Movements& out) const;
};

}  // namespace exarace
