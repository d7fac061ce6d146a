#pragma once
/// End of a step: what happened becomes what everybody can read.

#include "sim/step/laws.hpp"

namespace exarace {

/// Publishes all signals, those last that are read off others.
void publish_signals(World& world, const Laws& laws);

}  // namespace exarace
