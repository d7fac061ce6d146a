#pragma once
/// The desk of licences: terms that run out, and rulings in order of filing.

#include "sim/state/world.hpp"

namespace exarace {

/// Drops applications that have run out or whose policy is no longer law; starts a new year of company quotas.
void roll_licences(World& world);
/// Rules on applications that are ready, in order of filing, as far as each issuer's licensing staff reaches.
void rule_on_licences(World& world);

}  // namespace exarace
