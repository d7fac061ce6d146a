#pragma once
/// What the folder of a sweep says about itself.

#include <string>

#include "outputs/sweep/folder.hpp"

namespace exarace {

/// A page for people; and the same facts as JSON. Throw ResultError where the folder holds no sweep.
std::string describe_sweep(const SweepFolder& folder);
std::string describe_sweep_json(const SweepFolder& folder);

}  // namespace exarace
