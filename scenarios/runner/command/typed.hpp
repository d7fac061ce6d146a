#pragma once
/// The command line as it was typed.

#include <string>
#include <vector>

namespace exarace {

/// Words of a command line as a shell takes them: quoted where they have to be, otherwise exactly as they are.
std::string typed(const std::vector<std::string>& words);

}  // namespace exarace
