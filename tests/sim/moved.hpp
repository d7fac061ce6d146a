#pragma once
/// What movements come to.

#include <optional>

#include "sim/state/flows.hpp"

namespace exarace::support {

/// Sum of what was asked to be booked, for one purpose or for all [USD].
inline double moved_usd(const Movements& movements, std::optional<Flow> flow = std::nullopt) {
  double usd = 0;
  for (const Movement& row : movements.rows)
    if (!flow || row.flow == *flow) usd += row.amount.usd();
  return usd;
}

}  // namespace exarace::support
