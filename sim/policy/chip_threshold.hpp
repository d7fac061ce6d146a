#pragma once
/// Chips inside a box of performance, density, bandwidth or interconnect.

#include "sim/policy/case.hpp"

namespace exarace {

/// Strictest treatment of the clauses that catch a chip.
Treatment caught_by(const ChipThreshold& rule, const ChipSpec& chip);

}  // namespace exarace
