#include <algorithm>

#include "sim/policy/case.hpp"

namespace exarace {
namespace {

/// Share of renters whose ultimate parent the operator knows.
double verified(const CloudAccess& rule, const Case& c) {
  const auto& cloud = c.regimes().bound.cloud;
  const bool known = c.seller && c.seller.index < cloud.size() && cloud[c.seller.index];
  const double own = known ? c.world.clouds.verification[cloud[c.seller.index]] : 1.0;
  return std::max(own, rule.verification_min);
}

bool reaches_operator(const CloudAccess& rule, InstrumentId self, const Case& c) {
  if (at_home(c, self, c.maker_home)) return true;
  if (is_target(c, self, c.maker_home) && !rule.overseas_units) return false;
  if (!rule.issuer_chips) return false;
  return !c.sku || at_home(c, self, c.world.designers.parent[c.world.skus.designer[c.sku]]);
}

}  // namespace

Ruling CloudAccess::ruling(InstrumentId self, const Case& c) const {
  const bool within = is_target(c, self, c.place);  // chips that stand there are a matter of exports, not of access
  if (within || !is_target(c, self, c.user_home) || c.flop < flop_min) return {};
  return reaches_operator(*this, self, c) ? Ruling{policy, verified(*this, c)} : Ruling{};
}

}  // namespace exarace
