#pragma once
/// Dated losses of capacity that nobody in the model decides: a blockade, an earthquake, a fire.

#include "sim/state/world.hpp"

namespace exarace {

using ShockId = Id<struct Shock>;

/// Shocks: what is lost, where, from when until when. A line is hit when it stands at `site`, belongs to `fab` and is
/// among `lines`, as far as these are said. What comes back is under repair until then: owners count it as on order.
/// Books of plants are left alone; a loss for good shows in output and revenue.
struct Shocks : Table<ShockId> {
  Column<Date, ShockId> starts;
  Column<Date, ShockId> ends;                  ///< first day on which capacity comes back
  Column<double, ShockId> recovery;            ///< time from then until all of it is back [year]
  Column<double, ShockId> lost;                ///< share of capacity that stops
  Column<double, ShockId> returns;             ///< share of what stopped that comes back
  Column<CountryId, ShockId> site;             ///< any when none
  Column<FabId, ShockId> fab;                  ///< any when none
  Column<std::vector<LineId>, ShockId> lines;  ///< any when empty

  /// Takes the capacity of shocks that begin in this step, and notes an event for each.
  void advance(World& world) const;
  static const Fields& fields();

 private:
  bool hits(const World& world, ShockId shock, LineId line) const;
};

}  // namespace exarace
