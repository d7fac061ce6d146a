#pragma once
/// What the buyers' side lets in: guidance, customs, quotas for domestic goods.

#include "sim/policy/case.hpp"

namespace exarace {

/// Part of a deal that the buyers' own government lets them take, 0 to 1.
double accepted(const PurchaseRestriction& rule, InstrumentId self, const Case& c);

}  // namespace exarace
