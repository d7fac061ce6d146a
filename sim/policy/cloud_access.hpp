#pragma once
/// Rental of compute to users from target countries, wherever the chips stand.

#include "sim/policy/case.hpp"

namespace exarace {

inline bool concerns(const CloudAccess&, Good good) { return good == Good::compute; }
Ruling ruling(const CloudAccess& rule, InstrumentId self, const Case& c);

}  // namespace exarace
