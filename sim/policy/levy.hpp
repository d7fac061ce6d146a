#pragma once
/// Shares of the value of deals that go to a treasury.

#include "sim/policy/case.hpp"

namespace exarace {

/// Share of a deal's value; `cleared_via` names the licence policies under which it goes.
double rate_on(const Levy& rule, InstrumentId self, const Case& c, const std::vector<InstrumentId>& cleared_via);

}  // namespace exarace
