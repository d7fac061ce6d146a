#include "sim/policy/case.hpp"

namespace exarace {

Ruling ModelReview::ruling(InstrumentId self, const Case& c) const {
  if (!at_home(c, self, c.maker_home) || at_home(c, self, c.place) || c.flop < flop_min) return {};
  const bool all = c.regimes().targets[self].empty() && c.regimes().target_blocs[self].empty();
  if (!all && !is_target(c, self, c.place) && !is_target(c, self, c.owner)) return {};
  const auto& lab = c.regimes().bound.lab;
  const bool known = c.seller && c.seller.index < lab.size() && lab[c.seller.index];
  const bool open = known && c.world.labs.open_weights[lab[c.seller.index]];
  if (open && open_exempt) return {};
  // A review ends: until then users abroad keep the older model, and some of them leave.
  if (!known || policy != Treatment::licence) return {policy};
  const double waited = years_between(c.world.labs.last_release[lab[c.seller.index]], c.world.tomorrow());
  return waited < delay ? Ruling{policy, lost_in_review} : Ruling{};
}

}  // namespace exarace
