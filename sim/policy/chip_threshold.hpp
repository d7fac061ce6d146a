#pragma once
/// Chips inside a box of performance, density, bandwidth or interconnect.

#include "sim/policy/case.hpp"

namespace exarace {

/// Strictest treatment of the clauses that catch a chip.
Treatment caught_by(const ChipThreshold& rule, const ChipSpec& chip);

inline bool concerns(const ChipThreshold&, Good good) { return good == Good::chips || good == Good::dies; }
bool could_catch(const ChipThreshold& rule, const World& world, InstrumentId self, SkuId sku);
Ruling ruling(const ChipThreshold& rule, InstrumentId self, const Case& c);

}  // namespace exarace
