#include "sim/policy/quota.hpp"

#include <algorithm>

namespace exarace {

bool Quota::could_catch(const World& world, InstrumentId, SkuId sku) const { return world.skus.tpp[sku] >= tpp_min; }

bool counts(const Quota& rule, InstrumentId self, const Case& c) {
  const bool all = c.regimes().targets[self].empty() && c.regimes().target_blocs[self].empty();
  const bool meant = all ? !at_home(c, self, c.owner) || !at_home(c, self, c.place)
                         : is_target(c, self, c.place) || is_target(c, self, c.owner);
  const bool free = is_exempt(c, rule.exempt, c.owner) && is_exempt(c, rule.exempt, c.place);
  return c.sku && c.place && meant && !free && c.world.skus.tpp[c.sku] >= rule.tpp_min && reaches_maker(c, self);
}

Ruling Quota::ruling(InstrumentId self, const Case& c) const {
  if (!counts(*this, self, c)) return {};
  // Nobody has used up what is not law yet; buyers expect to lose a part of what they plan.
  if (!c.regimes().law.on(self)) return {Treatment::licence, feared};
  double left = country_cap - c.regimes().licences.quota_used.at(self, c.place);
  if (c.buyer) left = std::min(left, company_cap - c.regimes().licences.company_used.at(c.buyer, self));
  const double wanted = c.units * c.world.skus.h100e[c.sku];
  const double fits = wanted > 0 ? std::clamp(left / wanted, 0.0, 1.0) : (left > 0 ? 1.0 : 0.0);
  return {Treatment::licence, 1.0 - fits};
}

void draw(const Quota& rule, InstrumentId self, const Case& c, double units, Licences& books) {
  if (!counts(rule, self, c)) return;
  const double power = units * c.world.skus.h100e[c.sku];
  count(books.quota_used, self, c.place, power);
  if (c.buyer) count(books.company_used, c.buyer, self, power);
}

}  // namespace exarace
