#pragma once
/// Import limits on equipment for grids and sites.

#include "sim/policy/case.hpp"

namespace exarace {

/// Part of the growth of power in the issuer's country that goes on when a limit has been law for some years: makers
/// elsewhere replace the rest.
double growth_left(const EquipmentLimit& rule, double years);

}  // namespace exarace
