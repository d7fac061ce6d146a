#pragma once
/// Finished chips that nobody may or will buy lose their worth, first in the books, then as goods; dies that no chip
/// takes any more are scrapped.

#include "sim/state/world.hpp"

namespace exarace {

/// Stock beyond what sells in `cover_time` is written down. What the book does not take is scrapped: all of it after a
/// SKU has left the list, before that what exceeds `keep_time` of sales; dies follow the SKUs that are made of them.
/// (Inventory is carried at the lower of cost and net realisable value, IAS 2 and ASC 330.)
struct Obsolescence {
  double cover_time = 0.75;  ///< of sales that stock may cover at full cost [year]
  double speed = 4.0;        ///< at which the rest is written down [1/year]
  double keep_time = 1.5;    ///< of sales of a SKU on the list that stock and dies may cover [year]
  double scrap_time = 1.5;   ///< in which what nobody will take, dies too, is scrapped [year]

  static const Fields& fields();
  /// Lowers stock_cost, moves scrapped units to written_off and dies to dies_scrapped, notes the loss and the
  /// instrument that caused it, as far as orders that it refused explain it.
  void assess(World& world, Movements& out) const;

 private:
  /// Sales that stock of the SKU is kept for beside its book [chips]; no limit while it is new.
  double kept_for_sales(const World& world, SkuId sku) const;
  double dies_kept(const World& world, SkuId die) const;
  void write_down(World& world, SkuId sku, Movements& out) const;
  void scrap(World& world, SkuId sku, Movements& out) const;
  void scrap_dies(World& world, SkuId die, Movements& out) const;
};

}  // namespace exarace
