#pragma once
/// Whether a world that was read fits together: a file whose checksum was made to fit may say anything.

#include "sim/state/world.hpp"

namespace exarace {

/// Throws ResultError where a row that is named does not exist, or a list is shorter than in `furnished`, the world
/// with which its scenario begins.
void check_world(const World& world, const World& furnished);

}  // namespace exarace
