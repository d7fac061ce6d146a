#pragma once
/// Caps on computing power per country and per company.

#include "sim/policy/case.hpp"

namespace exarace {

/// Whether a sale counts against the caps.
bool counts(const Quota& rule, InstrumentId self, const Case& c);
/// Adds a shipment to what has been used up.
void draw(const Quota& rule, InstrumentId self, const Case& c, double units, Licences& books);

}  // namespace exarace
