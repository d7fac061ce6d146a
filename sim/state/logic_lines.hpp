#pragma once
/// Which line of a foundry makes a die.

#include <cmath>

#include "sim/core/math.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Whether a line is in volume production.
inline bool in_volume(const World& world, LineId line) {
  return world.lines.capacity[line] >= world.technology.volume_wafers;
}

/// Logic line of a fab whose node is nearest to a node; a pilot line gives way to one in volume to which a design can
/// be ported; the larger of two equals; none where the fab has no logic line.
inline LineId logic_line_at(const World& world, FabId fab, double node) {
  const auto& lines = world.lines;
  LineId best = LineId::none();
  double nearest = 1e300;
  for (const LineId line : lines.rows()) {
    if (lines.fab[line] != fab || lines.product[line] != Product::logic) continue;
    const double pilot = in_volume(world, line) ? 0.0 : math::log(world.technology.portable);
    const double distance =
        std::abs(math::log(lines.node[line] / node)) + pilot - 1e-9 * math::log1p(lines.capacity[line]);
    if (distance < nearest) nearest = distance, best = line;
  }
  return best;
}

/// The same at the foundry of a SKU, for the SKU's node.
inline LineId logic_line(const World& world, SkuId sku) {
  return logic_line_at(world, world.skus.foundry[sku], world.skus.node[sku]);
}

}  // namespace exarace
