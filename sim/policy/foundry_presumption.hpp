#pragma once
/// Foundries must presume that dies of unknown designers are restricted.

#include "sim/policy/case.hpp"

namespace exarace {

inline bool concerns(const FoundryPresumption&, Good good) { return good == Good::dies; }
Ruling ruling(const FoundryPresumption& rule, InstrumentId self, const Case& c);

}  // namespace exarace
