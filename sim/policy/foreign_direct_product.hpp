#pragma once
/// Rules that carry other instruments over to goods made abroad.

#include "sim/policy/case.hpp"

namespace exarace {

/// Fills `extended_by` (by instrument) with the rules among `active` that name it.
void extend(const Instruments& regimes, const std::vector<std::uint8_t>& active,
            std::vector<std::vector<InstrumentId>>& extended_by);

}  // namespace exarace
