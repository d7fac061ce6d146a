#pragma once
/// Tariffs on legacy chips: what they cost the lines that make them, and what they bring in.

#include <vector>

#include "sim/policy/case.hpp"

namespace exarace {

/// Part of a line's sales outside the model that is left, and what the issuer takes, over those sales without tariffs.
struct UnderTariff {
  double sales_left = 1, taken = 0;
};
/// Tariffs of one issuer that are law today.
std::vector<InstrumentId> tariffs_of(const World& world, GovernmentId issuer);
/// Under all tariffs of one issuer: their rates add up on the issuer's part of the sales.
UnderTariff under_tariffs(const World& world, const std::vector<InstrumentId>& tariffs, LineId line);

}  // namespace exarace
