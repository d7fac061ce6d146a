#pragma once
/// Money of the issuer's investors into labs of target countries.

#include "sim/policy/case.hpp"

namespace exarace {

inline bool concerns(const OutboundInvestment&, Good good) { return good == Good::investment; }
Ruling ruling(const OutboundInvestment& rule, InstrumentId self, const Case& c);

}  // namespace exarace
