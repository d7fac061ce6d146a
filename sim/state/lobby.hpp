#pragma once
/// How far those who pay to be heard are heard.

#include "sim/core/math.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Part of what lobbying can move in a government that present spending moves: 0 without, 1 when more money adds
/// nothing.
inline double heard(const World& world, GovernmentId government) {
  if (!world.mechanisms.on(Mechanism::lobbying)) return 0;
  return -math::expm1(-world.governments.lobbied[government] / world.regimes.outlook.lobby_scale);
}

}  // namespace exarace
