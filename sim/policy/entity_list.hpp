#pragma once
/// Named buyers, and those they own where the affiliates rule holds.

#include "sim/policy/case.hpp"

namespace exarace {

/// Adds to `listed_by` (by account) whom the lists among `active` cover: those they name, and with the affiliates rule
/// every account of the groups of those whom the covered lists name.
void cover(const World& world, const std::vector<std::uint8_t>& active,
           std::vector<std::vector<InstrumentId>>& listed_by);

}  // namespace exarace
