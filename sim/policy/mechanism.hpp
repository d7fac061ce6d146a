#pragma once
/// Which mechanism (M1 to M25) each instrument belongs to.

#include "sim/state/world.hpp"

namespace exarace {

/// Whether all mechanisms of an instrument are on. Off: it is not looked at, and its keys change nothing.
bool mechanism_on(const World& world, InstrumentId id);

}  // namespace exarace
