#pragma once
/// Parts of bind() that are repeated when the world grows or a list changes.

#include "sim/state/world.hpp"

namespace exarace {

/// Resolves the texts of one instrument that name accounts.
void bind_names(World& world, InstrumentId id);
/// Notes which agent each account belongs to.
void bind_accounts(World& world);

}  // namespace exarace
