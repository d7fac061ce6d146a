#include "sim/policy/outbound_investment.hpp"

namespace exarace {

Ruling ruling(const OutboundInvestment& rule, InstrumentId self, const Case& c) {
  if (!at_home(c, self, c.maker_home) || !is_target(c, self, c.owner)) return {};
  if (c.flop >= rule.prohibited_flop) return {Treatment::denial, 1.0 - rule.passive_share};
  return c.flop >= rule.notified_flop ? Ruling{Treatment::notification} : Ruling{};
}

}  // namespace exarace
