#pragma once
/// Instruments of export regimes and budgets: their data. The verbs live in sim/policy.

#include "sim/core/table.hpp"

namespace exarace {

struct Instruments {};

}  // namespace exarace
