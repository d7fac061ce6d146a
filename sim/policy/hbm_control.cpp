#include "sim/policy/case.hpp"

namespace exarace {
namespace {

/// Bandwidth density of the stacks that a package takes; unknown where no SKU is named. [GB/s/mm2]
double stack_density(const HbmControl& rule, const Case& c) {
  const bool known = c.sku && c.world.skus.hbm_stacks[c.sku] > 0;
  if (!known) return rule.density_min * 2;  // every generation since 2016 lies above
  return c.world.skus.memory_bandwidth[c.sku] / (c.world.skus.hbm_stacks[c.sku] * rule.stack_area);
}

}  // namespace

Ruling HbmControl::ruling(InstrumentId self, const Case& c) const {
  const bool meant = is_target(c, self, c.owner) || is_target(c, self, c.place);
  if (!meant || is_exempt(c, exempt, c.owner) || !reaches_maker(c, self)) return {};
  return stack_density(*this, c) > density_min ? Ruling{policy} : Ruling{};
}

}  // namespace exarace
