#pragma once
/// End of a step: what happened becomes what everybody can read.

#include "sim/step/laws.hpp"

namespace exarace {

/// Smooths rates, adds up signals, and sets what is on sale next.
void publish_signals(World& world, const Laws& laws);

/// Unit costs, user costs and what is on sale, from the state; also before the first step.
void publish_prices(World& world);

}  // namespace exarace
