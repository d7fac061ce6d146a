#pragma once
/// Export of minerals that fabs need: a licence regime or a ban.

#include "sim/policy/case.hpp"

namespace exarace {

/// Part of a target country's supply that goes on when a control has been law for some years: others replace the rest.
double supply_left(const MineralControl& rule, double years = 0);

}  // namespace exarace
