#pragma once
/// Chip rules of the United States toward China as they were, for tests, and chips that stand on both sides of them.

#include "tests/support/small_world.hpp"

namespace exarace::support {

/// Adds chips of nvidia with the numbers of data/chips.csv: a100, a800, h800, l40, l40s, l4, l20, l2,
/// rtx_4090, rtx_4090d and b200, beside h100 and h20.
void add_chips(World& world);

/// Adds us_2022_08_letters, us_2022_10, us_2023_10_letters, us_2023_11 and us_2025_04_letters. Call bind() after it.
void add_chip_rules(World& world);

/// A sale of chips from their designer to a cloud at its own place.
Deal sale(const World& world, const std::string& sku, const std::string& cloud, double units = 100);

}  // namespace exarace::support
