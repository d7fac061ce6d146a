#include "sim/policy/model_review.hpp"

namespace exarace {

Ruling ruling(const ModelReview& rule, InstrumentId self, const Case& c) {
  if (!at_home(c, self, c.maker_home) || at_home(c, self, c.place) || c.flop < rule.flop_min) return {};
  const bool all = c.regimes().targets[self].empty() && c.regimes().target_blocs[self].empty();
  if (!all && !is_target(c, self, c.place) && !is_target(c, self, c.owner)) return {};
  const auto& lab = c.regimes().bound.lab;
  const bool known = c.seller && c.seller.index < lab.size() && lab[c.seller.index];
  const bool open = known && c.world.labs.open_weights[lab[c.seller.index]];
  if (open && rule.open_exempt) return {};
  // A review ends: until then users abroad keep the older model, and some of them leave.
  if (!known || rule.policy != Treatment::licence) return {rule.policy};
  const double waited = years_between(c.world.labs.last_release[lab[c.seller.index]], c.world.tomorrow());
  return waited < rule.delay ? Ruling{rule.policy, rule.lost_in_review} : Ruling{};
}

}  // namespace exarace
