#pragma once
/// Names that keys had before: whoever writes one is told the name of today.

#include <string>

#include "scenarios/runner/read/catalogue.hpp"

namespace exarace {

/// "; it is technology.wear now" for the whole path of a key that has moved, "" for any other.
std::string moved_hint(const Catalogue& catalogue, const std::string& path);

/// Whether a key that has moved stood below this path: the table itself may be gone.
bool held_moved_keys(const Catalogue& catalogue, const std::string& path);

}  // namespace exarace
