#pragma once
/// Finished chips that nobody may or will buy lose their worth, first in the books, then as goods; dies that no chip
/// takes any more are scrapped.

#include "sim/state/world.hpp"

namespace exarace {

/// Stock beyond what sells in `cover_time` is written down; what stays after a SKU has left the list is scrapped.
/// (Inventory is carried at the lower of cost and net realisable value, IAS 2 and ASC 330.)
struct Obsolescence {
  double cover_time = 0.75;  ///< of sales that stock may cover at full cost [year]
  double speed = 4.0;        ///< at which the rest is written down [1/year]
  double scrap_time = 1.5;   ///< from leaving the list until what is left, dies too, is scrapped [year]

  static const Fields& fields();
  /// Lowers stock_cost, moves scrapped units to written_off and dies to dies_scrapped, notes the loss and the
  /// instrument that caused it.
  void assess(World& world, Movements& out) const;

 private:
  void write_down(World& world, SkuId sku, Movements& out) const;
  void scrap(World& world, SkuId sku, Movements& out) const;
  void scrap_dies(World& world, SkuId die, Movements& out) const;
};

}  // namespace exarace
