#include "sim/policy/levy.hpp"

#include <algorithm>

namespace exarace {
namespace {

bool in_window(const LevyWindow& window, const ChipSpec& chip) {
  return chip.tpp > window.tpp_above && chip.tpp < window.tpp_below && chip.memory_bandwidth > window.bandwidth_above &&
         chip.memory_bandwidth < window.bandwidth_below;
}

}  // namespace

double rate_on(const Levy& rule, InstrumentId self, const Case& c, const std::vector<InstrumentId>& cleared_via) {
  if (c.good != Good::chips || !c.sku || !names(rule.designers, c.world.skus.designer[c.sku])) return 0.0;
  const bool comes_in = is_target(c, self, c.maker_home) && at_home(c, self, c.place);
  const bool goes_out = at_home(c, self, c.maker_home) && (is_target(c, self, c.place) || is_target(c, self, c.owner));
  if (rule.imports ? !comes_in : !goes_out) return 0.0;
  const bool under = rule.under.empty() || std::any_of(cleared_via.begin(), cleared_via.end(),
                                                       [&](InstrumentId id) { return names(rule.under, id); });
  const ChipSpec chip = spec_of(c.world.skus, c.sku);
  const bool charged =
      rule.windows.empty() || std::any_of(rule.windows.begin(), rule.windows.end(),
                                          [&](const LevyWindow& window) { return in_window(window, chip); });
  return under && charged ? rule.rate.at(c.world.today) : 0.0;
}

}  // namespace exarace
