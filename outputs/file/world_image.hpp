#pragma once
/// A world as bytes: every member of it and every column that its tables declare.

#include <string>

#include "sim/state/world.hpp"

namespace exarace {

/// All of a world.
std::string image_of(const World& world);
/// Puts what image_of() wrote into a world. Throws ResultError where the bytes do not fit.
void restore(World& world, const std::string& image);

/// How the bytes of a world are arranged, as text: it changes with every member, column, kind or type. Throws Error
/// where a table holds a member that it does not declare, since that would be lost.
const std::string& world_layout();

}  // namespace exarace
