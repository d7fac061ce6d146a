#pragma once
/// One step of the world.

#include "sim/ledger/audit.hpp"
#include "sim/step/behaviours.hpp"
#include "sim/step/laws.hpp"

namespace exarace {

/// Everything that a run needs beside its world.
struct Rules {
  Behaviours minds;
  Laws laws;
  bool audit = true;
};

/// World(t) becomes World(t+1). Throws AuditError where an identity breaks.
void step(World& world, const Rules& rules);

}  // namespace exarace
