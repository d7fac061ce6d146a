#pragma once
/// The generated population of enterprises and consumer groups.

#include "agents/enterprise.hpp"

namespace exarace {

/// Fills world.enterprises with `rows` rows and sizes world.cells. Sizes are heavy-tailed; each row takes a band of its
/// country's distribution of thresholds, so that totals do not hang on the number of rows.
void populate(World& world, std::size_t rows, const EnterpriseBehaviour& rule);

}  // namespace exarace
