#pragma once
/// What a reader of a run should know before its numbers are believed.

#include <string>
#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// Warnings after the last step, one sentence each: magnitudes that no world has (money, prices or power that ran away
/// within declared ranges), and a last step that passes the end that was asked for.
std::vector<std::string> warnings_of(const World& world);

}  // namespace exarace
