#pragma once
/// Stand-alone HBM stacks above a bandwidth density.

#include "sim/policy/case.hpp"

namespace exarace {

inline bool concerns(const HbmControl&, Good good) { return good == Good::hbm; }
Ruling ruling(const HbmControl& rule, InstrumentId self, const Case& c);

}  // namespace exarace
