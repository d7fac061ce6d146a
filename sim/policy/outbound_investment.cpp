#include "sim/policy/case.hpp"

namespace exarace {

Ruling OutboundInvestment::ruling(InstrumentId self, const Case& c) const {
  if (!at_home(c, self, c.maker_home) || !is_target(c, self, c.owner)) return {};
  if (c.flop >= prohibited_flop) return {Treatment::denial, 1.0 - passive_share};
  return c.flop >= notified_flop ? Ruling{Treatment::notification} : Ruling{};
}

}  // namespace exarace
