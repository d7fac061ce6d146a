#pragma once
/// Letters to designers about chips by name or by their bandwidths.

#include "sim/policy/case.hpp"

namespace exarace {

/// Whether a letter is about a SKU: by its name, or as a chip of an addressed designer above one of the limits.
bool is_about(const InformedLetter& rule, const World& world, InstrumentId self, SkuId sku);
/// Boxes of the limits, one for each that is set.
std::vector<ChipBox> boxes_of(const InformedLetter& rule);

}  // namespace exarace
