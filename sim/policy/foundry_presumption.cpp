#include "sim/policy/case.hpp"

namespace exarace {
namespace {

bool is_trusted(const FoundryPresumption& rule, const Case& c) {
  // Approved is who makes chips as the issuer wants them made: that is no favour to allies.
  if (c.owner && contains(c.world, rule.approved, c.owner)) return true;
  const auto& designer = c.regimes().bound.designer;
  const bool known = c.buyer && c.buyer.index < designer.size() && designer[c.buyer.index];
  return known && !rule.trusted.empty() && names(rule.trusted, designer[c.buyer.index]);
}

/// Whether the die is large enough, or fed by HBM; a die without a SKU is presumed to be.
bool is_presumed(const FoundryPresumption& rule, const Case& c) {
  const Skus& skus = c.world.skus;
  if (!c.sku) return !c.line || c.world.lines.node[c.line] <= rule.node_max;
  if (skus.node[c.sku] > rule.node_max) return false;
  return skus.transistors[c.sku] >= rule.transistors_min.at(c.world.today) ||
         (rule.with_hbm && skus.hbm_stacks[c.sku] > 0);
}

}  // namespace

Ruling FoundryPresumption::ruling(InstrumentId self, const Case& c) const {
  if (is_target(c, self, c.maker_home)) return {};  // foundries there do not answer to the issuer
  return is_presumed(*this, c) && !is_trusted(*this, c) ? Ruling{policy} : Ruling{};
}

}  // namespace exarace
