#pragma once
/// Which line of a foundry makes a die.

#include <cmath>
#include <vector>

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
  const auto is_of_fab = [&](LineId line) { return lines.fab[line] == fab && lines.product[line] == Product::logic; };
  LineId best = LineId::none();
  for (const LineId line : lines.rows()) {
    if (!is_of_fab(line)) continue;
    if (best) {
      best = LineId::none();
      break;
    }
    best = line;
  }
  if (best) return best;  // there is no other
  const double portable = math::log(world.technology.portable);
  double nearest = 1e300;
  for (const LineId line : lines.rows()) {
    if (!is_of_fab(line)) continue;
    const double pilot = in_volume(world, line) ? 0.0 : portable;
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

/// The same for many SKUs, most of which share their foundry and node with others. Good as long as no line changes.
class LogicLines {
 public:
  explicit LogicLines(const World& world) : world_(world) {}
  LineId at(FabId fab, double node) {
    for (const Known& one : known_)
      if (one.fab == fab && one.node == node) return one.line;
    known_.push_back({fab, node, logic_line_at(world_, fab, node)});
    return known_.back().line;
  }
  LineId of(SkuId sku) { return at(world_.skus.foundry[sku], world_.skus.node[sku]); }

 private:
  struct Known {
    FabId fab;
    double node;
    LineId line;
  };
  const World& world_;
  std::vector<Known> known_;
};

}  // namespace exarace
