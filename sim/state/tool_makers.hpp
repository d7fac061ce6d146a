#pragma once
/// Who makes tools of which class, and who has tools that a conversion takes.

#include <array>
#include <vector>

#include "sim/core/value_at.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// By class of tools: makers with a share of its market, in order. Most make few classes.
inline std::array<std::vector<ToolmakerId>, kToolClasses> makers_by_class(const World& world) {
  std::array<std::vector<ToolmakerId>, kToolClasses> makers;
  for (const ToolmakerId maker : world.toolmakers.rows())
    for (std::size_t cls = 0; cls < kToolClasses; ++cls)
      if (value_at(world.toolmakers.class_shares[maker], cls) > 0) makers[cls].push_back(maker);
  return makers;
}

/// Part of a class's needs that a maker offers to a line. At home it sells more than its share of the world market.
inline double offered_part(const World& world, ToolmakerId maker, LineId line, std::size_t cls, bool advanced) {
  const auto& makers = world.toolmakers;
  const bool home = world.in_china(makers.country[maker]) && world.in_china(world.lines.site[line]);
  const double quality = advanced ? makers.quality[maker] : 1.0;
  return value_at(makers.class_shares[maker], cls) * quality * (home ? makers.home_gain[maker] : 1.0);
}

/// Largest coarser line of the same fab at the same place, whose tools a conversion takes; none for stacks and
/// packages.
inline LineId donor_of(const World& world, LineId line) {
  const auto& lines = world.lines;
  LineId donor = LineId::none();
  if (lines.product[line] != Product::logic) return donor;
  for (const LineId other : lines.rows()) {
    const bool coarser = lines.product[other] == Product::logic && lines.node[other] > lines.node[line];
    if (!coarser || lines.fab[other] != lines.fab[line] || lines.site[other] != lines.site[line]) continue;
    if (!donor || lines.capacity[other] > lines.capacity[donor]) donor = other;
  }
  return donor;
}

}  // namespace exarace
