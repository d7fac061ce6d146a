#pragma once
/// Permissions that clear the instruments they name: what they cover and how much is left.

#include "sim/policy/case.hpp"

namespace exarace {

/// Whether a deal can be licensed under the policy.
bool admits(const LicencePolicy& rule, InstrumentId self, const Case& c);
/// Units that may ship now: all for a blanket permission, else balances of licences within the policy's volume cap.
double units_cleared(const LicencePolicy& rule, InstrumentId self, const Case& c);
/// Units that the policy's share of the issuer's own market still leaves for a SKU.
double volume_left(const LicencePolicy& rule, InstrumentId self, const Case& c);
/// Probability that an application is granted: the policy's, raised by what firms spend to sway the issuer, and for
/// swing states by whom they side with.
double approval_of(const LicencePolicy& rule, InstrumentId self, const World& world, CountryId place);
/// Whether an application covers the item and parties of a case.
bool covers(const Licences::Row& row, InstrumentId policy, const Case& c);

}  // namespace exarace
