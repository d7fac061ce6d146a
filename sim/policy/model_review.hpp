#pragma once
/// Models above a size may not be deployed abroad without review.

#include "sim/policy/case.hpp"

namespace exarace {

inline bool concerns(const ModelReview&, Good good) { return good == Good::model; }
Ruling ruling(const ModelReview& rule, InstrumentId self, const Case& c);

}  // namespace exarace
