#pragma once
/// Caps on computing power per country and per company.

#include "sim/policy/case.hpp"

namespace exarace {

/// Whether a sale counts against the caps.
bool counts(const Quota& rule, InstrumentId self, const Case& c);
/// Adds a shipment to what has been used up.
void draw(const Quota& rule, InstrumentId self, const Case& c, double units, Licences& books);

inline bool concerns(const Quota&, Good good) { return good == Good::chips; }
bool could_catch(const Quota& rule, const World& world, InstrumentId self, SkuId sku);
Ruling ruling(const Quota& rule, InstrumentId self, const Case& c);

}  // namespace exarace
